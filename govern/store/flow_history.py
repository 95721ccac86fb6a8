"""What happened to a flow: its texts, signatures, certificate and stops, as one end may know it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.ledger.leaf import Event
from govern.store import events, people
from govern.store.rows.documents import BasisRow, DocumentRow, FlowRow, VersionRow
from govern.store.rows.enforcement import AcceptanceRow, ConnectionRow, StopRow
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.rows.sign_offs import SignOffRow
from workflows.engine import Actor

TYPES = frozenset(
    {
        "version_frozen", "version_withdrawn", "document_terminated", "sign_off_completed",
        "sign_off_ended", "sign_off_carried", "stop_placed", "stop_lift_approved",
        "stop_lift_refused", "stop_lifted",
        "connection_certified", "connection_suspended", "connection_restored",
        "connection_withdrawn", "connection_accepted", "acceptance_withdrawn",
    }
)  # fmt: skip


@dataclass(frozen=True)
class FlowEvent:
    """One thing that happened: to which document, by which organisation, under which role.

    `person` is named to people of the same organisation alone. `data` are the event's own.
    """

    type: str
    at: str
    data: Mapping[str, Any]
    document: str
    version: int
    about: str
    role: str
    organisation: str
    person: str


@dataclass
class _Subjects:
    """The rows that events about one flow are about, by id."""

    documents: Mapping[str, DocumentRow]
    versions: Mapping[str, VersionRow]
    sign_offs: Mapping[str, SignOffRow]
    connections: Mapping[str, ConnectionRow]
    acceptances: Mapping[str, AcceptanceRow]
    stops: Mapping[str, StopRow]

    def ids(self) -> Iterator[str]:
        """All of them."""
        for rows in vars(self).values():
            yield from rows


def history(session: Session, actor: Actor, flow: FlowRow, *, named: bool) -> list[FlowEvent]:
    """The latest first; without `named` no person is named to anyone."""
    subjects = _subjects(session, flow)
    found = [each for each in events.about(session, subjects.ids()) if each.type in TYPES]
    appointments = _by_id(
        session, AppointmentRow, (each.author.appointment for each in found if each.author)
    )
    own = {
        each.author.person
        for each in found
        if each.author and named and each.author.organisation == actor.organisation
    }
    persons = people.person_names(session, own)
    bodies = dict(session.execute(select(OrganisationRow.id, OrganisationRow.name)).all())
    made = [_made(each, subjects, appointments, persons, bodies) for each in found]
    return made[::-1]


def stops_of(session: Session, flow: FlowRow) -> list[StopRow]:
    """Every stop, lifted or not, that touches a flow or an agreement that lists it."""
    listed = select(BasisRow.document_id).where(BasisRow.flow_id == flow.id)
    versions = select(BasisRow.version_id).where(BasisRow.flow_id == flow.id)
    scope, scope_id = StopRow.scope_kind, StopRow.scope_id
    slugs = select(OrganisationRow.slug).where(
        OrganisationRow.id.in_((flow.force_id, flow.partner_id))
    )
    touches = or_(
        (scope == "flow") & (scope_id == flow.id),
        (scope == "force") & (scope_id == flow.force_id),
        (scope == "partner") & (scope_id == flow.partner_id),
        scope.in_(("force", "partner")) & scope_id.in_(slugs),
        (scope == "category") & (scope_id == flow.category),
        (scope == "agreement") & (scope_id.in_(listed) | scope_id.in_(versions)),
        scope == "everything",
    )
    own = or_(StopRow.force_id.is_(None), StopRow.force_id == flow.force_id)
    return list(session.scalars(select(StopRow).where(touches, own).order_by(StopRow.at)))


def _subjects(session: Session, flow: FlowRow) -> _Subjects:
    bases = list(session.scalars(select(BasisRow).where(BasisRow.flow_id == flow.id)))
    versions = _by_id(session, VersionRow, (each.version_id for each in bases))
    signing = select(SignOffRow).where(
        SignOffRow.version_id.in_(list(versions)),
        SignOffRow.organisation_id.in_((flow.force_id, flow.partner_id)),
    )
    connecting = select(ConnectionRow).where(ConnectionRow.organisation_id == flow.partner_id)
    connections = {each.id: each for each in session.scalars(connecting)}
    accepting = select(AcceptanceRow).where(
        AcceptanceRow.connection_id.in_(list(connections)),
        AcceptanceRow.force_id == flow.force_id,
    )
    return _Subjects(
        documents=_by_id(session, DocumentRow, (each.document_id for each in bases)),
        versions=versions,
        sign_offs={each.id: each for each in session.scalars(signing)},
        connections=connections,
        acceptances={each.id: each for each in session.scalars(accepting)},
        stops={each.id: each for each in stops_of(session, flow)},
    )


def _by_id(session: Session, row: Any, ids: Iterable[str]) -> dict[str, Any]:
    return {each.id: each for each in session.scalars(select(row).where(row.id.in_(set(ids))))}


def _made(
    event: Event,
    subjects: _Subjects,
    appointments: Mapping[str, AppointmentRow],
    persons: Mapping[str, str],
    bodies: Mapping[str, str],
) -> FlowEvent:
    subject, author = event.subject_id, event.author
    sign_off, stop = subjects.sign_offs.get(subject), subjects.stops.get(subject)
    acceptance = subjects.acceptances.get(subject)
    connection = subjects.connections.get(acceptance.connection_id if acceptance else subject)
    about = (
        (sign_off and sign_off.organisation_id)
        or (stop and stop.force_id)
        or (acceptance and acceptance.force_id)
        or (connection and connection.organisation_id)
    )
    version = subjects.versions.get(sign_off.version_id if sign_off else subject)
    document = subjects.documents.get(version.document_id if version else subject)
    held = appointments.get(author.appointment) if author else None
    return FlowEvent(
        type=event.type,
        at=text(event.at),
        data=event.data,
        document=document.reference if document else "",
        version=version.number if version else 0,
        about=bodies.get(about or "", ""),
        role=held.role if held else "",
        organisation=bodies.get(author.organisation, "") if author else "",
        person=persons.get(author.person, "") if author else "",
    )
