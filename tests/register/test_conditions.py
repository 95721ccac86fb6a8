"""Conditions, the ICO's hold and readiness checks: when they close a flow and when they do not."""

from __future__ import annotations

import pytest

from govern.clock import instant
from govern.register.facts import facts
from govern.register.opening import first_opened
from tests.register.world import (
    END,
    JUST_NOW,
    LATER,
    NOW,
    SIGNED,
    START,
    World,
    instant_text,
    sha,
)

SOON = instant_text(2026, 12, 10)
MET = {"state": "met", "submitted_by": "a", "accepted_by": "b", "accepted_at": JUST_NOW}
FOUNDATIONS = ["isa-v1-by-essex", "isa-v1-by-council", "dpia-v1-by-essex", "code-v1-by-essex"]


@pytest.mark.parametrize("sign_off", FOUNDATIONS)
def test_a_condition_of_any_sign_off_the_flow_stands_on_counts(sign_off: str) -> None:
    world = World()

    world.condition(sign_off)

    assert world.codes("essex") == ("condition_unmet",)


def test_a_condition_of_another_forces_sign_off_does_not_count() -> None:
    world = World()

    world.condition("isa-v1-by-kent")

    assert world.codes("essex") == ()
    assert world.codes("kent") == ("condition_unmet",)


@pytest.mark.parametrize("body", ["council", "kent"])
def test_a_condition_of_the_certificate_counts_for_every_force_that_relies_on_it(
    body: str,
) -> None:
    world = World()

    world.condition(world.sign("return-council", 1, body))

    assert world.codes("essex") == world.codes("kent") == ("condition_unmet",)


def test_a_condition_of_an_acceptance_counts_for_its_own_force_alone() -> None:
    world = World()

    world.condition(world.sign("return-council", 1, "essex"))

    assert world.codes("essex") == ("condition_unmet",)
    assert world.codes("kent") == ()


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "submitted", "submitted_by": "a"},
        {**MET, "accepted_by": "a"},
        {**MET, "accepted_by": None},
        {**MET, "accepted_at": SOON},
    ],
)
def test_a_condition_is_met_only_when_someone_else_has_accepted_it(columns: dict[str, str]) -> None:
    world = World()

    world.condition("isa-v1-by-essex", **columns)

    assert world.codes() == ("condition_unmet",)


def test_meeting_a_condition_opens_the_flow_without_a_new_signature() -> None:
    world = World()
    key = world.condition("isa-v1-by-essex")

    world.change("condition", key, **MET)

    verdict = world.judged()
    assert verdict.open


def test_a_condition_by_a_date_bounds_the_flow_until_it_is_met() -> None:
    world = World()
    world.condition("isa-v1-by-essex", timing="by_date", due_at=SOON)

    verdict = world.judged()

    assert (verdict.valid_until, verdict.reason_at_end) == (SOON, "condition_overdue")
    assert world.codes(at=instant(SOON)) == ("condition_overdue",)


def test_an_overdue_condition_that_only_warns_closes_nothing() -> None:
    world = World()

    world.condition("isa-v1-by-essex", timing="by_date", due_at=LATER, on_overdue="warn")

    assert world.codes() == ()


def test_an_overdue_condition_that_blocks_new_flows_leaves_an_opened_one() -> None:
    world = World()

    world.condition("isa-v1-by-essex", timing="by_date", due_at=LATER, on_overdue="block_new")

    assert START < LATER
    assert world.codes() == ()


def test_an_overdue_condition_that_blocks_new_flows_closes_one_that_opens_after() -> None:
    world = World()
    world.condition("isa-v1-by-essex", timing="by_date", due_at=LATER, on_overdue="block_new")

    world.change("basis", "basis-isa-1-essex", starts_at=LATER)

    assert world.codes() == ("condition_overdue",)


def test_a_renewed_certificate_does_not_make_an_opened_flow_new() -> None:
    world = World()
    world.condition("isa-v1-by-essex", timing="by_date", due_at=LATER, on_overdue="block_new")
    renewed = {**world.tables["connection"]["connection-council"], "id": "renewed"}

    world.add("connection", "renewed", **{**renewed, "certified_at": JUST_NOW})
    world.change("connection", "connection-council", expires_at=JUST_NOW)
    world.add(
        "acceptance", "again", connection_id="renewed", force_id="org-essex",
        accepted_at=JUST_NOW, withdrawn_at=None, record_sha256=sha("again"),
    )  # fmt: skip

    assert world.codes() == ()
    assert world.judged().valid_from == JUST_NOW


def test_a_flow_was_first_open_when_its_last_limb_was_first_met() -> None:
    world = World()
    world.sign("isa", 1, "council", at=LATER)
    flow = world.tables["flow"]["flow-essex"]

    assert first_opened(facts(world.tables), flow) == LATER


def test_a_flow_that_never_had_a_limb_never_opened() -> None:
    world = World()
    world.remove("sign_off", "code-v1-by-essex")
    flow = world.tables["flow"]["flow-essex"]

    assert first_opened(facts(world.tables), flow) > "9999"


def test_a_safety_critical_flow_goes_on_while_its_siro_has_decided_so() -> None:
    world = World()
    world.change("basis", "basis-isa-1-essex", safety_critical=True)

    world.condition("isa-v1-by-essex", timing="by_date", due_at=LATER, continue_until=SOON)

    assert world.judged().valid_until == SOON
    assert world.codes(at=instant(SOON)) == ("condition_overdue",)


def test_a_decision_to_continue_does_nothing_for_a_flow_that_is_not_safety_critical() -> None:
    world = World()

    world.condition("isa-v1-by-essex", timing="by_date", due_at=LATER, continue_until=SOON)

    assert world.codes() == ("condition_overdue",)


def test_a_due_date_may_be_extended_by_the_organisation_whose_condition_it_is() -> None:
    world = World()
    key = world.condition("dpia-v1-by-essex", timing="by_date", due_at=JUST_NOW)

    world.add(
        "extension", "more-time", organisation_id="org-essex", subject_kind="condition",
        subject_id=key, until=SOON, at=JUST_NOW, record_sha256=sha("more time"),
    )  # fmt: skip

    assert world.judged().valid_until == SOON


def test_a_condition_by_a_date_that_has_no_date_is_unmet() -> None:
    world = World()

    world.condition("isa-v1-by-essex", timing="by_date")

    assert world.codes() == ("condition_unmet",)


def consult(world: World, **columns: object) -> None:
    given: dict[str, object] = {
        "version_id": "dpia-v1", "organisation_id": "org-essex", "state": "sent",
        "covers": "new_processing", "live_before": LATER, "sent_at": LATER,
        "continue_decision": None, "closed_at": None,
    }  # fmt: skip
    world.add("consultation", "consultation", **{**given, **columns})


def test_a_consultation_leaves_live_processing_open_until_a_decision_to_stop() -> None:
    world = World()
    consult(world)
    assert world.codes() == ()

    consult(world, continue_decision="continue")
    assert world.codes() == ()

    consult(world, continue_decision="stop")
    assert world.codes() == ("ico_hold",)


@pytest.mark.parametrize(
    "columns", [{"live_before": SIGNED}, {"live_before": None, "sent_at": None}]
)
def test_a_consultation_holds_processing_that_was_not_live_before(
    columns: dict[str, str | None],
) -> None:
    world = World()

    consult(world, **columns)

    assert world.codes() == ("ico_hold",)


def test_one_forces_consultation_holds_the_new_processing_of_every_force() -> None:
    world = World()

    consult(world, live_before=SIGNED)

    assert world.codes("kent") == ("ico_hold",)


def test_consulting_on_a_later_version_does_not_hold_the_one_in_force() -> None:
    world = World()
    world.version("dpia", 2, frozen_at=LATER)

    consult(world, version_id="dpia-v2", live_before=SIGNED)

    assert world.codes() == ()


def test_an_unadopted_dpia_under_consultation_says_both() -> None:
    world = World()
    world.remove("sign_off", "dpia-v1-by-essex")

    consult(world, live_before=SIGNED)

    assert world.codes() == ("dpia_unsigned", "ico_hold")


def test_the_passing_of_the_icos_date_releases_nothing() -> None:
    world = World()

    consult(world, live_before=SIGNED, due_at=LATER)

    assert world.codes(at=NOW) == ("ico_hold",)


def check(world: World, key: str = "check", **columns: object) -> None:
    given: dict[str, object] = {
        "template": "gateway-4", "subject_kind": "force", "subject_id": "org-essex",
        "state": "passed", "passed_at": LATER, "valid_until": END,
    }  # fmt: skip
    world.add("readiness", key, **{**given, **columns})


def needs_a_check() -> World:
    world = World()
    world.change("basis", "basis-isa-1-essex", readiness=["gateway-4"])
    return world


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("force", "org-essex"),
        ("partner", "org-council"),
        ("flow", "flow-essex"),
        ("service", "the-rms"),
    ],
)
def test_a_check_serves_its_force_partner_flow_or_the_service(kind: str, subject: str) -> None:
    world = needs_a_check()

    check(world, subject_kind=kind, subject_id=subject)

    assert world.codes() == ()


@pytest.mark.parametrize(
    "columns",
    [
        {"subject_id": "org-kent"},
        {"template": "another"},
        {"state": "in_progress"},
        {"state": "revoked"},
        {"passed_at": SOON},
        {"valid_until": JUST_NOW},
    ],
)
def test_a_check_must_be_passed_for_this_flow_at_this_moment(columns: dict[str, str]) -> None:
    world = needs_a_check()

    check(world, **columns)

    assert world.codes() == ("readiness_incomplete",)


def test_a_check_begun_again_does_not_undo_the_one_before_but_a_revoked_one_does() -> None:
    world = needs_a_check()
    check(world)
    check(world, "again", state="in_progress", passed_at=None)
    assert world.codes() == ()

    check(world, "again", state="revoked", passed_at=JUST_NOW)
    assert world.codes() == ("readiness_incomplete",)


@pytest.mark.parametrize("on_overdue", ["warn", "block_new"])
def test_what_is_overdue_and_closes_nothing_is_a_warning(on_overdue: str) -> None:
    world = World()
    world.condition("isa-v1-by-essex", timing="by_date", due_at=LATER, on_overdue=on_overdue)

    verdict = world.judged()

    assert verdict.open
    assert [(one.code, one.since) for one in verdict.warnings] == [("condition_overdue", LATER)]


def test_a_condition_that_only_warns_needs_no_date() -> None:
    world = World()

    world.condition("isa-v1-by-essex", timing="by_date", on_overdue="warn")

    assert world.codes() == () and world.judged().warnings == ()
