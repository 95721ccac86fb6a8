"""What the guards of a stop ask for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from govern.store.rows.enforcement import StopRow
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.standing import standing
from workflows.engine import Actor, Facts, Form
from workflows.facts import Done


def stop_facts(
    session: Session,
    by: Actor,
    at: datetime,
    organisation_id: str,
    form: Form,
    forces: frozenset[str],
    acts: tuple[Done, ...] = (),
) -> Facts:
    """The facts by which stopping, or lifting for `organisation_id`, is judged; `forces` are those
    it touches.
    """
    own = session.get_one(OrganisationRow, by.organisation)
    return Facts(
        at=at,
        organisation=organisation_id,
        document_kind="stop",
        scope_forces=forces,
        dpo_may_stop=bool((own.settings or {}).get("dpo_may_stop")),
        acts=acts,
        elsewhere=(),
        drafters=frozenset(),
        form=form,
        **standing(session, by, at),
    )


def acts_of(session: Session, row: StopRow) -> tuple[Done, ...]:
    """Who stopped, and who asked to start again, as the guards read it."""
    first = "kill" if row.kind == "kill" else "stop"
    named = [(first, row.by_appointment_id)]
    named += [("unkill", each["appointment_id"]) for each in row.lifts or []]
    return tuple(
        Done(act, appointment.role, appointment.person_id, appointment.organisation_id)
        for act, appointment_id in named
        if appointment_id and (appointment := session.get(AppointmentRow, appointment_id))
    )
