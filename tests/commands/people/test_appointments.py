"""Appointments: which role fits where, who appoints, and which offices exclude each other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from govern.clock import text
from govern.commands.people.end_appointment import end_appointment
from govern.commands.people.make_appointment import make_appointment
from govern.commands.people.offices import ROLES
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store.rows.organisations import AppointmentRow
from govern.store.standing import held_by
from tests.consortium import Consortium
from workflows import roles

SLUGS = {
    "office": "consortium-office",
    "force": "essex",
    "partner": "north-hill-council",
    "legal": "harrow-lane",
    "scrutiny": "county-panel",
}
MISFITS = [
    (kind, role) for kind in SLUGS for role in sorted(roles.TITLES) if role not in ROLES[kind]
]


@pytest.fixture
def newcomer(people: Consortium) -> str:
    """Somebody without a role."""
    return people.person("New Comer", "new.comer@people.example")


@pytest.mark.parametrize(("kind", "role"), MISFITS)
def test_a_role_fits_the_kind_of_organisation(
    people: Consortium, newcomer: str, kind: str, role: str
) -> None:
    with pytest.raises(Invalid) as refused:
        people.appoint(newcomer, SLUGS[kind], role)

    assert "role" in refused.value.faults


def test_every_role_has_a_kind_of_organisation() -> None:
    assert frozenset().union(*ROLES.values()) == set(roles.TITLES)


def test_nobody_appoints_themselves(people: Consortium) -> None:
    with pytest.raises(Forbidden, match="Nobody appoints themselves"):
        people.appoint(people.persons["admin"], "essex", "siro")


@pytest.mark.parametrize("first", ["siro", "asset_owner", "chief_constable"])
def test_the_dpo_is_no_decider_of_the_same_force(
    people: Consortium, newcomer: str, first: str
) -> None:
    people.appoint(newcomer, "kent", first)

    with pytest.raises(Conflict, match="of one organisation"):
        people.appoint(newcomer, "kent", "dpo")


def test_the_dpo_does_not_become_siro_of_the_same_force(people: Consortium) -> None:
    with pytest.raises(Conflict, match="both SIRO and DPO"):
        people.appoint(people.persons["essex_dpo"], "essex", "siro")


def test_one_person_may_be_dpo_of_several_forces(people: Consortium) -> None:
    people.appoint(people.persons["essex_dpo"], "kent", "dpo")

    with people.installation.reading() as session:
        held = held_by(session, people.persons["essex_dpo"], people.installation.clock.now())
    assert [row.role for row in held] == ["dpo", "dpo"]


def test_the_administrator_has_no_business_role(people: Consortium) -> None:
    with pytest.raises(Conflict, match="both Authorised signatory and Administrator"):
        make_appointment(
            people.installation,
            by=None,
            person_id=people.persons["admin"],
            organisation_id=people.organisations["north-hill-council"],
            role="signatory",
        )


def test_a_siro_does_not_become_administrator(people: Consortium) -> None:
    with pytest.raises(Conflict):
        people.appoint(people.persons["essex_siro"], "consortium-office", "administrator")


def test_a_siro_appoints_in_the_own_force_alone(people: Consortium, newcomer: str) -> None:
    given: dict[str, Any] = {
        "by": people.actor("essex_siro"),
        "person_id": newcomer,
        "role": "information_manager",
    }

    made = make_appointment(
        people.installation, organisation_id=people.organisations["essex"], **given
    )

    assert people.under(made).role == "information_manager"
    with pytest.raises(Forbidden):
        make_appointment(people.installation, organisation_id=people.organisations["kent"], **given)


def test_a_dpo_appoints_nobody(people: Consortium, newcomer: str) -> None:
    with pytest.raises(Forbidden):
        make_appointment(
            people.installation,
            by=people.actor("essex_dpo"),
            person_id=newcomer,
            organisation_id=people.organisations["essex"],
            role="reviewer",
        )


def test_an_auditor_needs_an_end_and_a_scope(people: Consortium, newcomer: str) -> None:
    with pytest.raises(Invalid) as refused:
        people.appoint(newcomer, "county-panel", "auditor")

    assert set(refused.value.faults) == {"ends_at", "scope"}


def test_an_auditors_scope_names_organisations_that_are_there(
    people: Consortium, newcomer: str
) -> None:
    ends = people.installation.clock.now() + timedelta(days=30)

    with pytest.raises(Invalid, match="no organisation surrey"):
        people.appoint(
            newcomer,
            "county-panel",
            "auditor",
            ends_at=ends,
            scope={"organisations": ["essex", "surrey"]},
        )
    made = people.appoint(
        newcomer, "county-panel", "auditor", ends_at=ends, scope={"organisations": ["essex"]}
    )
    assert people.under(made).role == "auditor"


def test_a_force_has_one_chief_constable_at_a_time(people: Consortium, newcomer: str) -> None:
    ends = people.installation.clock.now() + timedelta(days=30)
    people.appoint(newcomer, "essex", "chief_constable", ends_at=ends)
    next_one = people.person("Next One", "next.one@people.example")

    with pytest.raises(Conflict, match="has a Chief Constable in that time"):
        people.appoint(next_one, "essex", "chief_constable")
    people.appoint(next_one, "essex", "chief_constable", starts_at=ends)


def test_nothing_starts_before_it_is_recorded(people: Consortium, newcomer: str) -> None:
    past = people.installation.clock.now() - timedelta(milliseconds=1)

    with pytest.raises(Invalid, match="before it is recorded"):
        people.appoint(newcomer, "essex", "reviewer", starts_at=past)


def test_a_person_who_is_not_there_is_not_appointed(people: Consortium) -> None:
    with pytest.raises(NotFound):
        people.appoint("0" * 32, "essex", "reviewer")


def test_an_ended_appointment_gives_no_power(people: Consortium, newcomer: str) -> None:
    siro = people.actor("essex_siro")
    end_appointment(
        people.installation,
        by=people.actor("admin"),
        appointment_id=people.appointments["essex_siro"],
    )

    with pytest.raises(Forbidden, match="not in force"):
        make_appointment(
            people.installation,
            by=siro,
            person_id=newcomer,
            organisation_id=people.organisations["essex"],
            role="reviewer",
        )


def test_anyone_may_end_their_own_appointment_and_no_others(people: Consortium) -> None:
    dpo = people.actor("essex_dpo")

    with pytest.raises(Forbidden):
        end_appointment(
            people.installation, by=dpo, appointment_id=people.appointments["essex_siro"]
        )
    end_appointment(people.installation, by=dpo, appointment_id=dpo.appointment)

    with people.installation.reading() as session:
        row = session.get_one(AppointmentRow, dpo.appointment)
    assert row.ends_at == text(people.installation.clock.now())


def test_an_appointment_ends_only_once(people: Consortium) -> None:
    given: dict[str, Any] = {
        "by": people.actor("admin"),
        "appointment_id": people.appointments["essex_siro"],
    }
    end_appointment(people.installation, **given)

    with pytest.raises(Conflict):
        end_appointment(people.installation, **given)
