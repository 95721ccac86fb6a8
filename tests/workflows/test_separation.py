"""Separation of duties, exhaustively: no person alone, whatever offices they collect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import pytest

from tests.workflows.people import COUNCIL, ESSEX, KENT, actor, done, facts
from workflows import roles
from workflows.agreement import FORCE, PARTNER, PARTNER_HEALTH
from workflows.catalogue import TABLES, workflow
from workflows.engine import Actor, Facts, Workflow, available, move, refusals
from workflows.facts import Done
from workflows.stops import KILL

CHAINS = (
    "dpia",
    "local_addendum",
    "code_of_connection",
    "agreement_force",
    "agreement_partner_health",
    "connection",
)
SIGN_OFFS = [table for table in TABLES if table.kind in {*CHAINS, "sharing_agreement"}] + [
    workflow("connection"),
    workflow("connection_acceptance"),
]
LEAVING = {
    "withdraw_endorsement",
    "withdraw_adoption",
    "withdraw_acceptance",
    "suspend",
    "withdraw",
}
LEAVING |= {"leave"}


def owner(table: Workflow, who: Actor) -> str:
    return COUNCIL if table.name == "connection" else who.organisation


def completes(table: Workflow, people: Mapping[str, str], **changes: object) -> bool:
    """Whether these people, one per role, can reach the end by any order of acts."""
    waiting: list[tuple[str, tuple[Done, ...]]] = [(table.first, ())]
    seen: set[tuple[str, frozenset[Done]]] = set()
    while waiting:
        stage, acts = waiting.pop()
        if table.stage(stage).outcome == "complete":
            return True
        if (stage, frozenset(acts)) in seen:
            continue
        seen.add((stage, frozenset(acts)))
        for role, person in people.items():
            who = actor(role, person)
            given = facts(who, organisation=owner(table, who), acts=acts, **changes)
            for row in available(table, stage, who, given):
                step = Done(row.act, role, person, who.organisation)
                waiting.append((row.end, (*acts, step)))
    return False


def taking_part(table: Workflow) -> list[str]:
    return sorted({row.role for row in table.transitions})


@pytest.mark.parametrize("name", CHAINS)
def test_nobody_alone_takes_a_sign_off_from_opened_to_complete(name: str) -> None:
    table = workflow(name)
    everything = dict.fromkeys(taking_part(table), "one person")

    assert not completes(table, everything, escalated_at=None)


@pytest.mark.parametrize("name", CHAINS)
def test_no_pair_of_offices_in_one_hand_completes_a_sign_off(name: str) -> None:
    table = workflow(name)

    for pair in combinations(taking_part(table), 2):
        held = frozenset((actor(role).organisation, role) for role in pair)
        alone = dict.fromkeys(pair, "one person")
        assert not completes(table, alone, escalated_at=None, roles_held=held), pair


@pytest.mark.parametrize("name", [*CHAINS, "agreement_partner", "connection_acceptance"])
def test_each_in_their_own_office_completes_it(name: str) -> None:
    table = workflow(name)

    assert completes(table, {role: f"the {role}" for role in taking_part(table)})


@pytest.mark.parametrize("name", CHAINS)
def test_any_two_steps_in_one_hand_still_leave_a_third_person_needed(name: str) -> None:
    table = workflow(name)
    waits = [
        table.waits_for(s.id) for s in table.stages if s.outcome is None and s.id != "suspended"
    ]
    steps = [{role for role in roles_ if role != roles.CHIEF_CONSTABLE} for roles_ in waits]
    people = {role: f"the {role}" for step in steps for role in step}

    for first, second in combinations(sorted(people), 2):
        joined = {**people, first: "one person", second: "one person"}
        assert not completes(table, joined, escalated_at=None), (first, second)


def test_escalated_silence_is_the_only_way_past_the_dpo() -> None:
    siro = {roles.SIRO: "the siro"}

    assert completes(workflow("dpia"), siro)
    assert not completes(workflow("dpia"), siro, escalated_at=None)


def test_a_drafter_cannot_use_escalated_silence() -> None:
    siro = {roles.SIRO: "the siro"}

    assert not completes(workflow("dpia"), siro, drafters=frozenset({"the siro"}))


def signing_codes(**changes: object) -> dict[tuple[str, str, str], set[str]]:
    """What each signing act of each sign-off answers its person under these facts."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for table in SIGN_OFFS:
        for row in (row for row in table.transitions if row.signing):
            who = actor(row.role, "one person")
            given = facts(who, organisation=owner(table, who), **changes)
            refused = refusals(table, row.start, row.act, who, given)
            found[table.name, row.act, row.role] = {refusal.code for refusal in refused}
    return found


def test_the_author_cannot_sign_their_own_document() -> None:
    found = signing_codes(drafters=frozenset({"one person"}))

    free = {key for key, codes in found.items() if "drafter_may_not_sign" not in codes}
    assert {act for _, act, _ in free} <= {*LEAVING, "declare", "ask_for_changes"}
    asked = {(name, role) for name, act, role in free if act == "ask_for_changes"}
    assert asked == {("connection", roles.SIGNATORY)}


@pytest.mark.parametrize("machine", sorted(roles.MACHINE_ROLES))
def test_an_administrator_signs_nothing_in_any_account(machine: str) -> None:
    held = frozenset({("office", machine)})

    for table in TABLES:
        for row in (row for row in table.transitions if row.signing):
            who = actor(row.role, "one person")
            given = facts(who, organisation=owner(table, who), roles_held=held)
            if row.of == "lead_force":
                given = replace(given, lead_force=who.organisation)
            codes = {r.code for r in refusals(table, row.start, row.act, who, given)}
            assert "administrator_may_not_sign" in codes, (table.name, row.act, row.role)


@pytest.mark.parametrize("office", sorted(roles.CONFLICTS_WITH_DPO))
def test_a_dpo_who_also_decides_or_owns_can_do_neither(office: str) -> None:
    held = frozenset({(ESSEX, roles.DPO), (ESSEX, office)})
    adviser = actor(roles.DPO, "one person")

    refused = refusals(FORCE, "advice", "endorse", adviser, facts(adviser, roles_held=held))

    assert [refusal.code for refusal in refused] == ["conflict_with_dpo"]


FORCE_ACTS = [
    ("advice", "endorse", roles.DPO),
    ("owner", "agree_as_owner", roles.ASSET_OWNER),
    ("decision", "approve", roles.SIRO),
    ("decision", "approve", roles.CHIEF_CONSTABLE),
]
PARTNER_ACTS = [
    (PARTNER_HEALTH, "caldicott", "confirm_caldicott", roles.CALDICOTT_GUARDIAN),
    (PARTNER_HEALTH, "signature", "sign", roles.SIGNATORY),
    (PARTNER, "signature", "sign", roles.SIGNATORY),
]


@pytest.mark.parametrize(("stage", "act", "role"), FORCE_ACTS)
@pytest.mark.parametrize(("table", "waiting", "signs", "partner"), PARTNER_ACTS)
def test_nobody_signs_for_a_force_and_for_a_partner(
    stage: str, act: str, role: str, table: Workflow, waiting: str, signs: str, partner: str
) -> None:
    ours, theirs = actor(role, "one person"), actor(partner, "one person")
    by_force = facts(theirs, elsewhere=(done(act, role, "one person", ESSEX),))
    by_partner = facts(ours, elsewhere=(done(signs, partner, "one person", COUNCIL),))

    after_force = refusals(table, waiting, signs, theirs, by_force)
    after_partner = refusals(FORCE, stage, act, ours, by_partner)

    assert "signs_for_other_side" in {refusal.code for refusal in after_force}
    assert "signs_for_other_side" in {refusal.code for refusal in after_partner}


def other_force(role: str, before: str, joint: bool = False) -> list[str]:
    stage, act = {r: (s, a) for s, a, r in FORCE_ACTS}[role]
    who = actor(role, "one person")
    endorsed = (done("endorse", roles.DPO),) if role != roles.DPO else ()
    earlier = (done("approve", before, "one person", KENT),)
    given: Facts = facts(who, elsewhere=earlier, joint=joint, acts=endorsed)
    return [refusal.code for refusal in refusals(FORCE, stage, act, who, given)]


def test_a_dpo_of_three_forces_acts_for_each() -> None:
    assert other_force(roles.DPO, before=roles.DPO) == []


@pytest.mark.parametrize("role", [roles.SIRO, roles.ASSET_OWNER, roles.CHIEF_CONSTABLE])
def test_a_decider_of_two_forces_needs_a_declared_joint_office(role: str) -> None:
    assert other_force(role, before=role) == ["signs_for_other_organisation"]
    assert other_force(role, before=role, joint=True) == []


@pytest.mark.parametrize("before", [roles.SIRO, roles.ASSET_OWNER])
def test_advising_one_force_and_deciding_for_another_is_never_allowed(before: str) -> None:
    assert other_force(roles.DPO, before, joint=True) == ["signs_for_other_organisation"]
    assert other_force(before, roles.DPO, joint=True) == ["signs_for_other_organisation"]


def test_lifting_a_kill_takes_two_others_and_one_of_them_decides() -> None:
    officer, owner_, siro = "an officer", "an owner", "the siro"
    by = {officer: roles.SECURITY_OFFICER, owner_: roles.ASSET_OWNER, siro: roles.SIRO}

    able = {
        (killer, first, second)
        for killer in by
        for first in by
        for second in by
        if lifted(killer, first, second, by)
    }

    assert able == {(officer, owner_, siro), (officer, siro, owner_)} | {
        (owner_, officer, siro),
        (owner_, siro, officer),
    }


def lifted(killer: str, first: str, second: str, by: Mapping[str, str]) -> bool:
    acts: tuple[Done, ...] = (done("kill", by[killer], killer),)
    stage = "killed"
    for act, person in (("unkill", first), ("confirm_unkill", second)):
        who = actor(by[person], person)
        given = facts(who, acts=acts)
        if refusals(KILL, stage, act, who, given):
            return False
        stage = move(KILL, stage, act, who, given).new_stage
        acts = (*acts, done(act, by[person], person))
    return stage == "lifted"
