"""What an organisation may set for itself: each setting, whom it is for and what it may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govern.commands.reading import SLUG, Reading


@dataclass(frozen=True)
class OwnSetting:
    """One setting: `holds` is bool, or yes/no by slug (dict); `kinds` who has it."""

    name: str
    holds: type
    kinds: tuple[str, ...]
    meaning: str


TABLE = (
    OwnSetting("dpo_may_stop", bool, ("force",), "The DPO may stop a flow directly (decision 9)."),
    OwnSetting(
        "competent",
        dict,
        ("force", "partner"),
        "By purpose: whether it is a competent authority for that purpose (DPA 2018 s.30).",
    ),
)

_WORDS = {
    bool: "yes or no",
    dict: "yes or no for each purpose, by slug",
}


def checked(read: Reading, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """`given`; `read` notes names that this kind does not have and values of another type."""
    known = {setting.name: setting for setting in TABLE if kind in setting.kinds}
    for name, value in given.items():
        setting = known.get(name)
        if setting is None:
            read.fault("settings", f"A {kind} has no setting {name!r}.")
        elif not _fits(setting.holds, value):
            read.fault("settings", f"{name} takes {_WORDS[setting.holds]}.")
    return dict(given)


def _fits(holds: type, value: Any) -> bool:
    if not isinstance(value, holds):
        return False
    if isinstance(value, dict):
        return all(
            SLUG.fullmatch(slug) and isinstance(is_so, bool) for slug, is_so in value.items()
        )
    return True
