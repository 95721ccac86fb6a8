"""What holds of every history: time, closing, stopping, and the walls between forces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govern.clock import instant
from govern.register.facts import facts
from govern.register.judge import Judge, Verdict
from tests.register.changes import ANY_TIME, FUTURE, PAST, Change, apply, busy_world, changes
from tests.register.world import NOW, World

MOMENTS = sorted(
    {when for when in ANY_TIME if when}
    | {when[:-2] + "1Z" for when in FUTURE}
    | {f"2026-{month}-{day:02}T23:59:59.999Z" for month in (11, 12) for day in range(1, 31)}
)


def seen(verdict: Verdict) -> tuple[object, ...]:
    """Everything in a verdict that a caller may keep until its next change."""
    basis = verdict.basis and verdict.basis.case.basis["id"]
    end = (verdict.valid_from, verdict.valid_until, verdict.reason_at_end)
    return (verdict.reasons, basis, end, verdict.evidence, verdict.fallback)


@given(changes(), st.sampled_from(MOMENTS))
def test_a_verdict_holds_until_its_next_change(made: list[Change], at: str) -> None:
    found = facts(apply(busy_world(), made).tables)
    verdict = Judge(found, instant(at)).flow("flow-essex")

    for later in MOMENTS:
        if at <= later and (verdict.next_change is None or later < verdict.next_change):
            assert seen(Judge(found, instant(later)).flow("flow-essex")) == seen(verdict)


@given(changes((None, *PAST)))
def test_with_everything_recorded_an_open_flow_is_open_until_its_end(made: list[Change]) -> None:
    found = facts(apply(busy_world(PAST), made).tables)
    verdict = Judge(found, NOW).flow("flow-essex")

    for later in MOMENTS:
        if verdict.open and verdict.at <= later < (verdict.valid_until or ""):
            assert Judge(found, instant(later)).flow("flow-essex").open


@given(changes((None, *PAST)))
def test_with_everything_recorded_the_reason_at_the_end_comes_true(made: list[Change]) -> None:
    found = facts(apply(busy_world(PAST), made).tables)
    verdict = Judge(found, NOW).flow("flow-essex")

    if verdict.open and verdict.basis and verdict.valid_until:
        after = Judge(found, instant(verdict.valid_until)).flow("flow-essex")
        cited = verdict.basis.case.basis["id"]
        codes = {
            reason.code
            for basis in after.bases
            if basis.case.basis["id"] == cited
            for reason in (*after.stops, *basis.whole.reasons)
        }
        assert verdict.reason_at_end in codes


STOPS = st.builds(
    lambda kind, scope, force: {
        "kind": kind,
        "scope_kind": scope[0],
        "scope_id": scope[1],
        "force_id": force,
    },
    st.sampled_from(["suspension", "kill", "termination"]),
    st.sampled_from(
        [
            ("flow", "flow-essex"),
            ("agreement", "doc-isa"),
            ("force", "org-essex"),
            ("partner", "org-council"),
            ("category", "intelligence"),
            ("everything", ""),
        ]
    ),
    st.sampled_from([None, "org-essex", "org-kent"]),
)


@given(changes(), STOPS, st.sampled_from(MOMENTS))
def test_a_stop_never_opens_a_flow(made: list[Change], stop: dict[str, str], at: str) -> None:
    world = apply(busy_world(), made)
    before = world.judged("essex", instant(at))

    world.add("stop", "added", **stop, at=PAST[0], lifted_at=None)

    after = world.judged("essex", instant(at))
    assert before.open or not after.open
    assert {reason.code for reason in before.stops} <= set(after.codes)


SUPPORTING = (
    ("organisation", "org-essex"),
    ("organisation", "org-council"),
    ("document", "doc-isa"),
    ("document", "doc-dpia"),
    ("document", "doc-code"),
    ("document", "doc-return-council"),
    ("version", "isa-v1"),
    ("version", "dpia-v1"),
    ("version", "code-v1"),
    ("version", "return-council-v1"),
    ("party", "party-isa-1-essex"),
    ("party", "party-isa-1-council"),
    ("sign_off", "isa-v1-by-essex"),
    ("sign_off", "isa-v1-by-council"),
    ("sign_off", "dpia-v1-by-essex"),
    ("sign_off", "code-v1-by-essex"),
    ("connection", "connection-council"),
    ("acceptance", "acceptance-essex-council"),
    ("flow", "flow-essex"),
    ("basis", "basis-isa-1-essex"),
)


@pytest.mark.parametrize(("table", "key"), SUPPORTING)
def test_removing_any_one_supporting_fact_closes_the_flow(table: str, key: str) -> None:
    world = World()

    world.remove(table, key)

    assert not world.judged("essex").open


@given(st.sets(st.sampled_from(SUPPORTING), min_size=1), changes(PAST))
def test_whatever_else_happens_a_flow_that_lacks_a_fact_stays_closed(
    removed: set[tuple[str, str]], made: list[Change]
) -> None:
    world = apply(World(), made)

    for table, key in removed:
        world.tables[table].pop(key, None)

    assert not world.judged("essex").open


COLUMNS = {
    "sign_off": ("completed_at", "record_sha256", "version_id", "organisation_id", "outcome"),
    "basis": (
        "flow_id", "version_id", "starts_at", "ends_at", "dpia_document_id", "dpia_min_version",
        "code_document_id", "powers",
    ),
    "connection": (
        "organisation_id", "version_id", "code_document_id", "code_version", "certified_at",
        "expires_at", "record_sha256", "state",
    ),
    "acceptance": ("connection_id", "force_id", "accepted_at", "record_sha256"),
    "party": ("version_id", "organisation_id", "chain"),
    "version": ("document_id", "frozen_at"),
    "flow": ("force_id", "partner_id", "listed_at"),
}  # fmt: skip
BLANKS = [(table, key, column) for table, key in SUPPORTING for column in COLUMNS.get(table, ())]


@pytest.mark.parametrize(("table", "key", "column"), BLANKS)
def test_blanking_any_column_a_limb_stands_on_closes_the_flow(
    table: str, key: str, column: str
) -> None:
    world = World()

    world.change(table, key, **{column: None})

    assert not world.judged("essex").open


KENTS = (
    ("sign_off", "isa-v1-by-kent"),
    ("sign_off", "dpia-v1-by-kent"),
    ("sign_off", "code-v1-by-kent"),
    ("act", "act-isa-v1-by-kent"),
    ("party", "party-isa-1-kent"),
    ("flow", "flow-kent"),
    ("basis", "basis-isa-1-kent"),
    ("organisation", "org-kent"),
)


@given(
    st.sets(st.sampled_from(KENTS)),
    changes(),
    st.lists(st.sampled_from(["stop", "condition", "failure"])),
)
def test_nothing_that_another_force_does_or_lacks_moves_a_forces_flow(
    removed: set[tuple[str, str]], made: list[Change], done: list[str]
) -> None:
    world = apply(busy_world(), [one for one in made if one.values != {"all_or_none": True}])
    before = world.judged("essex")

    if "stop" in done:
        world.stop("everything", "", kind="kill", force_id="org-kent")
    if "condition" in done:
        world.condition("isa-v1-by-kent")
    if "failure" in done:
        key = "isa-v1-by-kent"
        world.add("evidence_failure", "kents", table_name="sign_off", row_key=key, found_at=PAST[0])
    for table, key in removed:
        world.remove(table, key)

    assert seen(world.judged("essex")) == seen(before)
