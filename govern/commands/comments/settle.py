"""Settle a comment: resolve it, overrule a request for changes with reasons, or recall a
misdirected one.
"""

from __future__ import annotations

from datetime import timedelta

from govern.clock import instant, text
from govern.commands.authority import present
from govern.commands.comments.post import readable
from govern.commands.reading import Reading
from govern.errors import Conflict, Forbidden, Invalid
from govern.installation import Installation
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

RECALL_WITHIN = timedelta(days=30)
WHY = "Say why, in 20 characters or more, for those who asked"
RESOLUTIONS = ("resolved", "overruled", "reopened")


def resolve_comment(
    installation: Installation, *, by: Actor, comment_id: str, resolution: str, reasons: str = ""
) -> None:
    """Resolve, overrule (with reasons) or reopen a thread. The lawyers resolve; whoever asked may
    resolve too.
    """
    if resolution not in RESOLUTIONS:
        raise Invalid.field("resolution", f"Choose one of {', '.join(RESOLUTIONS)}")
    with installation.writing(by) as w:
        present(w, by)
        resolved(w, by, comment_id, resolution, reasons)


def resolved(w: Writing, by: Actor, comment_id: str, resolution: str, reasons: str) -> None:
    """The same inside another command's transaction."""
    row = readable(w.session, by, comment_id)
    if row.reply_to:
        raise Conflict("an answer is settled with the comment that it answers")
    if by.role != roles.LAWYER and by.organisation != row.organisation_id:
        raise Forbidden("the lawyers or the organisation that asked settle this")
    words = _reasons(by, resolution, reasons)
    reopened = resolution == "reopened"
    row.resolved_at = None if reopened else text(w.at)
    row.resolution = None if reopened else resolution
    row.resolution_text = words or None
    row.resolved_by = None if reopened else by.person
    w.record("comment_resolved", ("comment", comment_id), {"resolution": resolution})


def _reasons(by: Actor, resolution: str, reasons: str) -> str:
    """The reasons in order; overruling is for lawyers and takes at least 20 characters."""
    typed = Reading()
    fewest = 20 if resolution == "overruled" else 0
    words = typed.words("reasons", reasons, WHY, shortest=fewest, longest=5_000)
    if resolution == "overruled" and by.role != roles.LAWYER:
        typed.fault("reasons", "Only the lawyers overrule a request for changes")
    typed.done()
    return words


def recall_comment(installation: Installation, *, by: Actor, comment_id: str) -> None:
    """Take back a misdirected comment: its words are erased; that it was recalled stays on
    record.
    """
    with installation.writing(by) as w:
        present(w, by)
        row = readable(w.session, by, comment_id)
        if row.person_id != by.person:
            raise Forbidden("only its author recalls a comment")
        if w.at - instant(row.at) > RECALL_WITHIN:
            raise Conflict(f"a comment can be recalled within {RECALL_WITHIN.days} days")
        row.text = row.quote = None
        row.recalled_at = text(w.at)
        w.record("comment_recalled", ("comment", comment_id))
