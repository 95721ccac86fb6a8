"""What takes two people: one asks, another confirms in time, judged again, or refuses."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from govern.commands.clients.authenticate_client import authenticate_client
from govern.commands.people.end_appointment import end_appointment
from govern.commands.people.make_appointment import make_appointment
from govern.commands.people.offices import SENSITIVE
from govern.commands.people.reset_second_factor import reset_second_factor
from govern.commands.second_person.ask import do_or_ask
from govern.commands.second_person.confirm import confirm_second, refuse_second
from govern.commands.second_person.kinds import SecondPersonNeeded
from govern.commands.second_person.table import BY_NAME
from govern.commands.settings.change_setting import change_setting
from govern.errors import Conflict, Forbidden, NotFound
from govern.store import events
from govern.store.rows.organisations import AppointmentRow
from govern.store.rows.people import PersonRow
from govern.store.standing import held_by
from tests.consortium import Consortium
from workflows import roles


@pytest.fixture
def newcomer(people: Consortium) -> str:
    """Somebody without a role."""
    return people.person("New Comer", "new.comer@people.example")


def dpo_of_kent(people: Consortium, person: str) -> dict[str, Any]:
    return {"person_id": person, "organisation_id": people.organisations["kent"], "role": "dpo"}


def ask(people: Consortium, act: str, given: dict[str, Any], who: str = "admin") -> str:
    """The id of what that person asked for."""
    done = do_or_ask(people.installation, by=people.actor(who), act=act, given=given)
    assert done is None
    return people.asked()


def confirm(people: Consortium, request_id: str, who: str = "coordinator") -> Any:
    return confirm_second(people.installation, by=people.actor(who), request_id=request_id)


def roles_of(people: Consortium, person: str) -> list[str]:
    with people.installation.reading() as session:
        return [row.role for row in held_by(session, person, people.installation.clock.now())]


def test_nothing_happens_before_a_second_person_confirms(people: Consortium, newcomer: str) -> None:
    request = ask(people, "appoint", dpo_of_kent(people, newcomer))
    before = roles_of(people, newcomer)

    confirm(people, request)

    assert before == []
    assert roles_of(people, newcomer) == ["dpo"]
    with people.installation.reading() as session:
        found = [each.type for each in events.about(session, [request])]
    assert found == ["second_person_asked", "second_person_confirmed"]


def test_no_door_lets_one_person_do_it_alone(people: Consortium, newcomer: str) -> None:
    here, admin = people.installation, people.actor("admin")

    with pytest.raises(SecondPersonNeeded):
        make_appointment(here, by=admin, **dpo_of_kent(people, newcomer))
    with pytest.raises(SecondPersonNeeded):
        reset_second_factor(here, by=admin, person_id=newcomer)

    assert roles_of(people, newcomer) == []


def test_a_role_that_signs_nothing_takes_one_person(people: Consortium, newcomer: str) -> None:
    given = {**dpo_of_kent(people, newcomer), "role": "reviewer"}

    done = do_or_ask(people.installation, by=people.actor("admin"), act="appoint", given=given)

    assert done is not None
    assert roles_of(people, newcomer) == ["reviewer"]


def test_the_sensitive_roles_are_all_but_those_who_read_and_write() -> None:
    assert set(roles.TITLES) - SENSITIVE == {
        roles.REVIEWER, roles.INFORMATION_MANAGER, roles.PARTNER_DPO, roles.LAWYER,
        roles.AUTHOR, roles.AUDITOR, roles.PANEL_MEMBER,
    }  # fmt: skip


def test_nobody_is_their_own_second_person(people: Consortium, newcomer: str) -> None:
    request = ask(people, "appoint", dpo_of_kent(people, newcomer))

    with pytest.raises(Conflict, match="somebody else"):
        confirm(people, request, "admin")


def test_whom_it_concerns_does_not_confirm_it(people: Consortium) -> None:
    given = {"person_id": people.persons["coordinator"]}
    request = ask(people, "reset_second_factor", given)

    with pytest.raises(Conflict, match="concerns you"):
        confirm(people, request)


@pytest.mark.parametrize("who", ["essex_siro", "lawyer", "signatory", "essex_dpo"])
def test_it_does_not_exist_for_anybody_else(people: Consortium, newcomer: str, who: str) -> None:
    request = ask(people, "appoint", dpo_of_kent(people, newcomer))

    with pytest.raises(NotFound):
        confirm(people, request, who)


def test_the_forces_own_siro_confirms_who_is_appointed_there(
    people: Consortium, newcomer: str
) -> None:
    confirm(people, ask(people, "appoint", dpo_of_kent(people, newcomer)), "kent_siro")

    assert roles_of(people, newcomer) == ["dpo"]


def test_after_its_time_it_is_asked_for_anew(people: Consortium, newcomer: str) -> None:
    request = ask(people, "appoint", dpo_of_kent(people, newcomer))
    with pytest.raises(Conflict, match="asked for already"):
        ask(people, "appoint", dpo_of_kent(people, newcomer))

    people.later(hours=72)

    with pytest.raises(Conflict, match="no longer waits"):
        confirm(people, request)
    confirm(people, ask(people, "appoint", dpo_of_kent(people, newcomer)))
    assert roles_of(people, newcomer) == ["dpo"]


def test_it_is_judged_again_when_it_is_confirmed(people: Consortium, newcomer: str) -> None:
    request = ask(people, "appoint", dpo_of_kent(people, newcomer))
    made = people.appoint(newcomer, "kent", "siro")

    with pytest.raises(Conflict, match="both DPO and SIRO"):
        confirm(people, request)
    end_appointment(people.installation, by=None, appointment_id=made)
    confirm(people, request)

    assert roles_of(people, newcomer) == ["dpo"]


def test_whoever_left_since_has_asked_for_nothing(people: Consortium, newcomer: str) -> None:
    request = ask(people, "appoint", dpo_of_kent(people, newcomer))
    own = people.appointments["admin"]
    end_appointment(people.installation, by=None, appointment_id=own)

    with pytest.raises(Forbidden, match="not in force"):
        confirm(people, request)


@pytest.mark.parametrize("who", ["admin", "coordinator"])
def test_it_is_refused_or_taken_back_and_then_over(
    people: Consortium, newcomer: str, who: str
) -> None:
    request = ask(people, "appoint", dpo_of_kent(people, newcomer))

    refuse_second(
        people.installation, by=people.actor(who), request_id=request, reasons="Another force."
    )

    with pytest.raises(Conflict, match="no longer waits"):
        confirm(people, request)
    assert roles_of(people, newcomer) == []


def test_a_machines_token_is_made_at_the_confirmation_and_is_no_event(
    people: Consortium,
) -> None:
    done = confirm(people, ask(people, "add_client", {"name": "RMS", "forces": ["kent"]}))

    caller = authenticate_client(people.installation, done.secret)
    assert caller is not None
    assert caller.id == done.made


def test_a_reset_ends_what_opened_the_account_and_hands_over_an_invitation(
    people: Consortium,
) -> None:
    person = people.persons["essex_dpo"]
    with people.installation.reading() as session:
        before = session.get_one(PersonRow, person).totp_secret

    done = confirm(people, ask(people, "reset_second_factor", {"person_id": person}))

    with people.installation.reading() as session:
        row = session.get_one(PersonRow, person)
        assert row.password_hash is None
        assert row.totp_secret not in (None, before)
    assert done.secret


def test_a_setting_is_tightened_by_one_and_loosened_by_two(people: Consortium) -> None:
    here, gold = people.installation, people.actor("gold")
    change_setting(here, by=gold, name="review_overdue_closes", value=True)
    change_setting(here, by=gold, name="safety_critical_decision_days", value=14)

    for name, value in (("review_overdue_closes", False), ("safety_critical_decision_days", 15)):
        with pytest.raises(SecondPersonNeeded):
            change_setting(here, by=gold, name=name, value=value)
        request = ask(people, "change_setting", {"name": name, "value": value}, "gold")
        confirm(people, request, "kent_siro")

    facts = here.register.facts(here.clock.now())
    assert facts.setting("review_overdue_closes") is False
    assert facts.setting("safety_critical_decision_days") == 15


def test_the_installation_itself_does_it_and_the_event_has_no_author(
    people: Consortium, newcomer: str
) -> None:
    made = make_appointment(people.installation, by=None, **dpo_of_kent(people, newcomer))

    with people.installation.reading() as session:
        event = events.about(session, [made])[0]
        row = session.scalars(select(AppointmentRow).where(AppointmentRow.id == made)).one()
    assert event.author is None
    assert row.role == "dpo"


def test_each_act_can_be_confirmed_by_somebody_other_than_an_administrator() -> None:
    for act in BY_NAME.values():
        assert act.confirms - {roles.ADMINISTRATOR}, act.name
