"""Reports of what was brought in from elsewhere."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.store import access
from govern.store.rows.imports import PiaImportRow
from workflows.engine import Actor


def assessment(session: Session, actor: Actor, document_id: str) -> PiaImportRow | None:
    """The import that a document began as; None for its drafters when it began otherwise, and for
    everybody else. NotFound for who may not know of the document.
    """
    document = access.document(session, actor, document_id)
    seen = access.sight(session, actor, document)
    if seen is None or not seen.drafts:
        return None
    return session.scalar(select(PiaImportRow).where(PiaImportRow.document_id == document_id))
