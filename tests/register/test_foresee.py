"""Dry runs: what a change would open or close, with nothing kept of it."""

from __future__ import annotations

import copy

from hypothesis import given
from hypothesis import strategies as st

from govern.clock import instant, text
from govern.register.derive import derive
from govern.register.facts import Index
from govern.register.foresee import differences, foresee
from tests.register.changes import Change, apply, busy_world, changes
from tests.register.test_derive import _once_removed
from tests.register.test_properties import MOMENTS
from tests.register.world import NOW, World, instant_text, sha

WITHDRAWN = Change("sign_off", "isa-v1-by-essex", {"outcome": "withdrawn", "ended_at": text(NOW)})
SIGNED_NOW = Change(
    "sign_off",
    "isa-v1-by-council",
    {"outcome": "complete", "completed_at": text(NOW), "record_sha256": sha("new")},
)


def test_a_withdrawal_would_close_the_forces_flow_and_no_other() -> None:
    index = Index(World().tables)

    seen = foresee(index, derive(index.facts, NOW), [WITHDRAWN], NOW)

    assert [(row.key.force, row.reasons) for row in seen.closed] == [
        ("essex", ("sign_off_withdrawn",))
    ]
    assert seen.opened == () and seen.changed == ()


def test_the_last_signature_would_open_every_forces_flow() -> None:
    world = World()
    world.change("sign_off", "isa-v1-by-council", completed_at=None, outcome=None)
    index = Index(world.tables)

    seen = foresee(index, derive(index.facts, NOW), [SIGNED_NOW], NOW)

    assert [row.key.force for row in seen.opened] == ["essex", "kent"]


def test_another_end_or_another_reason_is_a_change() -> None:
    world = World()
    world.stop("flow", "flow-kent")
    index = Index(world.tables)
    sooner = Change("connection", "connection-council", {"expires_at": instant_text(2027, 1, 1)})
    worse = Change("basis", "basis-isa-1-kent", {"powers": []})

    seen = foresee(index, derive(index.facts, NOW), [sooner, worse], NOW)

    assert [row.key.force for row in seen.changed] == ["essex", "kent"]
    assert seen.any


def test_nothing_that_changes_is_no_difference() -> None:
    index = Index(World().tables)

    seen = foresee(index, derive(index.facts, NOW), [Change("client", "one", {})], NOW)

    assert not seen.any


def test_what_time_has_changed_since_is_not_laid_to_the_change() -> None:
    index = Index(World().tables)
    later = instant(instant_text(2027, 3, 1))

    seen = foresee(index, derive(index.facts, NOW), [], later)

    assert not seen.any


@given(changes(), st.sampled_from(MOMENTS))
def test_supposing_leaves_the_facts_as_they_were(made: list[Change], at: str) -> None:
    world = busy_world()
    index = Index(world.tables)
    before = derive(index.facts, instant(at))
    possible = [one for one in made if one.key in world.tables.get(one.table, {})]
    supposed = copy.deepcopy(world)
    apply(supposed, made)

    seen = foresee(index, before, _once_removed(possible), instant(at))

    assert derive(index.facts, instant(at)).rows == before.rows
    assert seen == differences(before, derive(Index(supposed.tables).facts, instant(at)))
