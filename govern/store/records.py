"""Which records an organisation may have: its own, of texts it drafts, and shared with it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store import access, signing
from govern.store.people import person_names
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.organisations import AppointmentRow
from govern.store.rows.sign_offs import ActRow, SignOffRow
from workflows import roles
from workflows.engine import Actor

MOST = 200


@dataclass(frozen=True)
class Kept:
    """One record in the list: what was done on which text, by whom and when."""

    sha256: str
    act: str
    reference: str
    title: str
    version: int
    person: str
    role: str
    at: str


@dataclass(frozen=True)
class Executed:
    """An agreement signed by all its parties, in one file with every counterpart."""

    sha256: str
    reference: str
    title: str
    version: int
    at: str


def of_organisation(
    session: Session, actor: Actor, *, skip: int, take: int
) -> tuple[list[Kept], int]:
    """(the records of the actor's organisation, newest first, how many there are in all)."""
    if actor.role in roles.MACHINE_ROLES:
        return [], 0
    mine = [ActRow.organisation_id == actor.organisation, ActRow.record_sha256.is_not(None)]
    total = session.scalar(select(func.count()).select_from(ActRow).where(*mine)) or 0
    query = (
        select(ActRow, VersionRow, DocumentRow, AppointmentRow.role)
        .join(VersionRow, VersionRow.pdf_digest == ActRow.frozen_digest)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .join(AppointmentRow, AppointmentRow.id == ActRow.appointment_id)
        .where(*mine)
        .order_by(ActRow.confirmed_seq.desc())
        .offset(skip)
        .limit(take)
    )
    rows = session.execute(query).all()
    names = person_names(session, (act.person_id for act, *_ in rows))
    return [
        Kept(
            act.record_sha256 or "",
            act.act,
            document.reference,
            document.title,
            version.number,
            names.get(act.person_id, ""),
            roles.TITLES.get(role, role),
            act.confirmed_at,
        )
        for act, version, document, role in rows
    ], total


def executed(session: Session, actor: Actor) -> list[Executed]:
    """The executed copies of agreements that the actor's organisation is a party to."""
    if actor.role in roles.MACHINE_ROLES:
        return []
    mine = select(PartyRow.version_id).where(PartyRow.organisation_id == actor.organisation)
    query = (
        select(
            VersionRow.executed_copy_sha256,
            DocumentRow.reference,
            DocumentRow.title,
            VersionRow.number,
            VersionRow.executed_at,
        )
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .where(VersionRow.executed_copy_sha256.is_not(None), VersionRow.id.in_(mine))
        .order_by(VersionRow.executed_at.desc())
        .limit(MOST)
    )
    return [
        Executed(sha256 or "", reference, title, number, at or "")
        for sha256, reference, title, number, at in session.execute(query)
    ]


def name_of(session: Session, actor: Actor, sha256: str) -> str:
    """A name for the file, if the actor may have this record; NotFound otherwise."""
    if actor.role in roles.MACHINE_ROLES:
        raise NotFound(f"record {sha256[:12]}")
    name = _own_act(session, actor, sha256) or _notice(session, actor, sha256)
    name = name or _executed(session, actor, sha256)
    if name is None:
        raise NotFound(f"record {sha256[:12]}")
    return name


def _own_act(session: Session, actor: Actor, sha256: str) -> str | None:
    act = session.scalars(select(ActRow).where(ActRow.record_sha256 == sha256)).first()
    if act is None:
        return None
    version = session.scalars(
        select(VersionRow).where(VersionRow.pdf_digest == act.frozen_digest)
    ).first()
    if version is None:
        return None
    document = session.get_one(DocumentRow, version.document_id)
    allowed = act.organisation_id == actor.organisation or _sees(session, actor, act)
    if not allowed and not _certificate(session, actor, document, sha256):
        return None
    return f"{document.reference} version {version.number} {act.act} {sha256[:12]}"


def _notice(session: Session, actor: Actor, sha256: str) -> str | None:
    """A notice belongs to the organisation whose sign-off it carries over, and to the drafters."""
    row = session.scalars(
        select(SignOffRow).where(
            SignOffRow.record_sha256 == sha256, SignOffRow.carried_from_id.is_not(None)
        )
    ).first()
    if row is None:
        return None
    document = session.get_one(DocumentRow, row.document_id)
    if row.organisation_id != actor.organisation and not _drafts(session, actor, document):
        return None
    number = session.get_one(VersionRow, row.version_id).number
    return f"{document.reference} version {number} carried over {sha256[:12]}"


def _sees(session: Session, actor: Actor, act: ActRow) -> bool:
    """Whoever may see a sign-off may have its records: its own, a lead force, its drafters."""
    if act.sign_off_id is None:
        return False
    try:
        signing.found(session, actor, act.sign_off_id)
    except NotFound:
        return False
    return True


def _drafts(session: Session, actor: Actor, document: DocumentRow) -> bool:
    seen = access.sight(session, actor, document)
    return seen is not None and seen.drafts


def _certificate(session: Session, actor: Actor, document: DocumentRow, sha256: str) -> bool:
    """A certificate is shared with the forces that are asked to accept it: they rely on it."""
    query = select(ConnectionRow.id).where(
        ConnectionRow.document_id == document.id, ConnectionRow.record_sha256 == sha256
    )
    return session.scalar(query) is not None and access.is_party(
        session, document.id, actor.organisation
    )


def _executed(session: Session, actor: Actor, sha256: str) -> str | None:
    """An executed copy belongs to every party, and to its drafters."""
    row = session.scalars(
        select(VersionRow).where(VersionRow.executed_copy_sha256 == sha256)
    ).first()
    if row is None:
        return None
    document = session.get_one(DocumentRow, row.document_id)
    party = access.is_party(session, document.id, actor.organisation)
    if not party and not _drafts(session, actor, document):
        return None
    return f"{document.reference} version {row.number} executed copy"
