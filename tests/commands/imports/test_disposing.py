"""Uploaded files go when they were done with long ago, and names when a person is erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from govern.clock import SettableClock
from govern.commands.imports.dispose import dispose_due
from govern.commands.imports.forget_author import forget_author
from govern.commands.word.apply import close
from govern.installation import Installation
from govern.store.rows.ledger import EventRow
from govern.store.rows.word import SuggestionRow
from govern.store.rows.working import CommentRow
from tests.exchange_word import commented, tracked
from tests.in_review import Agreement
from tests.word_files import applied, brought, row, taken

KEPT = timedelta(days=180)


def file_of(agreement: Agreement) -> bytes:
    """Dana Obi's change and comment."""
    made = tracked(taken(agreement, "essex_dpo"), "at once", "within an hour", "Dana Obi")
    return commented(made, "Officers", "dana  obi, Essex Police", "Which officers?")


def done_with(agreement: Agreement, upload_id: str) -> None:
    close(
        agreement.installation,
        by=agreement.made.actor("essex_dpo"),
        version_id=agreement.version_id,
        upload_id=upload_id,
    )


def later(agreement: Agreement, by: timedelta) -> None:
    clock = agreement.installation.clock
    assert isinstance(clock, SettableClock)
    clock.set(clock.now() + by)


def test_bytes_and_words_go_when_the_time_is_over_and_the_fact_stays(
    installation: Installation,
) -> None:
    agreement = Agreement(installation)
    upload_id = brought(agreement, "essex_dpo", file_of(agreement))
    sha256 = row(agreement, upload_id).sha256
    done_with(agreement, upload_id)

    later(agreement, KEPT - timedelta(hours=1))
    early = dispose_due(installation)
    there = installation.uploads.has(sha256)
    later(agreement, timedelta(hours=2))
    due = dispose_due(installation)

    found = row(agreement, upload_id)
    assert (early, there, due) == (0, True, 1)
    assert not installation.uploads.has(sha256)
    assert "Dana" not in str(vars(found)) and found.sha256 == sha256
    with installation.reading() as session:
        types = [each.type for each in session.scalars(select(EventRow))]
    assert types.count("uploaded_file_disposed") == 1


def test_what_is_not_done_with_stays(embedded: Installation) -> None:
    agreement = Agreement(embedded)
    upload_id = brought(agreement, "essex_dpo", file_of(agreement))
    later(agreement, 3 * KEPT)

    assert dispose_due(embedded) == 0
    assert embedded.uploads.has(row(agreement, upload_id).sha256)


def test_bytes_that_another_upload_needs_stay(embedded: Installation) -> None:
    agreement = Agreement(embedded)
    file = file_of(agreement)
    upload_id = brought(agreement, "essex_dpo", file)
    done_with(agreement, upload_id)
    brought(agreement, "essex_dpo", file)
    later(agreement, KEPT)

    assert dispose_due(embedded) == 1
    assert embedded.uploads.has(row(agreement, upload_id).sha256)


def test_bytes_that_a_crash_left_behind_go_with_the_next_round(
    embedded: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = Agreement(embedded)
    upload_id = brought(agreement, "essex_dpo", file_of(agreement))
    done_with(agreement, upload_id)
    later(agreement, KEPT)
    with monkeypatch.context() as broken:
        broken.setattr(type(embedded.uploads), "remove", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            dispose_due(embedded)

    again = dispose_due(embedded)

    assert again == 0
    assert not embedded.uploads.has(row(agreement, upload_id).sha256)


def test_an_author_who_is_erased_is_named_nowhere_and_the_file_goes(
    installation: Installation,
) -> None:
    agreement = Agreement(installation)
    upload_id = brought(agreement, "essex_dpo", file_of(agreement))
    applied(agreement, "essex_dpo", upload_id, "e0", "r0")

    with installation.writing(None) as w:
        gone = forget_author(w, "Dana Obi", "Erased")
    dispose_due(installation)

    with installation.reading() as session:
        (suggestion,) = session.scalars(select(SuggestionRow))
        (comment,) = session.scalars(select(CommentRow))
    found = row(agreement, upload_id)
    assert gone == 1
    assert suggestion.tracked_by == "Erased"
    assert (comment.text or "").startswith("From Word, by Erased:\n")
    assert "obi" not in str(found.found).lower()
    assert found.found["edits"]["e0"]["after"].endswith("within an hour.")
    assert not installation.uploads.has(found.sha256)


def test_another_author_of_a_longer_name_stays(embedded: Installation) -> None:
    agreement = Agreement(embedded)
    upload_id = brought(agreement, "essex_dpo", file_of(agreement))

    with embedded.writing(None) as w:
        gone = forget_author(w, "Dana", "Erased")

    assert gone == 0
    assert "Dana Obi" in str(row(agreement, upload_id).found)
