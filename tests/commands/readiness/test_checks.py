"""A check opened, settled by different people, passed and revoked; the flow that needs it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from govern.clock import instant, london_end_of, text
from govern.commands.readiness.decide_check import foresee_check, pass_check, revoke_check
from govern.commands.readiness.open_check import open_check
from govern.errors import Conflict, Invalid, NotFound
from govern.register.explain import explain
from govern.register.judge import judge
from govern.store.events import tables_at, tables_now
from tests.readying import FLOW, TEMPLATE, Readying
from tests.sharing import COUNCIL, TRUST
from workflows.engine import Refused

MILLISECOND = timedelta(milliseconds=1)
WHY = "The list of people with access was found to be out of date."


def codes(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as caught:
        call()
    return [each.code for each in caught.value.refusals]


def revoke(readying: Readying, by: str = "essex_security") -> None:
    sharing = readying.sharing
    actor = sharing.people.actor(by)
    revoke_check(sharing.installation, by=actor, check_id=readying.check_id, reasons=WHY)


def _known(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rows without what is null, as the database gives them back."""
    return {
        key: {name: value for name, value in row.items() if value is not None}
        for key, row in rows.items()
    }


def open_at(readying: Readying, at: datetime) -> bool:
    """Whether the flow is open at an instant, by what is recorded now."""
    facts = readying.sharing.installation.register.facts(readying.sharing.installation.clock.now())
    return judge(facts, readying.sharing.flows[FLOW], at).open


def test_a_flow_that_needs_a_check_opens_when_it_is_passed_and_closes_when_it_is_revoked(
    readying_anywhere: Readying,
) -> None:
    readying = readying_anywhere
    assert readying.explained().codes == ("readiness_incomplete",)

    readying.open()
    readying.settle()
    assert not readying.explained().open
    readying.passes()
    assert readying.explained().open

    readying.sharing.people.later(minutes=5)
    revoke(readying)
    assert readying.explained().codes == ("readiness_incomplete",)
    assert readying.check().state == "revoked"
    with readying.sharing.installation.reading() as session:
        names = ("readiness", "readiness_item")
        replayed, stored = tables_at(session, readying.now), tables_now(session, names)
    assert {name: _known(replayed[name]) for name in names} == stored


def test_a_pass_ends_to_the_millisecond_when_its_earliest_evidence_ends(
    readying: Readying,
) -> None:
    readying.open()
    readying.submit("GW-13", days_ago=200)
    readying.judge("GW-13")
    readying.settle()
    readying.passes()

    ends = london_end_of(readying.today + timedelta(days=165))

    explained = readying.explained()
    assert readying.check().valid_until == text(ends)
    assert (explained.valid_until, explained.reason_at_end) == (text(ends), "readiness_incomplete")
    assert explained.next_change is not None and explained.next_change <= text(ends)
    assert open_at(readying, ends - MILLISECOND)
    assert not open_at(readying, ends)


def test_a_waiver_ends_the_pass_and_an_earlier_end_of_evidence_may_be_given(
    readying: Readying,
) -> None:
    readying.open()
    readying.settle("GW-12", "GW-15")
    readying.submit("GW-12", until=readying.today + timedelta(days=100))
    readying.judge("GW-12")
    last = readying.today + timedelta(days=30)
    readying.waive("GW-15", last)

    readying.passes()

    assert readying.item("GW-12").valid_until == text(
        london_end_of(readying.today + timedelta(days=100))
    )
    assert readying.check().valid_until == text(london_end_of(last))


def test_the_past_is_judged_by_what_was_recorded_then(readying: Readying) -> None:
    register, clock = readying.sharing.installation.register, readying.sharing.installation.clock
    flow, before = readying.sharing.flows[FLOW], clock.now()
    readying.open()
    readying.settle()
    readying.sharing.people.later(hours=1)
    readying.passes()
    passed = clock.now()
    readying.sharing.people.later(hours=1)
    revoke(readying)
    revoked = instant(readying.check().revoked_at or "")

    def was_open(at: datetime) -> bool:
        return explain(register.past(at), flow, at).open

    assert not was_open(before)
    assert not was_open(passed - MILLISECOND)
    assert was_open(passed)
    assert was_open(revoked - MILLISECOND)
    assert not was_open(revoked)


def test_a_check_is_not_passed_while_a_mandatory_item_is_wanting_or_out_of_date(
    readying: Readying,
) -> None:
    readying.open()
    readying.settle("GW-13")
    assert codes(readying.passes) == ["items_unsettled"]

    readying.submit("GW-13", until=readying.today)
    readying.judge("GW-13")
    readying.sharing.people.later(days=1)

    assert codes(readying.passes) == ["items_unsettled"]


def test_only_the_siro_passes_and_a_dpo_does_not_revoke(readying: Readying) -> None:
    readying.open()
    readying.settle()

    for who in ("essex_owner", "essex_dpo", "essex_security", "essex_manager"):
        assert codes(partial(readying.passes, who)) == ["role_may_not"]
    readying.passes()
    assert codes(lambda: revoke(readying, "essex_dpo")) == ["role_may_not"]


def test_another_force_and_another_partner_see_no_check(readying: Readying) -> None:
    readying.open()
    readying.settle()

    for who in ("kent_siro", "trust_signatory", "panel"):
        with pytest.raises(NotFound):
            readying.passes(who)
        with pytest.raises(NotFound):
            readying.submit("GW-11", who)
        with pytest.raises(NotFound):
            revoke(readying, who)


def test_a_check_is_opened_on_what_is_ones_own_and_once_at_a_time(readying: Readying) -> None:
    people = readying.sharing.people
    trust, council = people.organisations[TRUST], people.organisations[COUNCIL]
    readying.open()

    def opening(by: str, template: str, subject_id: str) -> str:
        return open_check(
            people.installation, by=people.actor(by), template=template, subject_id=subject_id
        )

    with pytest.raises(Conflict):
        opening("essex_manager", TEMPLATE, council)
    with pytest.raises(NotFound):
        opening("essex_manager", TEMPLATE, trust)  # Kent leads that connection
    with pytest.raises(NotFound):
        opening("kent_siro", TEMPLATE, council)
    with pytest.raises(NotFound):
        opening("essex_siro", "gateway_4", people.organisations["kent"])
    with pytest.raises(NotFound):
        opening("signatory", TEMPLATE, council)
    with pytest.raises(Invalid):
        opening("essex_manager", "nothing", council)
    assert codes(lambda: opening("essex_dpo", "gateway_4", people.organisations["essex"])) == [
        "role_may_not"
    ]
    assert opening("essex_siro", "gateway_4", people.organisations["essex"])
    assert opening("essex_owner", "automated_feed", readying.sharing.flows[FLOW])


def test_beginning_again_carries_what_is_in_date_and_undoes_nothing_until_it_is_passed(
    readying: Readying,
) -> None:
    readying.open()
    readying.submit("GW-13", days_ago=300)
    readying.judge("GW-13")
    readying.settle("GW-15")
    readying.waive("GW-15", readying.today + timedelta(days=80))
    readying.passes()
    first = readying.check_id
    readying.sharing.people.later(days=66)

    readying.open()

    states = {row.item: (row.state, bool(row.carried_from)) for row in readying.rows()}
    assert states == {
        "GW-11": ("accepted", True),
        "GW-12": ("accepted", True),
        "GW-13": ("open", False),
        "GW-15": ("open", False),
    }
    assert first != readying.check_id


def test_a_pass_that_ran_out_is_renewed_by_a_new_check_alone(readying: Readying) -> None:
    readying.open()
    readying.settle("GW-13")
    readying.submit("GW-13", days_ago=300)
    readying.judge("GW-13")
    readying.passes()
    readying.sharing.people.later(days=65)
    assert readying.explained().open
    readying.open()
    readying.submit("GW-13")
    readying.judge("GW-13")
    readying.passes()

    readying.sharing.people.later(days=10)

    assert readying.explained().open


def test_what_a_pass_and_a_revocation_would_switch_is_foreseen(readying: Readying) -> None:
    here, siro = readying.sharing.installation, readying.sharing.people.actor("essex_siro")
    readying.open()
    readying.settle()

    opens = foresee_check(here, by=siro, check_id=readying.check_id, act="pass")
    pass_check(here, by=siro, check_id=readying.check_id)
    closes = foresee_check(here, by=siro, check_id=readying.check_id, act="revoke")

    assert [(each.category, each.effect) for each in opens] == [("custody", "opens")]
    assert [(each.category, each.effect) for each in closes] == [("custody", "closes")]
    assert readying.explained().open
