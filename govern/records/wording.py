"""Answers in words: what was chosen, dated or counted, as a reader of the printed document meets
it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from documents import catalogue
from documents.definition import Kind, Question

Names = Mapping[str, str]
"""Display names for what the installation names itself: organisations by slug, the rest by
`named_here`.
"""

NAMED_HERE = ("categories", "purposes")
"""Lists of the installation's own that are no organisations."""


def named_here(options: str, slug: str) -> str:
    """The key of a display name: a slug serves each list once, and may serve two."""
    return f"{options}/{slug}"


def words(question: Question, answer: Any, names: Names) -> str:
    """One answer as plain text; "" when there is none. Several chosen things are joined by
    semicolons.
    """
    if answer is None:
        return ""
    if question.kind is Kind.YES_NO:
        return "Yes" if answer else "No"
    if question.kind is Kind.DATE:
        return day(dt.date.fromisoformat(answer))
    if question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.ORGANISATIONS):
        chosen = [answer] if isinstance(answer, str) else answer
        return "; ".join(chosen_words(question, chosen, names))
    return f"{answer:,}" if isinstance(answer, int) else str(answer)


def chosen_words(question: Question, values: list[str], names: Names) -> list[str]:
    """The labels of chosen options; a name the installation supplies is looked up by its slug."""
    if question.kind is Kind.ORGANISATIONS:
        return [names.get(value, value) for value in values]
    labels = {option.value: option.label for option in catalogue.options(question) or ()}
    own = question.options_from if question.options_from in NAMED_HERE else None
    return [
        labels.get(value) or names.get(named_here(own, value) if own else value, value)
        for value in values
    ]


def day(on: dt.date) -> str:
    """A date for a reader: `12 March 2027`."""
    return f"{on.day} {on:%B %Y}"
