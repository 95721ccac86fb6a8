"""Which records there are: acts, notices and executed copies, with what each is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session

from govern.store import renewals
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import ActRow, SignOffRow

Columns = TypeVarTuple("Columns")
CARRIED_OVER, EXECUTED_COPY = "carried_over", "executed_copy"


@dataclass(frozen=True)
class Listed:
    """One record as a table of contents lists it. `digest` is that of the file, `sealed_digest`
    that by which sign-offs and the register cite it; they differ once it was renewed.
    """

    name: str
    digest: str
    sealed_digest: str
    document: str
    title: str
    version: int
    organisation: str
    act: str
    sealed_at: str


def records(
    session: Session, reference: str | None = None, organisation: str | None = None
) -> Iterator[Listed]:
    """Every record, or those of one document or one organisation (by slug): acts in the order of
    sealing, then notices, then executed copies. An executed copy belongs to every party of it.
    """
    yield from _acts(session, reference, organisation)
    yield from _notices(session, reference, organisation)
    yield from _executed(session, reference, organisation)


def _acts(session: Session, reference: str | None, organisation: str | None) -> Iterator[Listed]:
    query = (
        select(ActRow, DocumentRow, VersionRow.number, OrganisationRow.slug)
        .join(VersionRow, VersionRow.pdf_digest == ActRow.frozen_digest)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .join(OrganisationRow, OrganisationRow.id == ActRow.organisation_id)
        .where(ActRow.record_sha256.is_not(None))
        .order_by(ActRow.sealed_at, ActRow.confirmed_seq)
    )
    for act, document, number, slug in session.execute(_own(query, reference, organisation)):
        about = (document, number, slug)
        yield _listed(session, act.record_sha256 or "", about, act.act, act.sealed_at)


def _notices(session: Session, reference: str | None, organisation: str | None) -> Iterator[Listed]:
    """The service's notices that a sign-off was carried over, in order."""
    query = (
        select(SignOffRow, DocumentRow, VersionRow.number, OrganisationRow.slug)
        .join(VersionRow, VersionRow.id == SignOffRow.version_id)
        .join(DocumentRow, DocumentRow.id == SignOffRow.document_id)
        .join(OrganisationRow, OrganisationRow.id == SignOffRow.organisation_id)
        .where(SignOffRow.carried_from_id.is_not(None))
        .order_by(SignOffRow.completed_at, SignOffRow.id)
    )
    for row, document, number, slug in session.execute(_own(query, reference, organisation)):
        about = (document, number, slug)
        yield _listed(session, row.record_sha256 or "", about, CARRIED_OVER, row.completed_at)


def _executed(
    session: Session, reference: str | None, organisation: str | None
) -> Iterator[Listed]:
    query = (
        select(VersionRow, DocumentRow, OrganisationRow.slug)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .join(OrganisationRow, OrganisationRow.id == DocumentRow.owner_id)
        .where(VersionRow.executed_copy_sha256.is_not(None))
        .order_by(DocumentRow.reference, VersionRow.number)
    )
    if organisation is not None:
        party = (
            select(PartyRow.version_id)
            .join(OrganisationRow, OrganisationRow.id == PartyRow.organisation_id)
            .where(OrganisationRow.slug == organisation)
        )
        query = query.where(VersionRow.id.in_(party))
    for version, document, slug in session.execute(query.where(_about(reference))):
        about = (document, version.number, slug)
        yield _listed(session, version.executed_copy_sha256 or "", about, EXECUTED_COPY, None)


def _own(
    query: Select[*Columns], reference: str | None, organisation: str | None
) -> Select[*Columns]:
    """Narrowed to what that organisation signed or was told of, in the document asked for."""
    if organisation is not None:
        query = query.where(OrganisationRow.slug == organisation)
    return query.where(_about(reference))


def _about(reference: str | None) -> ColumnElement[bool]:
    return true() if reference is None else DocumentRow.reference == reference


def _listed(
    session: Session, digest: str, about: tuple[DocumentRow, int, str], act: str, at: str | None
) -> Listed:
    document, number, slug = about
    return Listed(
        name=f"{document.reference}-v{number}-{slug}-{act}-{digest[:8]}.pdf",
        digest=renewals.newest(session, digest),
        sealed_digest=digest,
        document=document.reference,
        title=document.title,
        version=number,
        organisation=slug,
        act=act,
        sealed_at=at or "",
    )
