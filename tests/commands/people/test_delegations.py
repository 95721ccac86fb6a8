"""Delegations: by instrument, never to the DPO, never further, and over when they end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from govern.commands.people.end_appointment import end_appointment
from govern.commands.people.grant_delegation import grant_delegation
from govern.commands.people.revoke_delegation import revoke_delegation
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store.rows.organisations import AppointmentRow, DelegationRow
from govern.store.standing import actor_of, held_by
from tests.consortium import Consortium
from workflows.engine import Actor, Refused


def grant(people: Consortium, to: str, by: str = "essex_siro", **more: Any) -> str:
    given = {
        "document_kinds": ["dpia"],
        "ends_at": people.installation.clock.now() + timedelta(days=30),
        "instrument": "Scheme of delegation 7",
        **more,
    }
    return grant_delegation(
        people.installation, by=people.actor(by), to_person_id=people.persons[to], **given
    )


def delegate(people: Consortium, delegation_id: str) -> Actor:
    with people.installation.reading() as session:
        row = session.get_one(DelegationRow, delegation_id)
        return actor_of(session, session.get_one(AppointmentRow, row.to_appointment_id))


def test_a_delegate_acts_in_the_givers_role_on_their_behalf(people: Consortium) -> None:
    made = grant(people, "essex_owner")

    acting = delegate(people, made)
    assert (acting.person, acting.role) == (people.persons["essex_owner"], "siro")
    assert acting.delegated_from == people.appointments["essex_siro"]


def test_a_delegation_is_never_to_the_dpo(people: Consortium) -> None:
    with pytest.raises(Refused) as refused:
        grant(people, "essex_dpo")

    assert "delegated_to_dpo" in {each.code for each in refused.value.refusals}


def test_nobody_delegates_to_themselves(people: Consortium) -> None:
    with pytest.raises(Refused) as refused:
        grant(people, "essex_siro")

    assert "delegated_to_oneself" in {each.code for each in refused.value.refusals}


def test_a_dpo_has_no_decision_to_give(people: Consortium) -> None:
    with pytest.raises(Refused) as refused:
        grant(people, "essex_owner", by="essex_dpo")

    assert [each.code for each in refused.value.refusals] == ["role_may_not"]


def test_a_delegate_is_of_the_same_organisation(people: Consortium) -> None:
    with pytest.raises(Conflict, match="in your organisation"):
        grant(people, "kent_siro")


def test_a_delegate_does_not_delegate_further(people: Consortium) -> None:
    acting = delegate(people, grant(people, "essex_owner"))
    third = people.person("Third Person", "third@people.example")
    people.appoint(third, "essex", "reviewer")

    with pytest.raises(Refused):
        grant_delegation(
            people.installation,
            by=acting,
            to_person_id=third,
            document_kinds=["dpia"],
            ends_at=people.installation.clock.now() + timedelta(days=1),
            instrument="Another",
        )


def test_a_delegate_appoints_nobody(people: Consortium) -> None:
    acting = delegate(people, grant(people, "essex_owner"))

    with pytest.raises(Forbidden):
        end_appointment(
            people.installation, by=acting, appointment_id=people.appointments["essex_dpo"]
        )


def test_a_delegation_ends_by_itself(people: Consortium) -> None:
    grant(people, "essex_owner")
    people.later(days=30)

    with people.installation.reading() as session:
        held = held_by(session, people.persons["essex_owner"], people.installation.clock.now())
    assert [row.role for row in held] == ["asset_owner"]


def test_nobody_gives_for_longer_than_they_hold(people: Consortium) -> None:
    ends = people.installation.clock.now() + timedelta(days=10)
    end_appointment(
        people.installation,
        by=None,
        appointment_id=people.appointments["essex_siro"],
        ends_at=ends,
    )

    with pytest.raises(Invalid, match="longer than you hold it"):
        grant(people, "essex_owner")


@pytest.mark.parametrize("more", [{"instrument": " "}, {"document_kinds": ["poem"]}])
def test_an_instrument_and_known_kinds_are_needed(people: Consortium, more: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        grant(people, "essex_owner", **more)

    assert set(refused.value.faults) == set(more)


def test_revoking_ends_the_delegates_appointment_at_once(people: Consortium) -> None:
    made = grant(people, "essex_owner")

    revoke_delegation(
        people.installation,
        by=people.actor("essex_siro"),
        delegation_id=made,
        reasons="Back from leave",
    )

    with people.installation.reading() as session:
        held = held_by(session, people.persons["essex_owner"], people.installation.clock.now())
    assert [row.role for row in held] == ["asset_owner"]
    with pytest.raises(Conflict):
        revoke_delegation(
            people.installation,
            by=people.actor("essex_siro"),
            delegation_id=made,
            reasons="Again",
        )


def test_another_forces_delegation_does_not_exist(people: Consortium) -> None:
    made = grant(people, "essex_owner")

    with pytest.raises(NotFound):
        revoke_delegation(
            people.installation, by=people.actor("kent_siro"), delegation_id=made, reasons="No"
        )


def test_a_delegation_ends_with_the_givers_appointment(people: Consortium) -> None:
    made = grant(people, "essex_owner")

    end_appointment(people.installation, by=None, appointment_id=people.appointments["essex_siro"])

    with people.installation.reading() as session:
        assert session.get_one(DelegationRow, made).revoked_at is not None
