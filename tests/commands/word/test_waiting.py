"""Comments of a Word file on a draft: kept, and posted when the review opens."""

from __future__ import annotations

from sqlalchemy import select

from govern.commands.documents.change_status import change_status
from govern.commands.jobs.run import run_due
from govern.commands.word.apply import close
from govern.commands.word.waiting import post_waiting
from govern.installation import Installation
from govern.store.rows.organisations import AppointmentRow
from govern.store.rows.working import CommentRow
from tests.exchange_word import commented
from tests.in_review import Agreement
from tests.word_files import applied, brought, row, taken


def moved(agreement: Agreement, act: str) -> None:
    change_status(
        agreement.installation,
        by=agreement.made.actor("lawyer"),
        version_id=agreement.version_id,
        act=act,
    )


def drafted(installation: Installation) -> tuple[Agreement, str]:
    """A draft with a comment from Word that was applied, and its upload."""
    agreement = Agreement(installation)
    moved(agreement, "return_to_draft")
    file = commented(taken(agreement, "lawyer"), "at once", "Dana Obi", "How soon is that?")
    upload_id = brought(agreement, "lawyer", file)
    applied(agreement, "lawyer", upload_id, "r0")
    return agreement, upload_id


def comments(agreement: Agreement) -> list[CommentRow]:
    with agreement.installation.reading() as session:
        return list(session.scalars(select(CommentRow)))


def test_a_comment_on_a_draft_waits_and_is_posted_when_the_review_opens(
    installation: Installation,
) -> None:
    agreement, upload_id = drafted(installation)
    close(
        installation,
        by=agreement.made.actor("lawyer"),
        version_id=agreement.version_id,
        upload_id=upload_id,
    )
    waited = comments(agreement)

    moved(agreement, "send_for_review")
    run_due(installation)

    (posted,) = comments(agreement)
    assert waited == []
    assert posted.person_id == agreement.made.actor("lawyer").person
    assert "How soon is that?" in (posted.text or "")
    outcome = row(agreement, upload_id).outcome or {}
    assert outcome["r0"] == {"became": "comment", "id": posted.id}


def test_posting_what_waited_twice_posts_it_once(embedded: Installation) -> None:
    agreement, _ = drafted(embedded)
    moved(agreement, "send_for_review")

    made = [post_waiting(embedded, version_id=agreement.version_id) for _ in range(2)]
    run_due(embedded)

    assert made == [1, 0]
    assert len(comments(agreement)) == 1


def test_a_comment_whose_author_left_stays_with_the_reason(embedded: Installation) -> None:
    agreement, upload_id = drafted(embedded)
    moved(agreement, "send_for_review")
    with embedded.database.writing() as session:
        left = session.get_one(AppointmentRow, agreement.made.actor("lawyer").appointment)
        left.ends_at = left.starts_at

    run_due(embedded)

    assert comments(agreement) == []
    fault = (row(agreement, upload_id).outcome or {})["r0"]["fault"]
    assert "not in force" in fault
