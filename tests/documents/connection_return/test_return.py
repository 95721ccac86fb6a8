"""What bars a certificate, what evidence is worth, and what a return tells later rooms."""

from __future__ import annotations

import pytest

from documents import catalogue
from documents.connection import question_id
from documents.content import section_states, unfinished
from documents.facts import facts
from tests.documents.connection_return import answers as a

PROFILES = ("F", "P1", "P2", "P3", "P4", "P5")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_complete_return_raises_nothing(profile: str) -> None:
    content = a.content(a.complete(profile))

    assert unfinished(content) == []
    assert a.found(a.complete(profile)) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_a_control_is_required_when_the_profile_asks_it_and_not_otherwise(profile: str) -> None:
    content = a.content({"profile": profile})
    missing = {one.question for one in unfinished(content)}

    for control in catalogue.reference("controls"):
        asked = profile in control["profiles"]
        for part in ("answer", "account"):
            assert (question_id(control["id"], part) in missing) == asked


def test_every_control_of_the_code_has_its_questions() -> None:
    definition = catalogue.definition("connection_return")

    for control in catalogue.reference("controls"):
        answer = definition.question(question_id(control["id"], "answer"))
        assert answer.label == f"{control['id']}. {control['title']}"
        for part in ("account", "evidence", "risk"):
            assert question_id(control["id"], part) in definition.places


def test_light_profiles_ask_little() -> None:
    controls = catalogue.reference("controls")

    assert len(controls) == 46
    assert sum("P3" in one["profiles"] for one in controls) < 20
    assert sum("P5" in one["profiles"] for one in controls) < 12


def test_a_profile_of_partners_asks_only_controls_that_apply_to_partners() -> None:
    for control in catalogue.reference("controls"):
        assert ("F" in control["profiles"]) == ("F" in control["applies"])
        partners = [one for one in control["profiles"] if one.startswith("P")]
        assert bool(partners) == ("P" in control["applies"])


def test_a_mandatory_control_that_is_not_met_bars_the_certificate_and_not_the_return() -> None:
    answers = a.answering("NET-01", "non_compliant")

    levels = {one.level for one in a.found(answers) if "non_compliant" in one.code}

    assert facts(a.content(answers))["blocking"] == ["NET-01"]
    assert levels == {"advice"}


def test_an_optional_control_that_is_not_met_bars_nothing() -> None:
    answers = a.answering("GOV-06", "non_compliant")

    assert facts(a.content(answers))["blocking"] == []
    assert "mandatory_control_non_compliant" not in a.codes(answers)


def test_not_applicable_never_passes_a_mandatory_control() -> None:
    answers = a.answering("NET-01", "not_applicable")

    assert "mandatory_control_not_applicable" in a.codes(answers)
    assert facts(a.content(answers))["blocking"] == ["NET-01"]


def test_not_applicable_passes_an_optional_control_with_a_reason() -> None:
    with_reason = a.codes(a.answering("GOV-06", "not_applicable"))
    without = a.codes(a.answering("GOV-06", "not_applicable", account=None))

    assert not {"mandatory_control_not_applicable", "reason_missing"} & with_reason
    assert "reason_missing" in without


def test_a_health_check_is_not_asked_of_a_body_that_only_speaks() -> None:
    answers = a.complete("P5") | {question_id("TST-01", "answer"): "not_applicable"}

    assert a.found(answers) == []
    assert facts(a.content(answers))["blocking"] == []


@pytest.mark.parametrize(("control", "state"), [("GOV-04", "exempt"), ("GOV-03", "privacy_lead")])
def test_the_two_other_ways_of_meeting_a_control_are_accepted(control: str, state: str) -> None:
    answers = a.answering(control, state, account="A charity below the threshold.")

    assert a.found(answers) == []
    assert facts(a.content(answers))["blocking"] == []


def test_exempt_without_because_is_stopped() -> None:
    assert "reason_missing" in a.codes(a.answering("GOV-04", "exempt", account=None))


def test_a_mandatory_control_partly_met_needs_a_plan() -> None:
    answers = a.answering("SYS-02", "partially_compliant")
    planned = answers | {"remediation": [a.PLAN]}

    assert "remediation_missing" in a.codes(answers)
    assert "remediation_missing" not in a.codes(planned)
    assert facts(a.content(planned))["partial"] == ["SYS-02"]
    assert facts(a.content(planned))["remediation"] == [
        {"control": "SYS-02", "due_on": "2026-07-31"}
    ]


def test_a_plan_that_takes_too_long_is_advice() -> None:
    answers = a.answering("SYS-02", "partially_compliant")
    late = answers | {"remediation": [{**a.PLAN, "severity": "high"}]}
    timely = answers | {"remediation": [a.PLAN]}

    assert "remediation_slow" in a.codes(late)
    assert "remediation_slow" not in a.codes(timely)


def test_evidence_past_its_expiry_is_stopped() -> None:
    answers = a.complete()
    answers["net_01_evidence"][0]["expires_on"] = "2026-05-31"

    assert "evidence_expired" in a.codes(answers)


def test_evidence_that_expires_today_still_stands() -> None:
    answers = a.complete()
    answers["net_01_evidence"][0]["expires_on"] = a.TODAY.isoformat()

    assert "evidence_expired" not in a.codes(answers)


def test_evidence_without_expiry_is_stopped() -> None:
    answers = a.complete()
    del answers["net_01_evidence"][0]["expires_on"]

    assert "evidence_without_expiry" in a.codes(answers)


def test_a_mandatory_control_without_evidence_is_stopped() -> None:
    answers = a.complete()
    del answers["net_01_evidence"]

    assert "evidence_missing" in a.codes(answers)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"diagram_on": "2025-11-01"}, "network_diagram_old"),
        ({"commit_audit": False}, "commitment_refused"),
        ({"true_and_complete": False}, "commitment_refused"),
        ({"kind": "force"}, "profile_of_another_kind"),
        (
            {"several_roles": True, "several_roles_note": "Director and author"},
            "several_roles_in_one_hand",
        ),
    ],
)
def test_a_return_that_needs_attention_is_found(changes: dict[str, object], code: str) -> None:
    assert code in a.codes(a.complete() | changes)
    assert code not in a.codes(a.complete())


def test_lapsed_vetting_contradicts_a_compliant_answer() -> None:
    answers = a.complete()
    answers["vetting"][0]["lapsed"] = 2

    assert "vetting_lapsed" in a.codes(answers)


def test_a_certificate_lasts_twelve_months_from_the_return() -> None:
    made = facts(a.content(a.complete()))

    assert made["expires_on"] == "2027-05-19"
    assert (made["partner"], made["profile"]) == ("southend", "P1")
    assert made["answers"]["NET-01"] == "compliant"


def test_an_empty_return_is_blocked_by_every_mandatory_control_of_its_profile() -> None:
    made = facts(a.content({"profile": "P5"}))
    mandatory = [
        one["id"]
        for one in catalogue.reference("controls")
        if one["mandatory"] and "P5" in one["profiles"]
    ]

    assert made["blocking"] == mandatory
    assert made["expires_on"] is None


def test_the_task_list_follows_the_profile() -> None:
    states = section_states(a.content(a.complete("P5")))

    assert set(states.values()) == {"completed"}
