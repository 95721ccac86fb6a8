"""Stopping within one's own force, what it foresees, and what is never started again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govern.commands.agreements.terminate import terminate_agreement
from govern.commands.stops.foresee import foresee_lift, foresee_stop
from govern.commands.stops.lift import lift_stop
from govern.commands.stops.place import Stop, advise_stop, place_stop
from govern.errors import Conflict, NotFound
from govern.store import flow_history
from govern.store.rows.documents import FlowRow
from tests.sharing import COUNCIL, TRUST, WHY, Sharing
from workflows.engine import Refused


def is_open(sharing: Sharing, name: str) -> bool:
    now = sharing.installation.clock.now()
    return sharing.installation.register.explain(sharing.flows[name], now).open


@pytest.mark.parametrize(
    ("scope", "scope_id"),
    [
        ("flow", lambda it: it.flows[f"kent:{TRUST}"]),
        ("agreement", lambda it: it.documents["isa-trust"]),
        ("partner", lambda it: it.people.organisations[TRUST]),
        ("force", lambda it: it.people.organisations["kent"]),
        ("category", lambda it: "custody"),
        ("flow", lambda it: "0" * 32),
    ],
)
def test_what_is_not_ones_own_forces_is_not_there_to_be_stopped(
    sharing: Sharing, scope: str, scope_id: Callable[[Sharing], str]
) -> None:
    stop, owner = (
        Stop("suspension", scope, scope_id(sharing), WHY),
        sharing.people.actor("essex_owner"),
    )

    with pytest.raises(NotFound):
        place_stop(sharing.installation, by=owner, stop=stop)
    with pytest.raises(NotFound):
        foresee_stop(sharing.installation, by=owner, stop=stop)
    with pytest.raises(NotFound):
        advise_stop(sharing.installation, by=sharing.people.actor("essex_dpo"), stop=stop)


def test_foreseeing_a_stop_stops_nothing(sharing: Sharing) -> None:
    category = Stop("suspension", "category", "crime-report", WHY)

    found = foresee_stop(sharing.installation, by=sharing.people.actor("kent_owner"), stop=category)

    assert [(each.partner, each.effect) for each in found] == [
        (TRUST, "closes"),
        (COUNCIL, "closes"),
    ]
    assert is_open(sharing, f"kent:{TRUST}")


def test_foreseeing_a_lift_lifts_nothing(sharing: Sharing) -> None:
    stop_id = sharing.suspend("flow", sharing.flows[f"essex:{COUNCIL}"], "essex_owner")
    siro = sharing.people.actor("essex_siro")

    found = foresee_lift(sharing.installation, by=siro, stop_id=stop_id)

    assert [each.effect for each in found] == ["opens"]
    assert not is_open(sharing, f"essex:{COUNCIL}")


def test_an_emergency_stop_without_an_incident_is_refused_before_it_is_shown(
    sharing: Sharing,
) -> None:
    kill = Stop("kill", "flow", sharing.flows[f"essex:{COUNCIL}"], WHY)

    with pytest.raises(Refused, match="incident"):
        foresee_stop(sharing.installation, by=sharing.people.actor("essex_duty"), stop=kill)


def test_a_lifted_stop_is_not_lifted_twice(sharing: Sharing) -> None:
    stop_id = sharing.suspend("flow", sharing.flows[f"essex:{COUNCIL}"], "essex_owner")
    siro = sharing.people.actor("essex_siro")
    lift_stop(sharing.installation, by=siro, stop_id=stop_id, reasons=WHY)

    with pytest.raises(Conflict):
        lift_stop(sharing.installation, by=siro, stop_id=stop_id, reasons=WHY)


def test_what_a_party_has_ended_does_not_start_again(sharing: Sharing) -> None:
    siro = sharing.people.actor("essex_siro")
    document_id = sharing.documents["isa-council"]
    terminate_agreement(sharing.installation, by=siro, document_id=document_id, reasons=WHY)
    with sharing.installation.reading() as session:
        row = session.get_one(FlowRow, sharing.flows[f"essex:{COUNCIL}"])
        ended = flow_history.stops_of(session, row)

    with pytest.raises(Conflict, match="new agreement"):
        lift_stop(sharing.installation, by=siro, stop_id=ended[0].id, reasons=WHY)
    assert not is_open(sharing, f"essex:{COUNCIL}")
