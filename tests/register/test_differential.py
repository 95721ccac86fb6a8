"""The judge against the same rules in Rego on a real OPA engine: no answer may differ."""

from __future__ import annotations

from random import Random

import pytest

from tests.register.oracle import asked, engine, judged, sources
from tests.register.random_worlds import FLOWS, MOMENTS, random_world

WORLDS = 150
"""Times 30 questions each; `make differential` asks a million."""

# Rules said wrongly on purpose: what is left out, turned round or off by one must be noticed.
SLIPS: tuple[tuple[str, str], ...] = (
    ('"superseded": "code_superseded"', '"superseded": "code_unsigned"'),
    ('{"power_missing" | count(case.basis.powers) == 0}', "set()"),
    ("when <= at\n}", "when < at\n}"),
    ('"doubtful": "evidence_unverified"', '"doubtful": missing'),
    ("later.number > case.version.number", "later.number >= case.version.number"),
    ('{"agreement_superseded" | replaced(case, at)}', "set()"),
    ("end_of_day_after(end, 90)", "end_of_day_after(end, 89)"),
    ("condition.accepted_by != col(condition, \"submitted_by\")", "true"),
    ('not condition.on_overdue in {"warn", "block_new"}', 'condition.on_overdue == "block_new"'),
    ('col(stop, "force_id") in {null, flow.force_id}', "true"),
    ('col(held, "continue_decision") == "stop"', "false"),
    ("first_opened(case.flow) >= due", "true"),
    ("not doubts(\"readiness\", check.id, null, at)", "true"),
    ("case.basis.all_or_none\n", "false\n"),
    ("count(usable(connection, case, at)) == 0", "false"),
    ("case.basis.document_id in later.materiality.listed", "false"),
    ("{\"evidence_unverified\" | ledger_broken(at)}", "set()"),
)  # fmt: skip


def test_every_answer_of_random_registers_agrees_with_rego_reason_for_reason() -> None:
    opa = engine(sources())

    for seed in range(WORLDS):
        random = Random(seed)
        tables, moments = random_world(random).tables, random.sample(MOMENTS, 10)
        assert asked(opa, tables, FLOWS, moments) == judged(tables, FLOWS, moments), f"seed {seed}"


@pytest.mark.parametrize("slip", SLIPS, ids=[f"slip-{place}" for place in range(len(SLIPS))])
def test_a_rule_said_wrongly_is_noticed(slip: tuple[str, str]) -> None:
    right = sources()
    wrong = {name: text.replace(*slip) for name, text in right.items()}
    assert wrong != right
    opa = engine(wrong)

    assert any(_differs(opa, seed) for seed in range(250))


def _differs(opa: object, seed: int) -> bool:
    random = Random(seed)
    tables, moments = random_world(random).tables, random.sample(MOMENTS, 10)
    return asked(opa, tables, FLOWS, moments) != judged(tables, FLOWS, moments)
