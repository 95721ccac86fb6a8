"""Load a version for one who drafts it, or say why that is refused."""

from __future__ import annotations

from sqlalchemy.orm import Session

from govern.errors import Conflict, Forbidden
from govern.store import access
from govern.store.rows.documents import DocumentRow, VersionRow
from workflows.engine import Actor


def drafted_version(session: Session, by: Actor, version_id: str) -> VersionRow:
    """The version, open and drafted by the actor's organisation; else NotFound, Forbidden or
    Conflict.
    """
    version = access.version(session, by, version_id)
    document = session.get_one(DocumentRow, version.document_id)
    seen = access.sight(session, by, document)
    if seen is None or not seen.drafts:
        raise Forbidden("only the drafters of a document write in it")
    if version.status not in ("draft", "review"):
        raise Conflict("this text is frozen: open a new version to change it")
    return version
