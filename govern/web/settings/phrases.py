"""What the settings that change an answer are called, and how their values are written and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from govern.commands.settings.table import BY_NAME, AnswerSetting
from govern.errors import NotFound
from govern.web.filters import plural


@dataclass(frozen=True)
class Words:
    """A setting's title, the question it answers, and what its value does."""

    title: str
    question: str
    meaning: str


WORDS: Mapping[str, Words] = {
    "review_overdue_closes": Words(
        "Late review closes flows",
        "Does a late review close flows?",
        "Yes: the flows of an agreement or an assessment close when its review is late. No: a late "
        "review is a finding, and nothing more.",
    ),
    "safety_critical_decision_days": Words(
        "Days to decide on a safety-critical flow",
        "How many days has a SIRO to decide?",
        "A safety-critical flow does not close at once for an overdue condition, lapsed evidence "
        "or a late review: its SIRO decides, with the fallback named. Undecided after this many "
        "days, it closes.",
    ),
    "risk_matrix": Words(
        "Matrix of risks",
        "On which matrix are risks scored?",
        "It is chosen already where a text does not say yet on which matrix its risks are scored. "
        "A text may use another: that is advice, with the lawyer's reasons shown to every signer. "
        "What was scored before stays on its own matrix.",
    ),
}


def named(slug: str) -> AnswerSetting:
    """The setting of that address; NotFound when there is none."""
    setting = BY_NAME.get(slug.replace("-", "_"))
    if setting is None:
        raise NotFound(f"setting {slug}")
    return setting


def slug(setting: AnswerSetting) -> str:
    """How a setting is written in an address."""
    return setting.name.replace("_", "-")


def said(setting: AnswerSetting, value: object) -> str:
    """A value in words; None is said to be not set."""
    if value is None:
        return "Not set"
    if setting.holds is bool:
        return "Yes" if value else "No"
    if setting.holds is str:
        return dict(setting.choices).get(str(value), str(value))
    return plural(int(str(value)), "day")


def written(setting: AnswerSetting, value: object) -> str:
    """A value as an address or a form has it; nothing for None."""
    if value is None:
        return ""
    return ("yes" if value else "no") if setting.holds is bool else str(value)


def read(setting: AnswerSetting, raw: str) -> bool | int | str | None:
    """The value of what was typed; None when it is none that the setting can have."""
    value: bool | int | str | None
    if setting.holds is bool:
        value = {"yes": True, "no": False}.get(raw)
    elif setting.holds is str:
        value = raw
    else:
        value = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 6 else None
    return None if value is None or setting.fault(value) else value
