"""Delegating a decision by instrument: in scope, for a time, never to the DPO and never further."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from govern.clock import text
from govern.commands.people import delegating, fitness
from govern.commands.people.make_appointment import appoint
from govern.commands.reading import Reading
from govern.errors import Conflict, Invalid
from govern.installation import Installation
from govern.store.identifiers import new_id
from govern.store.rows.organisations import AppointmentRow
from govern.store.standing import held_by
from govern.store.writing import Writing
from workflows.delegation import DELEGATION
from workflows.engine import Actor, Form, move
from workflows.facts import Delegation

DOCUMENT_KINDS = (
    "dpia",
    "local_addendum",
    "code_of_connection",
    "connection_return",
    "sharing_agreement",
    "stop",
    "condition",
)


def grant_delegation(
    installation: Installation,
    *,
    by: Actor,
    to_person_id: str,
    document_kinds: Collection[str],
    ends_at: datetime,
    instrument: str,
    starts_at: datetime | None = None,
) -> str:
    """Let somebody of the organisation decide in the giver's role; returns the delegation's id.

    It makes the delegate an appointment of its own in that role, which ends with the delegation;
    what they sign under it reads "for and on behalf of". The rules are those of
    `workflows.delegation` (decision 4, domain 5.3): raises `Refused` with every reason.
    """
    read = Reading()
    cited = read.line("instrument", instrument, longest=500)
    kinds = sorted({read.choice("document_kinds", kind, DOCUMENT_KINDS) for kind in document_kinds})
    read.done()
    with installation.writing(by) as writing:
        starts = starts_at or writing.at
        if ends_at <= starts:
            raise Invalid.field("ends_at", "The end comes after the start.")
        term = fitness.Term(to_person_id, by.organisation, by.role, starts, ends_at)
        grant = _grant(by, term, kinds, ends_at)
        held = held_by(writing.session, to_person_id, writing.at)
        given = frozenset((each.organisation_id, each.role) for each in held)
        form = Form(instrument=cited)
        asked = delegating.facts(writing, by, form, grant=grant, receiver_roles=given)
        move(DELEGATION, "proposed", "grant", by, asked)
        if not any(each.organisation_id == by.organisation for each in held):
            raise Conflict("The delegate must hold an appointment in your organisation.")
        _check_giver(writing, by, ends_at)
        fitness.check_delegate(writing.session, term)
        _record(writing, by, term, grant, cited)
        return grant.id


def _check_giver(writing: Writing, by: Actor, ends_at: datetime) -> None:
    own = writing.session.get_one(AppointmentRow, by.appointment)
    if own.ends_at is not None and own.ends_at < text(ends_at):
        raise Invalid.field("ends_at", "You cannot give your decision for longer than you hold it.")


def _grant(by: Actor, term: fitness.Term, kinds: list[str], ends_at: datetime) -> Delegation:
    return Delegation(
        id=new_id(),
        organisation=by.organisation,
        role=by.role,
        giver=by.person,
        receiver=term.person_id,
        document_kinds=frozenset(kinds),
        starts_at=term.starts_at,
        ends_at=ends_at,
    )


def _record(
    writing: Writing, by: Actor, term: fitness.Term, grant: Delegation, instrument: str
) -> None:
    acting = appoint(writing, term, instrument=instrument, delegation_id=grant.id)
    data = {
        "organisation_id": grant.organisation,
        "from_appointment_id": by.appointment,
        "to_appointment_id": acting,
        "document_kinds": sorted(grant.document_kinds),
        "starts_at": text(grant.starts_at),
        "ends_at": text(grant.ends_at),
        "instrument": instrument,
    }
    writing.record("delegation_granted", ("delegation", grant.id), data)
