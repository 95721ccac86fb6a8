"""Adding a step to one's own chain and ending it: two people of the force, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from govern.commands.chains.change_chain import ADD_NAME, ADD_STEP, END_NAME, END_STEP
from govern.commands.ledger.verify import verify
from govern.commands.people.end_appointment import end_appointment
from govern.commands.people.offices import SENSITIVE
from govern.commands.second_person.ask import do_or_ask
from govern.commands.second_person.confirm import confirm_second
from govern.commands.second_person.kinds import Done
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store import chain_steps, events
from govern.store.rows.chain_steps import ChainStepRow
from tests.consortium import Consortium
from workflows import roles


def ask(people: Consortium, who: str = "essex_siro", force: str = "essex", **changes: Any) -> str:
    """Ask for the owner's consent before the SIRO decides on a DPIA; the request's id."""
    given = {"chain": "dpia", "kind": "owner_consent", "before_stage": "decision", "days": 5}
    given |= {"organisation_id": people.organisations[force], **changes}
    assert do_or_ask(people.installation, by=people.actor(who), act=ADD_NAME, given=given) is None
    return people.asked()


def confirm(people: Consortium, request_id: str, who: str = "essex_dpo") -> Done:
    return confirm_second(people.installation, by=people.actor(who), request_id=request_id)


def chain(people: Consortium, force: str = "essex", name: str = "dpia") -> str:
    with people.installation.reading() as session:
        return chain_steps.chain_of(session, people.organisations[force], name)


def end(people: Consortium, step_id: str, who: str = "essex_siro", force: str = "essex") -> str:
    given = {"organisation_id": people.organisations[force], "step_id": step_id}
    assert do_or_ask(people.installation, by=people.actor(who), act=END_NAME, given=given) is None
    return people.asked()


def test_a_step_stands_only_once_a_second_person_confirmed_it(people: Consortium) -> None:
    request = ask(people)
    before = chain(people)

    made = confirm(people, request).made

    assert (before, chain(people)) == ("dpia", "dpia+owner_consent.decision.5")
    assert chain(people, "kent") == "dpia"
    assert chain(people, name="local_addendum") == "local_addendum"
    with people.installation.reading() as session:
        (event,) = events.about(session, [made])
        by = chain_steps.two_people(session, ADD_NAME, people.organisations["essex"])
        row = session.get_one(ChainStepRow, made)
    assert event.type == "chain_step_added"
    assert event.author is not None and event.author.person == people.persons["essex_dpo"]
    assert (by[row.added_at].asked_by, by[row.added_at].confirmed_by) == ("Sam Ito", "Dana Obi")


def test_the_office_may_be_the_second_person(people: Consortium) -> None:
    confirm(people, ask(people), "coordinator")

    assert chain(people) == "dpia+owner_consent.decision.5"


def test_a_step_is_ended_by_two_people_too(people: Consortium) -> None:
    made = confirm(people, ask(people)).made
    request = end(people, made)
    before = chain(people)

    confirm(people, request)

    assert (before, chain(people)) == ("dpia+owner_consent.decision.5", "dpia")
    with pytest.raises(Conflict, match="ended already"):
        end(people, made)


@pytest.mark.parametrize(
    "who", ["kent_siro", "admin", "coordinator", "gold", "essex_dpo", "lawyer"]
)
def test_nobody_but_its_own_siro_asks_for_a_step_of_a_force(people: Consortium, who: str) -> None:
    with pytest.raises(Forbidden):
        ask(people, who)


@pytest.mark.parametrize("who", ["kent_siro", "admin", "gold", "essex_owner", "lawyer"])
def test_nobody_else_confirms_it(people: Consortium, who: str) -> None:
    request = ask(people)

    with pytest.raises(NotFound):
        confirm(people, request, who)

    assert chain(people) == "dpia"


def test_whoever_may_be_the_second_person_was_appointed_by_two_and_runs_no_machine() -> None:
    for act in (ADD_STEP, END_STEP):
        able = act.confirms | act.own_confirms
        assert able <= SENSITIVE
        assert not able & roles.MACHINE_ROLES


def test_nobody_confirms_what_they_asked_for(people: Consortium) -> None:
    request = ask(people)

    with pytest.raises(Conflict, match="somebody else"):
        confirm(people, request, "essex_siro")


def test_nobody_ends_a_step_of_another_force(people: Consortium) -> None:
    made = confirm(people, ask(people)).made

    with pytest.raises(NotFound):
        end(people, made, "kent_siro", "kent")
    with pytest.raises(Forbidden):
        end(people, made, "kent_siro")


def test_only_a_force_adds_steps(people: Consortium) -> None:
    with pytest.raises(Forbidden):
        ask(people, "signatory", "north-hill-council")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("chain", {"chain": "agreement_partner"}),
        ("chain", {"chain": "connection"}),
        ("chain", {"chain": "document"}),
        ("kind", {"kind": "approve"}),
        ("kind", {"chain": "agreement_force"}),
        ("before_stage", {"before_stage": "complete"}),
        ("before_stage", {"before_stage": "reconsider"}),
        ("before_stage", {"before_stage": "nowhere"}),
        ("days", {"days": 0}),
        ("days", {"days": 21}),
    ],
)
def test_a_step_that_does_not_fit_is_refused(
    people: Consortium, field: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        ask(people, **changes)

    assert list(refused.value.faults) == [field]


def test_a_step_that_nobody_could_take_is_refused(people: Consortium) -> None:
    with pytest.raises(Invalid, match="appoint one first"):
        ask(people, kind="information_assurance")


def test_one_kind_stands_once_in_a_chain(people: Consortium) -> None:
    first, second = ask(people), ask(people, before_stage="advice")
    confirm(people, first)

    with pytest.raises(Conflict, match="already"):
        confirm(people, second)
    assert chain(people) == "dpia+owner_consent.decision.5"


def test_it_is_judged_again_when_it_is_confirmed(people: Consortium) -> None:
    request = ask(people)
    end_appointment(people.installation, by=None, appointment_id=people.appointments["essex_siro"])

    with pytest.raises(Forbidden):
        confirm(people, request)


def test_a_step_follows_from_the_ledger_alone(people: Consortium) -> None:
    made = confirm(people, ask(people)).made
    confirm(people, end(people, made))

    report = verify(people.installation)

    assert not [fault for fault in report.faults if fault.table == "chain_step"]
    with people.installation.reading() as session:
        (row,) = session.scalars(select(ChainStepRow))
    assert (row.id, row.chain, row.ended_at is not None) == (made, "dpia", True)
