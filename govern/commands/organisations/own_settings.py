"""What an organisation may set for itself: each setting, whom it is for and what it may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govern.commands.reading import SLUG, Reading


@dataclass(frozen=True)
class OwnSetting:
    """One setting of an organisation: `holds` is bool or a slug (str); `kinds` are who has it."""

    name: str
    holds: type
    kinds: tuple[str, ...]
    meaning: str


TABLE = (
    OwnSetting("dpo_may_stop", bool, ("force",), "The DPO may stop a flow directly (decision 9)."),
    OwnSetting("shared_team", str, ("force",), "Slug of the force whose information team it uses."),
)


def checked(read: Reading, kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """`given`; `read` notes names that this kind does not have and values of another type."""
    known = {setting.name: setting for setting in TABLE if kind in setting.kinds}
    for name, value in given.items():
        setting = known.get(name)
        if setting is None:
            read.fault("settings", f"A {kind} has no setting {name!r}.")
        elif not isinstance(value, setting.holds):
            read.fault("settings", f"{name} takes {_words(setting)}.")
        elif isinstance(value, str) and not SLUG.fullmatch(value):
            read.fault("settings", f"{name} takes the slug of an organisation.")
    return dict(given)


def _words(setting: OwnSetting) -> str:
    return "yes or no" if setting.holds is bool else "the slug of an organisation"
