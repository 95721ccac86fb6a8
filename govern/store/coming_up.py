"""What ends soon or has just ended for an organisation: agreements, their reviews, certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as date_type
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, union
from sqlalchemy.orm import Session

from govern.clock import london_end_of, text
from govern.store import legacy
from govern.store.rows.documents import BasisRow, DocumentRow, FlowRow, VersionRow
from govern.store.rows.enforcement import AcceptanceRow, ConnectionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import ExtensionRow
from workflows import roles
from workflows.engine import Actor

AHEAD = timedelta(days=90)
BEHIND = timedelta(days=30)
MOST = 50


@dataclass(frozen=True)
class Ending:
    """One end: `kind` is agreement, review, connection or legacy; `at` is exclusive and counts
    extensions.
    """

    kind: str
    id: str
    document_id: str
    reference: str
    title: str
    at: str
    extended: bool
    leads: bool = False


@dataclass(frozen=True)
class Certificate:
    """An organisation's own connection: its state and when its certificate ends."""

    connection_id: str
    document_id: str
    version: int
    state: str
    profile: str
    certified_at: str | None
    expires_at: str | None
    record_sha256: str | None
    lead: str


def endings(session: Session, actor: Actor, now: datetime) -> list[Ending]:
    """What ends within ninety days, or ended within thirty, for the actor's organisation."""
    if actor.role in roles.MACHINE_ROLES:
        return []
    found = [
        *_agreements(session, actor, now),
        *_connections(session, actor, now),
        *_legacy(session, actor, now),
    ]
    return sorted(found, key=lambda each: (each.at, each.reference))[:MOST]


def certificates(session: Session, organisation_id: str) -> list[Certificate]:
    """A partner's own connections, the newest first."""
    query = (
        select(ConnectionRow, VersionRow.number, OrganisationRow.name)
        .join(VersionRow, VersionRow.id == ConnectionRow.version_id)
        .join(OrganisationRow, OrganisationRow.id == ConnectionRow.lead_force_id)
        .where(ConnectionRow.organisation_id == organisation_id)
        .order_by(ConnectionRow.certified_at.desc(), VersionRow.number.desc())
    )
    extended = _extensions(session, "connection")
    return [
        Certificate(
            row.id,
            row.document_id,
            number,
            row.state,
            row.profile,
            row.certified_at,
            max(row.expires_at or "", extended.get((row.lead_force_id, row.id), "")) or None,
            row.record_sha256,
            lead,
        )
        for row, number, lead in session.execute(query)
    ]


def _legacy(session: Session, actor: Actor, now: datetime) -> list[Ending]:
    """Agreements from before, by their end, or by their review where they have none."""
    first, last = text(now - BEHIND), text(now + AHEAD)
    found = []
    for row in legacy.watched(session, actor.organisation):
        at = text(london_end_of(date_type.fromisoformat(row.ends_on or row.review_on or "")))
        if first <= at <= last:
            found.append(Ending("legacy", row.id, "", row.reference, row.title, at, False))
    return found


def _agreements(session: Session, actor: Actor, now: datetime) -> list[Ending]:
    """Agreements with flows of this organisation, by the last end among each one's listings."""
    first, last = text(now - BEHIND), text(now + AHEAD)
    soon = union(
        *(
            select(BasisRow.document_id).where(date.between(first, last))
            for date in (BasisRow.ends_at, BasisRow.review_due_at)
        ),
        select(ExtensionRow.subject_id).where(
            ExtensionRow.subject_kind == "agreement", ExtensionRow.until.between(first, last)
        ),
    )
    query = (
        select(
            DocumentRow.id,
            DocumentRow.reference,
            DocumentRow.title,
            func.max(BasisRow.ends_at),
            func.max(BasisRow.review_due_at),
        )
        .join(BasisRow, BasisRow.document_id == DocumentRow.id)
        .join(FlowRow, FlowRow.id == BasisRow.flow_id)
        .where(
            or_(FlowRow.force_id == actor.organisation, FlowRow.partner_id == actor.organisation),
            DocumentRow.state == "live",
            DocumentRow.id.in_(soon),
        )
        .group_by(DocumentRow.id, DocumentRow.reference, DocumentRow.title)
    )
    extended = _of_flows(session, actor)
    found = []
    for document_id, reference, title, ends_at, review_at in session.execute(query):
        until = extended.get(document_id, "")
        end = max(ends_at, until)
        if first <= end <= last:
            found.append(
                Ending(
                    "agreement", document_id, document_id, reference, title, end, until > ends_at
                )
            )
        if review_at and first <= review_at <= last:
            found.append(
                Ending("review", document_id, document_id, reference, title, review_at, False)
            )
    return found


def _connections(session: Session, actor: Actor, now: datetime) -> list[Ending]:
    """Certificates that are its own, led or accepted by it; not those since replaced."""
    accepted = select(AcceptanceRow.connection_id).where(
        AcceptanceRow.force_id == actor.organisation, AcceptanceRow.withdrawn_at.is_(None)
    )
    query = (
        select(ConnectionRow, DocumentRow.reference, OrganisationRow.name)
        .join(DocumentRow, DocumentRow.id == ConnectionRow.document_id)
        .join(OrganisationRow, OrganisationRow.id == ConnectionRow.organisation_id)
        .where(
            ConnectionRow.state == "certified",
            or_(
                ConnectionRow.organisation_id == actor.organisation,
                ConnectionRow.lead_force_id == actor.organisation,
                ConnectionRow.id.in_(accepted),
            ),
        )
        .order_by(ConnectionRow.certified_at)
    )
    extended = _extensions(session, "connection")
    newest: dict[str, Ending] = {}
    for row, reference, name in session.execute(query):
        until = extended.get((row.lead_force_id, row.id), "")
        end = max(row.expires_at or "", until)
        leads = row.lead_force_id == actor.organisation
        newest[row.organisation_id] = Ending(
            "connection",
            row.id,
            row.document_id,
            reference,
            f"Certificate of {name}",
            end,
            until > (row.expires_at or ""),
            leads,
        )
    first, last = text(now - BEHIND), text(now + AHEAD)
    return [each for each in newest.values() if first <= each.at <= last]


def _of_flows(session: Session, actor: Actor) -> dict[str, str]:
    """Agreement -> until when it was extended for flows of the actor's organisation.

    A force's extension holds for its own flows; a partner's flows go on with any force's.
    """
    body = session.get_one(OrganisationRow, actor.organisation)
    found: dict[str, str] = {}
    for (force, document_id), until in _extensions(session, "agreement").items():
        if body.kind != "force" or force == body.id:
            found[document_id] = max(until, found.get(document_id, ""))
    return found


def _extensions(session: Session, kind: str) -> dict[tuple[str, str], str]:
    query = select(ExtensionRow.organisation_id, ExtensionRow.subject_id, ExtensionRow.until).where(
        ExtensionRow.subject_kind == kind
    )
    return {(body, subject): until for body, subject, until in session.execute(query)}
