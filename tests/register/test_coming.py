"""What time alone will do to a flow: each turn that a person would notice, with its cause."""

from __future__ import annotations

from datetime import UTC, datetime

from govern.clock import text
from govern.register.coming import Turn, coming
from govern.register.facts import facts
from tests.register.world import END, JUST_NOW, NOW, PARTNER, World, instant_text

SOON = instant_text(2026, 12, 1)
LATE = instant_text(2026, 12, 9)
CERTIFICATE_RUNS_OUT = "2027-02-01T00:00:00.000Z"


def turns(world: World, at: datetime = NOW) -> list[Turn]:
    return list(coming(facts(world.tables), "flow-essex", at))


def test_an_open_flow_closes_at_the_first_end_and_the_cause_is_said() -> None:
    (only,) = turns(World())

    assert (only.at, only.effect) == (CERTIFICATE_RUNS_OUT, "closes")
    assert only.cause == "the certificate of Council's connection has run out"


def test_what_is_looked_at_and_changes_nothing_is_no_turn() -> None:
    world = World()
    world.add(
        "extension", "longer", organisation_id="org-essex", subject_kind="agreement",
        subject_id="doc-isa", at=SOON, until=END, record_sha256="a" * 64,
    )  # fmt: skip

    assert [each.effect for each in turns(world)] == ["closes"]


def test_a_date_that_closes_nothing_is_said_before_the_end() -> None:
    world = World()
    world.condition("isa-v1-by-essex", timing="by_date", due_at=SOON, on_overdue="warn")

    first, last = turns(world)

    assert (first.at, first.effect) == (SOON, "warns")
    assert first.cause == "a condition of Essex is overdue"
    assert last.effect == "closes"


def test_a_later_version_that_begins_is_a_move_and_no_end() -> None:
    world = World()
    world.agreement("isa", "ISA-44", 2, starts_at=SOON)
    world.change("version", "isa-v2", frozen_at=JUST_NOW)
    for body in ("essex", PARTNER):
        world.change("sign_off", f"isa-v2-by-{body}", completed_at=JUST_NOW)

    first, last = turns(world)

    assert (first.at, first.effect, first.cause) == (SOON, "moves", "ISA-44, version 2")
    assert last.at == CERTIFICATE_RUNS_OUT


def test_a_flow_that_waits_for_its_start_opens_then() -> None:
    world = World()
    world.change("basis", "basis-isa-1-essex", starts_at=SOON)

    (only,) = turns(world)

    assert only == Turn(SOON, "opens", "ISA-44 has not started yet")


def test_a_closed_flow_may_get_another_reason_and_no_opening() -> None:
    world = World()
    world.change("connection", f"connection-{PARTNER}", expires_at=text(NOW))
    world.change("basis", "basis-isa-1-essex", ends_at=LATE)

    found = turns(world)

    assert [(each.at, each.effect) for each in found] == [(LATE, "stays_closed")]
    assert found[0].cause == "ISA-44 has ended"


def test_where_nothing_is_planned_there_is_nothing_to_come() -> None:
    assert turns(World(), datetime(2030, 1, 1, tzinfo=UTC)) == []
