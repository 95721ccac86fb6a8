"""Starts, ends, extensions and reviews: to the millisecond, and by London days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from govern.clock import instant, london_end_of, text
from govern.register.extensions import latest
from tests.register.world import (
    CERTIFICATE_END,
    END,
    JUST_NOW,
    NOW,
    SIGNED,
    START,
    World,
    instant_text,
    sha,
)

A_MOMENT = timedelta(milliseconds=1)
FAR = instant_text(2028, 1, 1)


def long_certificate() -> World:
    world = World()
    world.change("connection", "connection-council", expires_at=FAR)
    return world


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (
            date(2027, 3, 31),
            "2027-03-31T23:00:00.000Z",
        ),  # summer time: 1 April begins an hour early
        (date(2027, 3, 28), "2027-03-28T23:00:00.000Z"),  # the day of 23 hours
        (date(2027, 10, 30), "2027-10-30T23:00:00.000Z"),
        (date(2027, 10, 31), "2027-11-01T00:00:00.000Z"),  # the day of 25 hours
        (date(2026, 12, 31), "2027-01-01T00:00:00.000Z"),
    ],
)
def test_until_a_day_ends_when_the_next_begins_in_london(day: date, ends: str) -> None:
    world = long_certificate()
    world.change("basis", "basis-isa-1-essex", ends_at=text(london_end_of(day)))

    assert world.judged().valid_until == ends
    assert world.codes(at=instant(ends) - A_MOMENT) == ()
    assert world.codes(at=instant(ends)) == ("expired",)


def test_a_flow_starts_at_its_first_instant() -> None:
    world = World()

    assert world.codes(at=instant(START) - A_MOMENT) == ("not_yet_valid",)
    assert world.codes(at=instant(START)) == ()


def test_a_listing_without_a_start_or_an_end_is_closed() -> None:
    world = World()
    world.change("basis", "basis-isa-1-essex", starts_at=None, ends_at=None)

    assert world.codes() == ("not_yet_valid", "expired")


def test_the_certificate_bounds_the_flow_and_says_why() -> None:
    verdict = World().judged()

    assert (verdict.valid_until, verdict.reason_at_end) == (CERTIFICATE_END, "connection_expired")


def extension(world: World, kind: str, subject: str, until: str, **columns: object) -> None:
    given: dict[str, object] = {
        "organisation_id": "org-essex", "subject_kind": kind, "subject_id": subject,
        "until": until, "at": JUST_NOW, "record_sha256": sha("extension"),
    }  # fmt: skip
    key = f"extension-{len(world.tables.get('extension', {}))}"
    world.add("extension", key, **{**given, **columns})


@pytest.mark.parametrize("subject", ["doc-isa", "isa-v1"])
def test_a_siros_extension_moves_the_end_for_that_force_alone(subject: str) -> None:
    world = long_certificate()
    until = instant_text(2027, 5, 1)

    extension(world, "agreement", subject, until)

    assert world.judged("essex").valid_until == until
    assert world.judged("kent").valid_until == END


def test_an_extension_beyond_ninety_days_is_cut_to_ninety_days() -> None:
    world = long_certificate()

    extension(world, "agreement", "doc-isa", FAR)

    assert world.judged().valid_until == "2027-06-29T23:00:00.000Z"


def test_ninety_days_are_days_in_london_across_the_clock_change() -> None:
    assert latest("2027-01-01T00:00:00.000Z") == "2027-03-31T23:00:00.000Z"
    assert latest("2027-10-30T23:00:00.000Z") == "2028-01-29T00:00:00.000Z"


def test_only_the_first_extension_counts() -> None:
    world = long_certificate()
    first = instant_text(2027, 4, 20)
    extension(world, "agreement", "doc-isa", first)

    extension(world, "agreement", "isa-v1", instant_text(2027, 6, 1), at=text(NOW))

    assert world.judged().valid_until == first


def test_an_extension_without_a_sealed_record_moves_nothing() -> None:
    world = long_certificate()

    extension(world, "agreement", "doc-isa", instant_text(2027, 5, 1), record_sha256=None)

    assert world.judged().valid_until == END


def test_an_extension_counts_only_from_when_it_was_given() -> None:
    world = World()
    world.change("basis", "basis-isa-1-essex", ends_at=SIGNED, starts_at=SIGNED)

    extension(world, "agreement", "doc-isa", instant_text(2026, 5, 1), at=instant_text(2026, 3, 1))

    assert world.codes(at=datetime(2026, 2, 20, tzinfo=UTC)) == ("expired",)
    assert world.codes(at=datetime(2026, 3, 1, tzinfo=UTC)) == ()
    assert world.codes(at=datetime(2026, 5, 1, tzinfo=UTC)) == ("expired",)


@pytest.mark.parametrize(
    ("force", "closes"), [("org-kent", True), ("org-essex", True), ("org-council", False)]
)
def test_a_certificate_is_extended_by_its_lead_force_or_for_itself(
    force: str, closes: bool
) -> None:
    world = World()
    until = instant_text(2027, 2, 20)

    extension(world, "connection", "connection-council", until, organisation_id=force)

    assert (world.judged("essex").valid_until == until) is closes


def late_review(world: World, **basis: object) -> None:
    world.change("basis", "basis-isa-1-essex", review_due_at=JUST_NOW, **basis)


def test_a_late_review_closes_nothing_without_the_setting() -> None:
    world = World()
    late_review(world)
    world.change("version", "dpia-v1", facts={"review_due_on": "2026-06-01"})

    assert world.codes() == ()
    assert [one.code for one in world.judged().warnings] == [
        "agreement_review_overdue",
        "dpia_review_overdue",
    ]


def test_a_review_may_be_extended_apart_from_the_end() -> None:
    world = long_certificate()
    world.add("setting", "review_overdue_closes", value=True)
    late_review(world)

    extension(world, "agreement_review", "doc-isa", instant_text(2026, 12, 20))

    verdict = world.judged()
    assert verdict.valid_until == instant_text(2026, 12, 20)
    assert verdict.reason_at_end == "agreement_review_overdue"


def test_a_dpia_review_may_be_extended() -> None:
    world = World()
    world.add("setting", "review_overdue_closes", value=True)
    world.change("version", "dpia-v1", facts={"review_due_on": "2026-11-10"})
    assert world.codes("kent") == ("dpia_review_overdue",)

    extension(world, "dpia", "doc-dpia", instant_text(2026, 12, 20))

    assert world.judged("essex").valid_until == instant_text(2026, 12, 20)
    assert world.codes("kent") == ("dpia_review_overdue",)


def test_a_safety_critical_flow_stays_open_for_the_days_set_for_a_decision() -> None:
    world = World()
    world.add("setting", "review_overdue_closes", value=True)
    world.add("setting", "safety_critical_decision_days", value=14)
    late_review(world, safety_critical=True)

    verdict = world.judged()

    assert verdict.valid_until == "2026-12-05T00:00:00.000Z"
    assert world.codes(at=instant(verdict.valid_until)) == ("agreement_review_overdue",)


def test_a_past_instant_is_judged_by_what_was_done_by_then() -> None:
    world = World()
    world.sign("isa", 1, "council", at=instant_text(2026, 7, 1))
    world.stop(
        "flow", "flow-essex", at=instant_text(2026, 9, 1), lifted_at=instant_text(2026, 9, 3)
    )

    codes = [
        world.codes(at=datetime(2026, month, day, tzinfo=UTC))
        for month, day in ((6, 30), (7, 1), (9, 1), (9, 2), (9, 3))
    ]

    assert codes == [("partner_not_signed",), (), ("flow_suspended",), ("flow_suspended",), ()]


def test_a_withdrawal_does_not_reach_back() -> None:
    world = World()
    world.change("sign_off", "isa-v1-by-essex", outcome="withdrawn", ended_at=JUST_NOW)

    assert world.codes(at=instant(JUST_NOW) - A_MOMENT) == ()
    assert world.codes(at=instant(JUST_NOW)) == ("sign_off_withdrawn",)
