"""Measures of the action plan that a signer makes conditions of the sign-off, with their dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from documents.plan import Measure
from govern.store import measures
from govern.store.database import Session
from govern.store.measures import Task
from govern.store.signing import Found
from govern.web.filters import day

LONGEST = 2000


@dataclass(frozen=True)
class PlanChoice:
    """One measure that is not in place yet."""

    id: str
    title: str
    what: str
    due: str


def offered(session: Session, here: Found) -> list[PlanChoice]:
    """The measures of the version that bind the signing organisation and are still to be done."""
    return [
        PlanChoice(
            each.measure.row,
            each.measure.title,
            each.measure.what,
            f"In place by {day(each.measure.due_on.isoformat())}"
            if each.measure.due_on
            else "No date",
        )
        for each in _still_open(session, here)
    ]


def as_conditions(session: Session, here: Found, rows: Sequence[str]) -> list[dict[str, Any]]:
    """The chosen measures as conditions to begin from: the signer can change every word. A measure
    with a date becomes a condition by that date, one without must be met before opening.
    """
    chosen = (each.measure for each in _still_open(session, here) if each.measure.row in rows)
    return [_condition(each) for each in chosen]


def _still_open(session: Session, here: Found) -> list[Task]:
    found = measures.of_version(session, here.document, here.version, here.organisation.id, "")
    return [each for each in found if not each.done]


def _condition(it: Measure) -> dict[str, Any]:
    owner = f" Owner: {it.owner}." if it.owner else ""
    return {
        "text": f"{it.title}: {it.what}{owner}"[:LONGEST],
        "timing": "by_date" if it.due_on else "before_opening",
        "due_on": it.due_on.isoformat() if it.due_on else None,
        "on_overdue": "warn",
    }
