"""What of the documents an organisation may see: anything else does not exist for it (decision
21).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store.reach import EVERYBODY, audited
from govern.store.reach import SEES_ALL as SEES_ALL  # pages of lists ask it beside `sight`
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from workflows import roles
from workflows.engine import Actor


@dataclass(frozen=True)
class Sight:
    """Why an actor may see a version: as its drafter, as a party, as the office, or as an
    auditor.
    """

    as_: str

    @property
    def drafts(self) -> bool:
        """Whether the actor's organisation writes the text."""
        return self.as_ == "drafter"


def document(session: Session, actor: Actor, document_id: str) -> DocumentRow:
    """The document, if the actor may know of it; NotFound alike when it is not there and when it is
    not theirs.
    """
    row = session.get(DocumentRow, document_id)
    if row is None or sight(session, actor, row) is None:
        raise NotFound(f"document {document_id}")
    return row


def version(session: Session, actor: Actor, version_id: str) -> VersionRow:
    """The version, if the actor may see it now: a draft only its drafters, any other text the
    parties too.
    """
    row = session.get(VersionRow, version_id)
    if row is None:
        raise NotFound(f"version {version_id}")
    seen = sight(session, actor, session.get_one(DocumentRow, row.document_id))
    if seen is None or (row.status == "draft" and not seen.drafts):
        raise NotFound(f"version {version_id}")
    return row


def sight(session: Session, actor: Actor, row: DocumentRow) -> Sight | None:
    """How the actor comes to see this document, or None. `reach` says the same to queries."""
    if actor.organisation == row.drafter_id and actor.role in (roles.LAWYER, roles.AUTHOR):
        return Sight("drafter")
    if actor.role in roles.MACHINE_ROLES:
        return None
    if is_party(session, row.id, actor.organisation) or actor.organisation == row.owner_id:
        return Sight("party")
    if actor.role in SEES_ALL:
        return Sight("office")
    if actor.role == roles.AUDITOR and _audits(session, actor, row):
        return Sight("auditor")
    return None


def is_party(session: Session, document_id: str, organisation_id: str) -> bool:
    """Whether any version of the document binds the organisation."""
    query = select(PartyRow.id).where(
        PartyRow.document_id == document_id, PartyRow.organisation_id == organisation_id
    )
    return session.scalar(query.limit(1)) is not None


def _audits(session: Session, actor: Actor, row: DocumentRow) -> bool:
    whose = audited(session, actor)
    return whose == EVERYBODY or any(is_party(session, row.id, each) for each in whose)
