"""What an organisation's own settings are called, what each does, and their values in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govern.commands.organisations.own_settings import TABLE
from govern.web.pieces import Link, Tag


@dataclass(frozen=True)
class Words:
    """A setting's title, the question it answers, and what its value does."""

    title: str
    question: str
    meaning: str


WORDS: Mapping[str, Words] = {
    "dpo_may_stop": Words(
        "The DPO may stop",
        "May the DPO stop a flow directly?",
        "Yes: the DPO stops a flow alone, as the SIRO can. No: the DPO advises a stop in one "
        "click, and those who can make it are told.",
    ),
    "competent": Words(
        "Competent authority",
        "Is your organisation a competent authority for this purpose?",
        "By purpose, whether Part 3 of the Data Protection Act 2018 applies to what you process "
        "(section 30). Findings on texts are judged by it.",
    ),
}

ANSWERS = {True: "Yes", False: "No", None: "Not said"}


def of_kind(kind: str) -> list[str]:
    """The names of the settings that an organisation of this kind has."""
    return [each.name for each in TABLE if kind in each.kinds]


def said(name: str, value: Any, names: Mapping[str, str]) -> list[str | Tag | Link]:
    """A value as lines of words; `names` gives purposes by slug."""
    if name == "competent":
        lines = [
            f"{names.get(slug, slug)}: {ANSWERS[is_so].lower()}"
            for slug, is_so in sorted((value or {}).items())
        ]
        return [*(lines or ["Not said for any purpose"])]
    return [ANSWERS[bool(value)]]
