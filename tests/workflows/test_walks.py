"""Random walks through every table: replay agrees, and no walk completes against the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.people import COUNCIL, ESSEX, FILLED, LONG, actor, facts
from workflows import roles
from workflows.catalogue import TABLES, workflow
from workflows.engine import Form, Refused, Workflow, available, move, refusals, replay
from workflows.facts import Done

PEOPLE = ("ann", "bob", "cat", "dee")
DRAFTER = "dee"
FORMS = (None, Form(), FILLED, Form(reasons=LONG), replace(FILLED, conditions=(), reasons="No."))


@dataclass(frozen=True)
class Try:
    """One attempt: who, in which role, does what, with which form and in which world."""

    person: str
    role: int
    act: int
    form: Form | None
    escalated: bool
    consultation: str | None
    high_risk: bool


TRIES = st.builds(
    Try,
    person=st.sampled_from(PEOPLE),
    role=st.integers(0, 50),
    act=st.integers(0, 50),
    form=st.sampled_from(FORMS),
    escalated=st.booleans(),
    consultation=st.sampled_from([None, "open", "overdue", "closed"]),
    high_risk=st.booleans(),
)


def walk(table: Workflow, tries: list[Try]) -> tuple[str, list[Done]]:
    """Makes each attempt; returns where it ends and the acts that were accepted."""
    able = sorted({row.role for row in table.transitions})
    stage, acts = table.first, list[Done]()
    for each in tries:
        who = actor(able[each.role % len(able)], each.person)
        act = table.acts()[each.act % len(table.acts())]
        fair = facts(who)
        known = replace(
            fair,
            organisation={"connection": COUNCIL, "condition": ESSEX}.get(
                table.name, who.organisation
            ),
            acts=tuple(acts),
            drafters=frozenset({DRAFTER}),
            escalated_at=fair.escalated_at if each.escalated else None,
            consultation=each.consultation,
            high_risk=each.high_risk,
            form=each.form,
        )
        refused = refusals(table, stage, act, who, known)
        offered = {row.act for row in available(table, stage, who, known)}
        assert (act in offered) == (not refused)
        try:
            moved = move(table, stage, act, who, known)
        except Refused:
            assert refused or each.form is None
            continue
        assert not refused
        stage = moved.new_stage
        acts.append(Done(act, who.role, who.person, who.organisation))
    return stage, acts


GROWN = [
    workflow("agreement_force+information_assurance.decision.5"),
    workflow("dpia+owner_consent.advice.5+information_assurance.decision.5"),
    workflow("connection_acceptance+acceptance_advice.acceptance.5"),
]
WALKS = st.tuples(st.sampled_from([*TABLES, *GROWN]), st.lists(TRIES, max_size=60))


@given(WALKS)
@settings(max_examples=300, deadline=None)
def test_replay_gives_what_the_steps_gave(walked: tuple[Workflow, list[Try]]) -> None:
    table, tries = walked

    stage, acts = walk(table, tries)

    position = replay(table, [done.act for done in acts])
    assert (position.stage, position.outcome) == (stage, table.stage(stage).outcome)


SIGN_OFFS = [t for t in TABLES if t.name in {"dpia", "code_of_connection", "agreement_force"}]
SIGN_OFFS += GROWN[:2]


@given(st.sampled_from(SIGN_OFFS), st.lists(TRIES, max_size=80))
@settings(max_examples=300, deadline=None)
def test_what_completes_was_advised_or_escalated_and_signed_by_several(
    table: Workflow, tries: list[Try]
) -> None:
    stage, acts = walk(table, tries)

    if table.stage(stage).outcome == "complete":
        done = {each.act for each in acts}
        assert done & {"endorse", "endorse_with_conditions", "not_endorse", "decide_without_advice"}
        assert done & {"approve", "approve_with_conditions"}
    signing = [each for each in acts if not each.act.startswith("withdraw")]
    assert DRAFTER not in {each.person for each in signing}
    parts = {person: {e.role for e in signing if e.person == person} for person in PEOPLE}
    assert all(len(taken) <= 1 for taken in parts.values())
    advisers = {e.person for e in acts if e.role == roles.DPO and e in signing}
    assert not advisers & {e.person for e in signing if e.role != roles.DPO}
