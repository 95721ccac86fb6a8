"""Where answers of a draft were taken from, and the documents that they can be taken from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.ledger import leaf
from govern.store import access, document_pages
from govern.store.reach import visible
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.ledger import EventRow
from workflows.engine import Actor

MOST = 5
"""As many documents are offered for one answer, the newest first."""


@dataclass(frozen=True)
class Taken:
    """The origin of one answer: the version and question, and the mark of what was taken."""

    version_id: str
    question: str
    mark: str


def origins(session: Session, version: VersionRow) -> dict[str, Taken]:
    """question -> where its answer was last taken from, in this version or one before it."""
    before = select(VersionRow.id).where(
        VersionRow.document_id == version.document_id, VersionRow.number <= version.number
    )
    query = (
        select(EventRow.leaf)
        .where(EventRow.type == "answer_reused", EventRow.subject_id.in_(before))
        .order_by(EventRow.seq)
    )
    found: dict[str, Taken] = {}
    for raw in session.scalars(query):
        data = leaf.read(bytes(raw)).data
        found[data["question"]] = Taken(data["source_id"], data["source_question"], data["digest"])
    return found


def sources(
    session: Session, actor: Actor, kind: str, without: str
) -> list[tuple[DocumentRow, VersionRow]]:
    """The live documents of a kind that the actor may read, each in the version to take from."""
    found: list[tuple[DocumentRow, VersionRow]] = []
    query = (
        select(DocumentRow)
        .where(DocumentRow.kind == kind, DocumentRow.id != without, DocumentRow.state == "live")
        .where(visible(session, actor))
        .order_by(DocumentRow.number.desc())
    )
    for row in session.scalars(query):
        newest = newest_of(session, actor, row)
        if newest is not None:
            found.append((row, newest))
        if len(found) == MOST:
            break
    return found


def newest_of(session: Session, actor: Actor, document: DocumentRow) -> VersionRow | None:
    """The newest frozen version that the actor may read, else the newest of any state."""
    seen = [
        row
        for row in document_pages.versions(session, actor, document)
        if row.status != "withdrawn"
    ]
    frozen = [row for row in seen if row.status == "frozen"]
    return next(iter(frozen or seen), None)


def origin_of(
    session: Session, actor: Actor, taken: Taken
) -> tuple[DocumentRow, VersionRow] | None:
    """The document and version that an answer came from; None when the actor may not read it."""
    try:
        version = access.version(session, actor, taken.version_id)
        return access.document(session, actor, version.document_id), version
    except NotFound:
        return None
