"""The dry run of any act: what opens and closes, safety-critical first, and nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from govern.clock import text
from govern.commands.organisations.end_organisation import end_organisation
from govern.commands.register.foresee import (
    Supposed,
    foresee_end,
    foresee_events,
    many,
    switching,
)
from govern.errors import Conflict, Invalid, NotFound
from govern.installation import Installation
from govern.register.row import FlowKey
from tests.sharing import COUNCIL, Sharing


def on(installation: Installation) -> set[FlowKey]:
    rows = installation.register.at(installation.clock.now()).register.rows
    return {key for key, row in rows.items() if row.open}


def test_the_end_of_an_organisation_closes_what_it_foresaw(sharing_anywhere: Sharing) -> None:
    house = sharing_anywhere.installation
    before = on(house)

    foreseen = foresee_end(house, slug=COUNCIL)
    untouched = on(house)
    sharing_anywhere.people.later(minutes=1)
    end_organisation(house, by=None, organisation_id=sharing_anywhere.people.organisations[COUNCIL])

    closed = {FlowKey(x.force, x.partner, x.category, x.purpose, x.direction) for x in foreseen}
    assert untouched == before
    assert closed == before - on(house) != set()
    assert {each.effect for each in foreseen} == {"closes"}


def test_a_safety_critical_flow_comes_first_with_its_fallback(sharing: Sharing) -> None:
    flow = sharing.flows[f"kent:{COUNCIL}"]
    events = [
        Supposed("stop_placed", f"supposed-{place}", {
            "kind": "suspension", "scope_kind": "force",
            "scope_id": sharing.people.organisations[slug],
            "force_id": sharing.people.organisations[slug], "incident": None,
            "by_appointment_id": "a",
        })
        for place, slug in enumerate(("essex", "kent"))
    ]  # fmt: skip
    critical = foresee_events(sharing.installation, events)

    flags = [each.safety_critical for each in critical]
    assert flow and len(critical) == 3
    assert flags == sorted(flags, reverse=True)
    assert all(each.fallback for each in critical if each.safety_critical)


def test_an_extension_can_be_foreseen_as_any_event(sharing: Sharing) -> None:
    until = text(sharing.installation.clock.now() + timedelta(days=400))
    events = [
        Supposed("extension_granted", "supposed", {
            "organisation_id": sharing.people.organisations["essex"],
            "subject_kind": "agreement", "subject_id": sharing.documents["isa-council"],
            "until": until, "record_sha256": "f" * 64,
        })
    ]  # fmt: skip

    found = foresee_events(sharing.installation, events)

    assert {each.effect for each in found} <= {"moves"}


def test_a_definition_that_is_adopted_switches_nothing(sharing: Sharing) -> None:
    told = {"definition": "dpia", "version": 1, "person_id": "p"}

    assert foresee_events(sharing.installation, [Supposed("definition_adopted", "d", told)]) == []


@pytest.mark.parametrize(
    ("supposed", "said"),
    [(Supposed("nothing_such", "x"), "no event"), (Supposed("stop_placed", "x"), "lacks kind")],
)
def test_what_no_ledger_could_hold_is_refused(
    sharing: Sharing, supposed: Supposed, said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        foresee_events(sharing.installation, [supposed])


def test_nobody_ends_twice_and_nobody_unknown(sharing: Sharing) -> None:
    end_organisation(
        sharing.installation, by=None, organisation_id=sharing.people.organisations[COUNCIL]
    )

    with pytest.raises(Conflict, match="ended already"):
        foresee_end(sharing.installation, slug=COUNCIL)
    with pytest.raises(NotFound):
        foresee_end(sharing.installation, slug="atlantis")


def test_how_many_are_many_is_a_setting(sharing: Sharing) -> None:
    house = sharing.installation
    found = foresee_end(house, slug=COUNCIL)
    few = many(house, found)
    house.settings = replace(house.settings, many_flows=switching(found))

    assert (few, many(house, found)) == (False, True)
