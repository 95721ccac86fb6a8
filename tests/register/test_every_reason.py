"""Every reason the judge can give appears when its cause does, and goes when the cause does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from govern.register.reasons import CODES, MEANINGS, in_order, sentence
from tests.register.world import (
    END,
    JUST_NOW,
    LATER,
    SIGNED,
    START,
    World,
    instant_text,
    sha,
)

ISA_BASIS = "basis-isa-1-essex"
Change = Callable[[World], object]


def review_closes(world: World) -> None:
    world.add("setting", "review_overdue_closes", value=True)


def overdue_agreement_review(world: World) -> None:
    review_closes(world)
    world.change("basis", ISA_BASIS, review_due_at=LATER)


def overdue_dpia_review(world: World) -> None:
    review_closes(world)
    world.change("version", "dpia-v1", facts={"review_due_on": "2026-06-01"})


def later_version(name: str, listed: bool) -> Change:
    def change(world: World) -> None:
        note = {"class": "material", "listed": ["doc-isa"] if listed else []}
        world.version(name, 2, frozen_at=LATER, materiality=note)
        world.sign(name, 2, "essex", at=JUST_NOW)

    return change


def replaced_agreement(world: World) -> None:
    """Version 2 is signed and lists no flow of this force."""
    world.agreement("isa", "ISA-44", 2)
    world.change("version", "isa-v2", frozen_at=LATER)
    world.remove("basis", "basis-isa-2-essex")


def needs_the_new_code(world: World) -> None:
    world.change("basis", ISA_BASIS, code_min_version=2)
    world.change("connection", "connection-council", code_version=2)


def open_consultation(world: World) -> None:
    world.add(
        "consultation", "consultation", version_id="dpia-v1", organisation_id="org-essex",
        state="sent", covers="new_processing", live_before=SIGNED, sent_at=SIGNED,
    )  # fmt: skip


def failed_record(world: World) -> None:
    world.add(
        "evidence_failure", "failure", table_name="sign_off", row_key="isa-v1-by-essex",
        record_sha256=None, found_at=JUST_NOW, cleared_at=None,
    )  # fmt: skip


def stop(scope: str, scope_id: str, kind: str = "suspension") -> Change:
    return lambda world: world.stop(scope, scope_id, kind)


def changed(table: str, key: str, **columns: object) -> Change:
    return lambda world: world.change(table, key, **columns)


CAUSES: dict[str, Change] = {
    "kill_switch": stop("partner", "org-council", "kill"),
    "no_such_flow": changed("version", "isa-v1", frozen_at=None),
    "not_yet_valid": changed("basis", ISA_BASIS, starts_at=instant_text(2026, 12, 1)),
    "expired": changed("basis", ISA_BASIS, ends_at=LATER),
    "flow_suspended": stop("flow", "flow-essex"),
    "partner_suspended": stop("partner", "org-council"),
    "agreement_suspended": stop("agreement", "doc-isa"),
    "agreement_terminated": changed("document", "doc-isa", state="terminated", terminated_at=LATER),
    "agreement_superseded": replaced_agreement,
    "agreement_review_overdue": overdue_agreement_review,
    "owner_not_signed": changed("sign_off", "isa-v1-by-essex", outcome=None, completed_at=None),
    "partner_not_signed": changed("sign_off", "isa-v1-by-council", record_sha256=None),
    "sign_off_withdrawn": changed(
        "sign_off", "isa-v1-by-council", outcome="withdrawn", ended_at=JUST_NOW
    ),
    "power_missing": changed("basis", ISA_BASIS, powers=[]),
    "dpia_unsigned": changed("basis", ISA_BASIS, dpia_min_version=2),
    "dpia_superseded": later_version("dpia", listed=True),
    "dpia_review_overdue": overdue_dpia_review,
    "dpia_withdrawn": changed(
        "sign_off", "dpia-v1-by-essex", outcome="withdrawn", ended_at=JUST_NOW
    ),
    "ico_hold": open_consultation,
    "code_unsigned": changed("sign_off", "code-v1-by-essex", completed_at=None),
    "code_superseded": later_version("code", listed=True),
    "connection_uncertified": changed("connection", "connection-council", certified_at=None),
    "connection_not_accepted": changed("acceptance", "acceptance-essex-council", accepted_at=None),
    "connection_expired": changed("connection", "connection-council", expires_at=LATER),
    "connection_withdrawn": changed("connection", "connection-council", state="suspended"),
    "readiness_incomplete": changed("basis", ISA_BASIS, readiness=["gateway-4"]),
    "condition_unmet": lambda world: world.condition("isa-v1-by-essex"),
    "condition_overdue": lambda world: world.condition(
        "isa-v1-by-essex", timing="by_date", due_at=LATER
    ),
    "evidence_unverified": failed_record,
}

AT_THE_GATE = {
    "no_register", "clock_untrusted", "register_stale", "unknown_obligation", "internal_error",
}  # fmt: skip


def test_every_reason_is_either_tested_here_or_belongs_to_the_gate() -> None:
    assert set(CAUSES) | AT_THE_GATE == set(CODES)


def test_the_world_is_open_before_anything_is_wrong() -> None:
    assert World().codes("essex") == ()
    assert World().codes("kent") == ()


@pytest.mark.parametrize("code", CAUSES)
def test_a_reason_comes_with_its_cause_alone(code: str) -> None:
    world = World()

    CAUSES[code](world)

    assert world.codes() == (code,)


MENDS: dict[str, Change] = {
    "kill_switch": changed("stop", "stop-0", lifted_at=JUST_NOW),
    "no_such_flow": changed("version", "isa-v1", frozen_at=SIGNED),
    "not_yet_valid": changed("basis", ISA_BASIS, starts_at=START),
    "expired": changed("basis", ISA_BASIS, ends_at=END),
    "flow_suspended": changed("stop", "stop-0", lifted_at=JUST_NOW),
    "partner_suspended": changed("stop", "stop-0", lifted_at=JUST_NOW),
    "agreement_suspended": changed("stop", "stop-0", lifted_at=JUST_NOW),
    "agreement_terminated": lambda world: world.agreement("new", "ISA-45", 1),
    "agreement_superseded": lambda world: world.basis("isa", 2, "essex"),
    "agreement_review_overdue": changed("basis", ISA_BASIS, review_due_at=END),
    "owner_not_signed": lambda world: world.sign("isa", 1, "essex", at=JUST_NOW),
    "partner_not_signed": lambda world: world.sign("isa", 1, "council", at=JUST_NOW),
    "sign_off_withdrawn": lambda world: world.sign("isa", 1, "council", at=JUST_NOW),
    "power_missing": changed("basis", ISA_BASIS, powers=["G02"]),
    "dpia_unsigned": later_version("dpia", listed=False),
    "dpia_superseded": changed("basis", ISA_BASIS, dpia_min_version=2),
    "dpia_review_overdue": changed("version", "dpia-v1", facts={"review_due_on": "2027-06-01"}),
    "dpia_withdrawn": later_version("dpia", listed=False),
    "ico_hold": changed("consultation", "consultation", state="closed", closed_at=JUST_NOW),
    "code_unsigned": lambda world: world.sign("code", 1, "essex", at=JUST_NOW),
    "code_superseded": needs_the_new_code,
    "connection_uncertified": changed("connection", "connection-council", certified_at=JUST_NOW),
    "connection_not_accepted": lambda world: world.accept("essex", "council", at=JUST_NOW),
    "connection_expired": changed("connection", "connection-council", expires_at=END),
    "connection_withdrawn": changed("connection", "connection-council", state="certified"),
    "readiness_incomplete": lambda world: world.add(
        "readiness", "check", template="gateway-4", subject_kind="partner",
        subject_id="org-council", state="passed", passed_at=JUST_NOW, valid_until=END,
    ),
    "condition_unmet": changed(
        "condition", "condition-0", state="met", submitted_by="a", accepted_by="b",
        accepted_at=JUST_NOW,
    ),
    "condition_overdue": changed(
        "condition", "condition-0", state="met", submitted_by="a", accepted_by="b",
        accepted_at=JUST_NOW,
    ),
    "evidence_unverified": changed("evidence_failure", "failure", cleared_at=JUST_NOW),
}  # fmt: skip


@pytest.mark.parametrize("code", CAUSES)
def test_a_reason_goes_when_it_is_put_right(code: str) -> None:
    world = World()
    CAUSES[code](world)
    assert world.codes() != ()

    MENDS[code](world)

    assert world.codes() == ()


@pytest.mark.parametrize("code", CODES)
def test_every_reason_has_a_whole_sentence_and_someone_who_can_clear_it(code: str) -> None:
    said = sentence(code)

    assert said.startswith("Sharing is off: ") and said.endswith(".") and "{" not in said
    assert MEANINGS[code].clears


def test_reasons_come_once_each_in_the_order_of_the_contract() -> None:
    found = in_order(["internal_error", "expired", "no_register", "expired"])

    assert found == ("no_register", "expired", "internal_error")


def test_a_failure_of_a_record_is_found_by_its_digest() -> None:
    world = World()
    failed_record(world)
    digest = sha("record of dpia-v1-by-essex")

    world.change("evidence_failure", "failure", table_name="", row_key="", record_sha256=digest)

    assert world.codes("essex") == ("evidence_unverified",)
    assert world.codes("kent") == ()


def test_a_row_that_cannot_be_judged_closes_its_flow_and_no_other() -> None:
    world = World()

    world.change("basis", ISA_BASIS, ends_at="the end of March")

    assert world.codes("essex") == ("internal_error",)
    assert world.codes("kent") == ()


def test_a_broken_ledger_closes_every_flow_until_it_is_whole() -> None:
    world = World()
    world.add("evidence_failure", "chain", table_name="event", row_key="12", found_at=JUST_NOW)
    assert world.codes("essex") == world.codes("kent") == ("evidence_unverified",)

    world.change("evidence_failure", "chain", cleared_at=JUST_NOW)

    assert world.codes("essex") == world.codes("kent") == ()


def test_a_failure_of_a_row_no_flow_stands_on_closes_nothing() -> None:
    world = World()

    world.add("evidence_failure", "other", table_name="appointment", row_key="a", found_at=JUST_NOW)

    assert world.codes("essex") == ()


def test_a_lifted_stop_that_is_in_doubt_counts_as_not_lifted() -> None:
    world = World()
    key = world.stop("flow", "flow-essex", lifted_at=JUST_NOW)

    world.add("evidence_failure", "stop", table_name="stop", row_key=key, found_at=JUST_NOW)

    assert world.codes("essex") == ("flow_suspended", "evidence_unverified")
    assert world.codes("kent") == ()
