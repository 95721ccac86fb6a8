"""A crash at any step of applying a file makes nothing twice and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from govern.installation import Installation
from govern.store.rows.word import SuggestionRow
from govern.store.rows.working import CommentRow, DraftRevisionRow
from govern.store.writing import Writing
from tests.exchange_word import commented, edited, tracked
from tests.in_review import Agreement
from tests.word_files import applied, brought, row, taken

ITEMS = ("e0", "e1", "r0", "r1")


class Crash(BaseException):
    """The process ended here."""


def file_of(agreement: Agreement) -> bytes:
    """One untracked edit, one tracked one, and two comments."""
    made = edited(taken(agreement, "lawyer"), {"what protects": "all that protects"})
    made = tracked(made, "at once", "within an hour", "Dana Obi")
    made = commented(made, "Officers", "Dana Obi", "Which officers?")
    return commented(made, "a child", "Dana Obi", "Or an adult at risk?")


def made(agreement: Agreement) -> tuple[int, int, int]:
    """How many comments, suggestions and revisions there are."""
    with agreement.installation.reading() as session:
        counted = [
            session.scalar(select(func.count()).select_from(each)) or 0
            for each in (CommentRow, SuggestionRow, DraftRevisionRow)
        ]
    return counted[0], counted[1], counted[2]


def crashing(monkeypatch: pytest.MonkeyPatch, at: int) -> Callable[[], None]:
    """Ends the process at the `at`th event; returns what mends it."""
    record, seen = Writing.record, [0]

    def recorded(self: Writing, *given: Any, **named: Any) -> Any:
        seen[0] += 1
        if seen[0] == at:
            raise Crash
        return record(self, *given, **named)

    monkeypatch.setattr(Writing, "record", recorded)
    return lambda: monkeypatch.setattr(Writing, "record", record)


@pytest.mark.parametrize("at", range(1, 9))
def test_a_crash_at_any_event_makes_nothing_twice(
    embedded: Installation, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    agreement = Agreement(embedded)
    upload_id = brought(agreement, "lawyer", file_of(agreement))
    revisions = made(agreement)[2]
    mended = crashing(monkeypatch, at)

    with pytest.raises(Crash):
        applied(agreement, "lawyer", upload_id, *ITEMS)
    mended()
    before = row(agreement, upload_id).outcome or {}
    again = applied(agreement, "lawyer", upload_id, *ITEMS)

    assert made(agreement) == (2, 1, revisions + 1)
    assert len(before) == (at - 1) // 2
    assert set(before) | set(again) == set(ITEMS) and not set(before) & set(again)


def test_the_same_click_twice_applies_once(installation: Installation) -> None:
    agreement = Agreement(installation)
    upload_id = brought(agreement, "lawyer", file_of(agreement))

    first = applied(agreement, "lawyer", upload_id, *ITEMS)
    second = applied(agreement, "lawyer", upload_id, *ITEMS)

    assert set(first) == set(ITEMS) and second == {}
    assert made(agreement)[:2] == (2, 1)
