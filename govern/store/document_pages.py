"""What a document's pages ask for: its versions, parties, sign-offs and records, by who looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store import access
from govern.store.access import Sight
from govern.store.rows.documents import BasisRow, DocumentRow, PartyRow, VersionRow
from govern.store.rows.organisations import (
    AppointmentRow,
    CategoryRow,
    OrganisationRow,
    PurposeRow,
)
from govern.store.rows.sign_offs import ActRow, ConditionRow, SignOffRow
from workflows.engine import Actor


@dataclass(frozen=True)
class Seen:
    """A document, one of its versions, and how the actor comes to see them."""

    document: DocumentRow
    version: VersionRow
    sight: Sight


@dataclass(frozen=True)
class Party:
    """An organisation that a version binds, with its row."""

    row: PartyRow
    organisation: OrganisationRow


def numbered(session: Session, actor: Actor, document_id: str, number: int) -> Seen:
    """The version of that number; NotFound alike when it is not there and when it is not theirs."""
    document = access.document(session, actor, document_id)
    query = select(VersionRow.id).where(
        VersionRow.document_id == document_id, VersionRow.number == number
    )
    version_id = session.scalar(query)
    if version_id is None:
        raise NotFound(f"version {number} of {document_id}")
    version = access.version(session, actor, version_id)
    seen = access.sight(session, actor, document)
    if seen is None:
        raise NotFound(f"document {document_id}")
    return Seen(document, version, seen)


def number_of(session: Session, version_id: str) -> int:
    """The number of a version."""
    return session.get_one(VersionRow, version_id).number


def drafted(session: Session, actor: Actor, document_id: str, number: int) -> Seen:
    """The same for those who write the text; for anybody else it is not there."""
    seen = numbered(session, actor, document_id, number)
    if not seen.sight.drafts:
        raise NotFound(f"the draft of {document_id}")
    return seen


def versions(session: Session, actor: Actor, document: DocumentRow) -> list[VersionRow]:
    """The versions the actor may see, the newest first: drafts only for those who write them."""
    query = select(VersionRow).where(VersionRow.document_id == document.id)
    found = list(session.scalars(query.order_by(VersionRow.number.desc())))
    seen = access.sight(session, actor, document)
    drafts = seen is not None and seen.drafts
    return [row for row in found if drafts or row.status != "draft"]


def parties(session: Session, version_id: str) -> list[Party]:
    """Who a version binds, the forces first, by name."""
    query = (
        select(PartyRow, OrganisationRow)
        .join(OrganisationRow, OrganisationRow.id == PartyRow.organisation_id)
        .where(PartyRow.version_id == version_id)
        .order_by(OrganisationRow.kind, OrganisationRow.name)
    )
    return [Party(row, organisation) for row, organisation in session.execute(query)]


def sign_offs(session: Session, document_id: str) -> dict[tuple[str, str], SignOffRow]:
    """(version id, organisation id) -> that organisation's newest sign-off of that version."""
    query = select(SignOffRow).where(SignOffRow.document_id == document_id)
    found = session.scalars(query.order_by(SignOffRow.opened_at, SignOffRow.seq))
    return {(row.version_id, row.organisation_id): row for row in found}


def own_records(
    session: Session, document_id: str, organisation_id: str
) -> list[tuple[ActRow, SignOffRow, AppointmentRow]]:
    """The sealed signing acts of one organisation on a document, the newest first."""
    query = (
        select(ActRow, SignOffRow, AppointmentRow)
        .join(SignOffRow, SignOffRow.id == ActRow.sign_off_id)
        .join(AppointmentRow, AppointmentRow.id == ActRow.appointment_id)
        .where(
            SignOffRow.document_id == document_id,
            ActRow.organisation_id == organisation_id,
            ActRow.record_sha256.is_not(None),
        )
        .order_by(ActRow.confirmed_seq.desc())
    )
    return [(act, sign_off, held) for act, sign_off, held in session.execute(query)]


def own_conditions(session: Session, document_id: str, organisation_id: str) -> list[ConditionRow]:
    """The conditions that one organisation set on a document, the newest first."""
    query = select(ConditionRow).where(
        ConditionRow.document_id == document_id, ConditionRow.organisation_id == organisation_id
    )
    return list(session.scalars(query.order_by(ConditionRow.set_at.desc())))


def organisations(session: Session, ids: Iterable[str]) -> dict[str, OrganisationRow]:
    """Organisations by id."""
    query = select(OrganisationRow).where(OrganisationRow.id.in_(set(ids)))
    return {row.id: row for row in session.scalars(query)}


def everybody(session: Session) -> list[OrganisationRow]:
    """Every organisation that a document may bind, by kind and name, without those that ended."""
    query = select(OrganisationRow).where(
        OrganisationRow.kind.in_(("force", "partner", "service")),
        OrganisationRow.ended_at.is_(None),
    )
    return list(session.scalars(query.order_by(OrganisationRow.kind, OrganisationRow.name)))


def names(session: Session) -> dict[str, str]:
    """slug -> display name, of organisations, data categories and purposes."""
    found = {row.slug: row.name for row in session.scalars(select(OrganisationRow))}
    found |= {row.id: row.title for row in session.scalars(select(CategoryRow))}
    found |= {row.id: row.title for row in session.scalars(select(PurposeRow))}
    return found


def vocabulary(session: Session, table: str) -> list[tuple[str, str]]:
    """(slug, title) of the installation's data categories or purposes."""
    row = CategoryRow if table == "categories" else PurposeRow
    return [(slug, title) for slug, title in session.execute(select(row.id, row.title))]


def resting_on(session: Session, document: DocumentRow) -> list[DocumentRow]:
    """The live agreements whose flows rest on this assessment or code, by number."""
    column = {"dpia": BasisRow.dpia_document_id, "code_of_connection": BasisRow.code_document_id}
    if document.kind not in column:
        return []
    resting = select(BasisRow.document_id).where(column[document.kind] == document.id)
    query = select(DocumentRow).where(DocumentRow.id.in_(resting), DocumentRow.state == "live")
    return list(session.scalars(query.order_by(DocumentRow.number)))


def frozen_cores(session: Session, actor: Actor) -> list[tuple[DocumentRow, VersionRow]]:
    """The frozen DPIA versions that an addendum drafted by the actor may cite, newest first."""
    query = (
        select(DocumentRow, VersionRow)
        .join(VersionRow, VersionRow.document_id == DocumentRow.id)
        .where(
            DocumentRow.kind == "dpia",
            DocumentRow.drafter_id == actor.organisation,
            VersionRow.status == "frozen",
        )
        .order_by(DocumentRow.number, VersionRow.number.desc())
    )
    return [(document, version) for document, version in session.execute(query)]
