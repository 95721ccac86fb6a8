"""The policy of the bundle against the gate's own decision, on a real OPA engine."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from govern.exchange.opa.bundle import policy
from tests.exchange.opa.deciding import FORCE, KEYS, World, opa, question_of, said_by_opa

WORLDS, EACH = 150, 40
"""`make differential` asks many more."""

# Rules said wrongly on purpose: each must be noticed.
SLIPS = (
    ("now >= limit", "now > limit"),
    ("longest_allowance := 259200", "longest_allowance := 359200"),
    ("min([allowed, held.lease_until])", "allowed"),
    ("limit := allowed if row.safety_critical", "limit := held.lease_until if row.safety_critical"),
    ("now >= turn(first)", "now > turn(first)"),
    ("object.get(stop, part, own) == own", "object.get(stop, part, null) == own"),
    ("row.valid_from <= now", "row.valid_from < now"),
    ("now < row.valid_until", "now <= row.valid_until"),
    ('object.get(row, "reason_at_end", "expired")', '"expired"'),
    ("after(held.issued, -60)", "after(held.issued, -59)"),
    ("> [held.epoch, held.version]", ">= [held.epoch, held.version]"),
    ("not obligation.id in input.context.honours", "false"),
    ("row.reasons[0] == ordered[0]", "true"),
    ("now < held.observe_until\n", "now <= held.observe_until\n"),
    ('"register_stale", "kill_switch", "internal_error"', '"register_stale", "internal_error"'),
)


def test_opa_answers_as_a_gate_does_with_the_same_reasons_and_the_same_context() -> None:
    found = opa()

    for seed in range(WORLDS):
        world = World(Random(seed))
        asked = world.asked(EACH)
        theirs = said_by_opa(found, world, asked)
        for one, answer in zip(asked, theirs, strict=True):
            ours = world.gate(one)
            wanted = json.loads(json.dumps([ours.decision, ours.context], default=dict))
            assert [answer["decision"], answer["context"]] == wanted, f"seed {seed}, {one}"


@pytest.mark.parametrize("slip", SLIPS, ids=[f"slip-{place}" for place in range(len(SLIPS))])
def test_a_policy_said_wrongly_is_noticed(slip: tuple[str, str]) -> None:
    wrong = policy(FORCE).replace(*slip)
    assert wrong != policy(FORCE)
    found = opa({"policy": wrong})

    assert any(_differs(found, seed) for seed in range(400))


def test_what_is_no_question_is_no() -> None:
    world = World(Random(1))
    whole = question_of(KEYS[0])
    found = opa()

    bents: tuple[Any, ...] = (
        {}, [], "may it?", {**whole, "subject": {"type": "force", "id": "kent"}},
        {**whole, "action": {"name": "delete"}}, {**whole, "context": {"at_least": 3}},
        {**whole, "resource": {"type": "flow", "id": "a/b"}},
        {**whole, "context": {"at_least": False}}, {**whole, "context": {"honours": "all"}},
    )  # fmt: skip
    for bent in bents:
        document = world.document()
        given = {"asked": [{"input": bent, "now": 1}], "register": document}
        (answer,) = found.eval_document("govern.test.answers", given)
        assert answer["decision"] is False
        assert answer["context"]["reason"] in ("no_such_flow", "internal_error")


def test_without_data_the_answer_is_no() -> None:
    found = opa()

    (answer,) = found.eval_document(
        "govern.test.answers",
        {"asked": [{"input": question_of(KEYS[0]), "now": 1}], "register": {}},
    )

    assert answer["context"]["reason"] == "internal_error"


def _differs(found: object, seed: int) -> bool:
    world = World(Random(seed))
    asked = world.asked(20)
    theirs = said_by_opa(found, world, asked)
    ours = [world.gate(one) for one in asked]
    wanted = json.loads(json.dumps([[one.decision, one.context] for one in ours], default=dict))
    return bool([[one["decision"], one["context"]] for one in theirs] != wanted)
