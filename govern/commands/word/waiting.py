"""Post the comments of Word files that waited for the review of a draft to open."""

from __future__ import annotations

from sqlalchemy import select

from govern.commands.word.apply import WAITING, Choices, apply_one, said
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store.rows.organisations import AppointmentRow
from govern.store.rows.word import WordUploadRow
from govern.store.standing import actor_of


def post_waiting(installation: Installation, *, version_id: str) -> int:
    """Post what waits, in the name of whoever brought it; how many comments were posted.

    Safe to repeat: each comment and the note that it was posted are one transaction. A comment
    whose author's appointment has ended stays with that reason, for somebody else to post.
    """
    with installation.reading() as session:
        query = select(WordUploadRow).where(WordUploadRow.version_id == version_id)
        rows = list(session.scalars(query.order_by(WordUploadRow.at, WordUploadRow.id)))
        by = {
            row.id: actor_of(session, session.get_one(AppointmentRow, row.appointment_id))
            for row in rows
        }
    posted = 0
    for row in rows:
        for item, became in (row.outcome or {}).items():
            if became.get("became") != WAITING:
                continue
            choices = Choices([item], comment_audience=became["audience"])
            try:
                made = apply_one(installation, by[row.id], version_id, row.id, choices, item)
            except (Invalid, Conflict, Forbidden, NotFound) as fault:
                _note(installation, row.id, item, said(fault))
            else:
                posted += made is not None
    return posted


def _note(installation: Installation, upload_id: str, item: str, fault: str) -> None:
    with installation.writing(None) as w:
        row = w.session.get_one(WordUploadRow, upload_id)
        row.outcome = {**(row.outcome or {}), item: {"fault": fault}}
