"""Mark how far a person has read a document: a mark of their own, which nobody else sees."""

from __future__ import annotations

from govern.clock import text
from govern.commands.authority import present
from govern.installation import Installation
from govern.store import access, drafts
from govern.store.rows.working import ReadMarkRow
from workflows.engine import Actor


def mark_read(installation: Installation, *, by: Actor, version_id: str) -> None:
    """Everything of this version and its comments, as it stands now, counts as read by the person.

    A later mark replaces an earlier one of the same document. No event: reading is nobody else's
    business. NotFound for a version that the actor may not read.
    """
    with installation.writing(by) as w:
        present(w, by)
        version = access.version(w.session, by, version_id)
        sections = drafts.standing_revisions(w.session, version.id)
        row = w.session.get(ReadMarkRow, (by.person, version.document_id))
        if row is None:
            row = ReadMarkRow(person_id=by.person, document_id=version.document_id)
            w.session.add(row)
        row.version_id, row.at, row.sections = version.id, text(w.at), sections
