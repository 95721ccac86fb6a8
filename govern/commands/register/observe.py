"""Observe mode of a force: one person asks for it, another starts it, any of them ends it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from govern.clock import text
from govern.commands.authority import require
from govern.commands.mail.tell import tell
from govern.commands.stops.place import PAGED
from govern.errors import Conflict, Invalid, NotFound
from govern.installation import Installation
from govern.store.identifiers import new_id
from govern.store.rows.observing import ObservationRow
from govern.store.rows.organisations import AppointmentRow
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

LONGEST = timedelta(days=90)
MAY_ASK = frozenset({roles.SIRO, roles.ASSET_OWNER, roles.SECURITY_OFFICER})
MAY_END = MAY_ASK | {roles.DUTY_OFFICER, roles.DPO}


def ask_to_observe(installation: Installation, *, by: Actor, until: datetime, reasons: str) -> str:
    """Ask that the actor's own force only observes until then; returns the id. Nothing changes
    before another person, and one of the two the SIRO, starts it.
    """
    if len(reasons.strip()) < 10:
        raise Invalid.field("reasons", "Say why, in a sentence: it is kept.")
    with installation.writing(by) as w:
        require(w, by, MAY_ASK, organisation=by.organisation)
        if not w.at < until <= w.at + LONGEST:
            raise Invalid.field("until", f"Choose an end within {LONGEST.days} days.")
        _none_runs(w, by.organisation)
        observation_id = new_id()
        asked = {
            "force_id": by.organisation,
            "until": text(until),
            "asked_by": by.appointment,
            "asked_by_person": by.person,
        }
        w.record("observe_asked", ("observation", observation_id), asked, {"reasons": reasons})
        _say(w, "observe_asked", observation_id, by.organisation, text(until))
    return observation_id


def start_observing(installation: Installation, *, by: Actor, observation_id: str) -> None:
    """Start what another person of the force asked for. One of the two must be its SIRO."""
    with installation.writing(by) as w:
        row = _own(w, by, observation_id)
        require(w, by, MAY_ASK, organisation=row.force_id)
        if row.started_at or row.ended_at or row.until <= text(w.at):
            raise Conflict("This was started or ended already, or its end has passed.")
        if row.asked_by_person == by.person:
            raise Conflict("Observe mode takes two people: somebody else must start it.")
        if roles.SIRO not in (by.role, _role_of(w, row.asked_by)):
            raise Conflict("One of the two who start observe mode must be the SIRO.")
        started = {"started_by": by.appointment, "started_by_person": by.person}
        w.record("observe_started", ("observation", row.id), started)
        _say(w, "observe_started", row.id, row.force_id, row.until)


def end_observing(installation: Installation, *, by: Actor, observation_id: str) -> None:
    """End it before its time; from then on everything is enforced."""
    with installation.writing(by) as w:
        row = _own(w, by, observation_id)
        require(w, by, MAY_END, organisation=row.force_id)
        if row.ended_at:
            raise Conflict("This was ended already.")
        w.record("observe_ended", ("observation", row.id))
        _say(w, "observe_ended", row.id, row.force_id, text(w.at))


def _own(w: Writing, by: Actor, observation_id: str) -> ObservationRow:
    row = w.session.get(ObservationRow, observation_id)
    if row is None or row.force_id != by.organisation:
        raise NotFound(f"observation {observation_id}")
    return row


def _none_runs(w: Writing, force_id: str) -> None:
    same = select(ObservationRow.id).where(
        ObservationRow.force_id == force_id,
        ObservationRow.ended_at.is_(None),
        ObservationRow.until > text(w.at),
    )
    if w.session.scalar(same):
        raise Conflict("It was asked for already; end that first.")


def _role_of(w: Writing, appointment_id: str) -> str | None:
    row = w.session.get(AppointmentRow, appointment_id)
    return None if row is None else row.role


def _say(w: Writing, template: str, observation_id: str, force_id: str, until: str) -> None:
    key = f"{observation_id}:{template}"
    tell(w, force_id, PAGED, template, key=key, about={"until": until}, path="/flows")
