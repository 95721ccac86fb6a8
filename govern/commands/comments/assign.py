"""Give a comment to a colleague who sees to it, or take it from them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from govern.clock import text
from govern.commands.authority import present
from govern.commands.comments.post import readable
from govern.errors import Conflict, Invalid
from govern.installation import Installation
from govern.store.people import person_names
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.working import CommentRow
from govern.store.standing import colleagues
from govern.store.writing import Writing
from workflows.engine import Actor

NOBODY = ""


def assign_comment(
    installation: Installation, *, by: Actor, comment_id: str, person_id: str
) -> None:
    """Assign a thread to a person of the actor's own organisation, or to NOBODY.

    The whole organisation reads the thread's audience, so nobody learns of a comment by it. The
    person is told by mail, without its words.
    """
    with installation.writing(by) as w:
        present(w, by)
        assigned(w, by, comment_id, person_id)


def assigned(w: Writing, by: Actor, comment_id: str, person_id: str) -> None:
    """The same inside another command's transaction."""
    row = readable(w.session, by, comment_id)
    if row.reply_to:
        raise Conflict("an answer is assigned with the comment that it answers")
    if person_id and person_id not in _colleagues(w, by):
        raise Invalid.field("person", "Choose a person of your own organisation")
    row.assigned_to = person_id or None
    row.assigned_in = by.organisation if person_id else None
    row.assigned_at = text(w.at) if person_id else None
    w.record("comment_assigned", ("comment", comment_id), {"person_id": person_id or None})
    if person_id and person_id != by.person:
        _tell(w, row, person_id)


def assignable(session: Session, by: Actor, at: datetime) -> dict[str, str]:
    """person id -> name of everyone in the actor's organisation who may be given a comment."""
    return dict(
        sorted(person_names(session, colleagues(session, by.organisation, at)).items(),
               key=lambda each: each[1])
    )  # fmt: skip


def _colleagues(w: Writing, by: Actor) -> set[str]:
    return set(colleagues(w.session, by.organisation, w.at))


def _tell(w: Writing, row: CommentRow, person_id: str) -> None:
    document = w.session.get_one(DocumentRow, row.document_id)
    version = w.session.get_one(VersionRow, row.version_id)
    w.enqueue(
        "mail",
        f"mail:assigned:{row.id}:{person_id}:{w.at:%Y%m%d%H%M%S}",
        {
            "person_id": person_id,
            "template": "comment_assigned",
            "about": {"reference": document.reference, "section": row.section},
            "path": f"/documents/{document.id}/versions/{version.number}/comments/{row.id}",
        },
    )
