"""The scenes in which a SIRO lets somebody else decide, by instrument and for a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from govern.commands.people.grant_delegation import grant_delegation
from govern.demonstration.stage import Planned, Stage
from govern.store.rows.organisations import AppointmentRow, DelegationRow
from govern.store.standing import actor_of
from workflows import roles

_FROM, _UNTIL = 247, 262


def scenes() -> Iterator[Planned]:
    """Kent's SIRO is away for two weeks in which one agreement is decided."""
    yield _FROM, _delegate, "Kent's SIRO delegates decisions on agreements"
    yield _UNTIL, _return, "Kent's SIRO is back"


def _delegate(stage: Stage) -> None:
    siro = stage.actor(roles.SIRO, "kent")
    delegation_id = grant_delegation(
        stage.installation,
        by=siro,
        to_person_id=stage.actor(roles.REVIEWER, "kent").person,
        document_kinds=["sharing_agreement"],
        ends_at=stage.clock.now() + timedelta(days=14),
        instrument="Instrument of delegation 7, signed by the Chief Constable of Kent Police",
    )
    stage.absent["kent"] = siro
    with stage.installation.reading() as session:
        given = session.get_one(DelegationRow, delegation_id)
        acting = session.get_one(AppointmentRow, given.to_appointment_id)
        stage.actors[roles.SIRO, "kent"] = actor_of(session, acting)


def _return(stage: Stage) -> None:
    stage.actors[roles.SIRO, "kent"] = stage.absent.pop("kent")
