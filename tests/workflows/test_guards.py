"""Every guard fires and passes, with its permanent code and a sentence that names a remedy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.workflows.people import (
    AT,
    COUNCIL,
    ESSEX,
    FILLED,
    KENT,
    YEAR,
    actor,
    done,
    facts,
    granted,
)
from tests.workflows.test_readiness import GUARDS as readiness_guards
from workflows import asked, freezing, grants, guards, roles, separation
from workflows.asked import ASKED
from workflows.catalogue import TABLES
from workflows.facts import Condition
from workflows.verdict import Guard, Met, Unmet

ME = "the siro"
ENDORSED = (done("endorse", roles.DPO),)


@dataclass(frozen=True)
class Case:
    """A guard, what makes it fire, the code it gives, and what makes it pass."""

    guard: Guard
    code: str
    fires: dict[str, Any]
    passes: dict[str, Any] = field(default_factory=dict)
    role: str = roles.SIRO


def form(**changes: Any) -> dict[str, Any]:
    return {"form": replace(FILLED, **changes)}


def grant(**changes: Any) -> dict[str, Any]:
    return {"grant": granted(actor(roles.SIRO), **changes)}


def written(**changes: Any) -> dict[str, Any]:
    return form(conditions=(replace(Condition("Do it."), **changes),))


CONTROLS = {"blocking_controls": ("GOV-01",), "partial_controls": ("NET-01",)}
GRANTS_TO_DPO = {"receiver_roles": frozenset({(ESSEX, roles.DPO)})}
YESTERDAY = AT.date() - timedelta(days=1)

CASES = [
    # people
    Case(separation.has_not_drafted, "drafter_may_not_sign", {"drafters": frozenset({ME})}),
    Case(separation.has_not_drafted, "facts_missing", {"drafters": None}),
    Case(
        separation.runs_no_machine,
        "administrator_may_not_sign",
        {"roles_held": frozenset({("office", roles.OPERATOR)})},
    ),
    Case(separation.runs_no_machine, "facts_missing", {"roles_held": None}),
    Case(
        separation.has_no_conflicting_office,
        "conflict_with_dpo",
        {"roles_held": frozenset({(ESSEX, roles.DPO)})},
        {"roles_held": frozenset({(KENT, roles.DPO)})},
    ),
    Case(separation.has_no_conflicting_office, "facts_missing", {"roles_held": None}),
    Case(
        separation.acts_in_one_role,
        "adviser_may_not_decide",
        {"acts": (done("endorse", roles.DPO, ME),)},
        {"acts": ENDORSED},
    ),
    Case(
        separation.acts_in_one_role,
        "one_person_two_steps",
        {"acts": (done("agree_as_owner", roles.ASSET_OWNER, ME),)},
        {"acts": (done("decide_without_advice", roles.SIRO, ME),)},
    ),
    Case(separation.acts_in_one_role, "facts_missing", {"acts": None}),
    Case(
        separation.signs_for_one_side,
        "signs_for_other_side",
        {"elsewhere": (done("sign", roles.SIGNATORY, ME, COUNCIL),)},
        {"elsewhere": (done("sign", roles.SIGNATORY, "another", COUNCIL),)},
    ),
    Case(separation.signs_for_one_side, "facts_missing", {"elsewhere": None}),
    Case(
        separation.signs_for_one_organisation,
        "signs_for_other_organisation",
        {"elsewhere": (done("approve", roles.SIRO, ME, KENT),)},
        {"elsewhere": (done("approve", roles.SIRO, ME, KENT),), "joint": True},
    ),
    Case(separation.signs_for_one_organisation, "facts_missing", {"elsewhere": None}),
    Case(
        separation.assessor_is_independent,
        "assessor_not_independent",
        {"drafters": frozenset({ME}), "organisation": COUNCIL},
        {"organisation": COUNCIL},
    ),
    Case(
        separation.assessor_is_independent,
        "assessor_not_independent",
        {"acts": (done("declare", roles.SIGNATORY, ME, COUNCIL),), "organisation": COUNCIL},
        {"acts": (done("declare", roles.SIGNATORY, "x", COUNCIL),), "organisation": COUNCIL},
    ),
    Case(
        separation.assessor_is_independent,
        "assessor_not_independent",
        {"roles_held": frozenset({(COUNCIL, roles.AUTHOR)}), "organisation": COUNCIL},
        {"roles_held": frozenset({(KENT, roles.REVIEWER)}), "organisation": COUNCIL},
    ),
    Case(
        separation.assessor_is_independent,
        "facts_missing",
        {"acts": None},
        {"organisation": COUNCIL},
    ),
    Case(separation.declarer_is_not_author, "declared_by_author", {"drafters": frozenset({ME})}),
    Case(
        separation.acceptor_did_not_submit,
        "submitter_may_not_accept",
        {"acts": (done("submit", roles.ASSET_OWNER, ME),)},
        {"acts": (done("submit", roles.ASSET_OWNER),)},
    ),
    Case(
        separation.acceptor_did_not_submit,
        "facts_missing",
        {"acts": ()},
        {"acts": (done("submit", roles.ASSET_OWNER, ME), done("submit", roles.AUTHOR))},
    ),
    Case(
        separation.approver_did_not_propose,
        "proposer_may_not_approve",
        {"acts": (done("propose", roles.LAWYER, ME),)},
        {"acts": (done("propose", roles.LAWYER),)},
    ),
    Case(
        separation.is_not_the_stopper,
        "stopper_may_not_lift",
        {"acts": (done("kill", roles.SIRO, ME),)},
        {"acts": (done("kill", roles.GOLD),)},
    ),
    Case(
        separation.is_not_the_first_lifter,
        "second_person_needed",
        {"acts": (done("unkill", roles.SIRO, ME),)},
        {"acts": (done("unkill", roles.ASSET_OWNER),)},
    ),
    Case(
        separation.a_decider_lifts,
        "siro_needed",
        {"acts": (done("unkill", roles.ASSET_OWNER),)},
        {"acts": (done("unkill", roles.SIRO),)},
        role=roles.SECURITY_OFFICER,
    ),
    Case(separation.a_decider_lifts, "facts_missing", {"acts": None}),
    # papers
    Case(guards.version_is_frozen, "version_not_frozen", {"version_status": "review"}),
    Case(guards.turn_has_come, "not_your_turn", {"sign_first": ("Kent Police",)}),
    Case(guards.no_advice_yet, "advice_already_given", {"acts": ENDORSED}),
    Case(
        guards.no_advice_yet,
        "facts_missing",
        {"acts": None},
        {"acts": (*ENDORSED, done("withdraw_endorsement", roles.DPO))},
    ),
    Case(guards.endorsement_stands, "no_endorsement", {"acts": ()}, {"acts": ENDORSED}),
    Case(guards.endorsement_stands, "facts_missing", {"acts": None}, {"acts": ENDORSED}),
    Case(
        guards.endorsement_stands,
        "no_endorsement",
        {"acts": (done("not_endorse", roles.DPO),)},
        {"acts": (done("endorse_with_conditions", roles.DPO),)},
    ),
    Case(guards.advice_is_overdue, "advice_not_escalated", {"escalated_at": None}),
    Case(guards.advice_is_overdue, "advice_not_escalated", {"advice_sought_at": None}),
    Case(guards.advice_is_overdue, "advice_not_escalated", {"escalated_at": AT + YEAR}),
    Case(guards.advice_is_overdue, "advice_not_escalated", {"escalated_at": AT - YEAR}),
    Case(
        guards.departure_is_reasoned,
        "reasons_too_short",
        form(reasons="x" * 99),
        form(reasons="x" * 100),
    ),
    Case(
        guards.departure_is_reasoned,
        "reasons_too_short",
        {"acts": (done("not_endorse", roles.DPO),), **form(reasons="y" + " " * 99 + "y")},
        {"acts": ENDORSED, **form(reasons="")},
    ),
    Case(guards.departure_is_reasoned, "facts_missing", {"acts": None}),
    Case(
        guards.refusal_is_reasoned,
        "reasons_too_short",
        {"acts": ENDORSED, **form(reasons="No.")},
        {"acts": (done("not_endorse", roles.DPO),), **form(reasons="No.")},
    ),
    Case(guards.refusal_is_reasoned, "facts_missing", {"acts": None}),
    Case(guards.long_reasons, "reasons_too_short", form(reasons=""), {"form": None}),
    Case(
        guards.ico_question_answered,
        "ico_question_unanswered",
        {"high_risk": True, **form(ico=None)},
        {"high_risk": True},
    ),
    Case(
        guards.ico_question_answered,
        "ico_question_unanswered",
        {"high_risk": True, **form(ico_reasons=" ")},
        {"high_risk": False, **form(ico=None)},
    ),
    Case(
        guards.ico_question_answered,
        "ico_consultation_needed",
        {"high_risk": True, "consultation": None, **form(ico="needed")},
        {"high_risk": True, "consultation": "closed", **form(ico="needed")},
    ),
    Case(guards.ico_question_answered, "risk_unknown", {"high_risk": None}),
    Case(
        guards.no_open_consultation,
        "ico_consultation_open",
        {"consultation": "open"},
        {"consultation": None},
    ),
    Case(
        guards.no_open_consultation,
        "reasons_too_short",
        {"consultation": "overdue", **form(reasons="No reply.")},
        {"consultation": "overdue"},
    ),
    Case(guards.consultation_was_held, "ico_consultation_not_recorded", {"consultation": None}),
    Case(guards.dpia_in_force, "dpia_not_in_force", {"dpia_in_force": False}),
    Case(guards.code_in_force, "code_not_in_force", {"code_in_force": False}),
    Case(guards.core_is_frozen, "core_not_frozen", {"core_frozen": False}),
    Case(guards.no_blocking_control, "control_blocks", CONTROLS),
    Case(guards.no_blocking_control, "facts_missing", {"blocking_controls": None}),
    Case(guards.no_partial_control, "remediation_needed", CONTROLS),
    Case(guards.certificate_in_force, "not_certified", {"certified": False}),
    Case(
        guards.scope_is_controlled,
        "wider_than_your_force",
        {"scope_forces": frozenset({ESSEX, KENT})},
    ),
    Case(guards.scope_is_controlled, "wider_than_your_force", {"scope_forces": frozenset({KENT})}),
    Case(
        guards.scope_is_controlled,
        "facts_missing",
        {"scope_forces": None},
        {"scope_forces": frozenset({ESSEX, KENT})},
        role=roles.GOLD,
    ),
    Case(guards.dpo_may_stop, "dpo_advises_only", {"dpo_may_stop": False}),
    Case(guards.not_extended_before, "already_extended", {"extensions_made": 1}),
    Case(guards.not_extended_before, "facts_missing", {"extensions_made": None}),
    Case(
        guards.within_ninety_days,
        "extension_too_long",
        form(until=date(2026, 6, 30)),
        form(until=date(2026, 6, 29)),
    ),
    Case(
        guards.within_ninety_days,
        "extension_too_long",
        form(until=date(2026, 3, 31)),
        form(until=date(2026, 4, 1)),
    ),
    Case(guards.within_ninety_days, "facts_missing", {"ends_on": None}, form(until=None)),
    # freezing
    Case(
        freezing.drafts_this_kind,
        "not_your_kind_of_document",
        {"document_kind": "dpia"},
        {"document_kind": "connection_return"},
        role=roles.AUTHOR,
    ),
    Case(freezing.no_stop_findings, "stop_findings_open", {"stop_findings": 2}),
    Case(freezing.no_stop_findings, "facts_missing", {"stop_findings": None}),
    Case(freezing.every_required_answer, "answers_missing", {"missing_answers": 1}),
    Case(freezing.no_unresolved_changes, "changes_unresolved", {"unresolved_changes": 1}),
    Case(
        freezing.definition_is_adopted,
        "definition_not_adopted",
        {"definition_adopted": False},
        {"definition_adopted": False, "demonstration": True},
    ),
    Case(freezing.nobody_relies_on_it, "sign_offs_rest_on_it", {"complete_sign_offs": 3}),
    # delegations
    Case(grants.gives_own_decision, "not_yours_to_give", grant(role=roles.DPO), grant()),
    Case(grants.gives_own_decision, "not_yours_to_give", grant(organisation=KENT), grant()),
    Case(grants.gives_own_decision, "facts_missing", {"grant": None}),
    Case(
        grants.gives_own_decision,
        "not_yours_to_give",
        {"grant": granted(actor(roles.CHIEF_CONSTABLE), role=roles.ASSET_OWNER)},
        {"grant": granted(actor(roles.CHIEF_CONSTABLE), role=roles.SIRO)},
        role=roles.CHIEF_CONSTABLE,
    ),
    Case(grants.receiver_is_another, "delegated_to_oneself", grant(receiver=ME), grant()),
    Case(grants.receiver_is_another, "facts_missing", {"grant": None}),
    Case(grants.receiver_is_fit, "delegated_to_dpo", GRANTS_TO_DPO),
    Case(grants.receiver_is_fit, "facts_missing", {"receiver_roles": None}),
    Case(
        grants.receiver_is_fit,
        "delegated_to_administrator",
        {"receiver_roles": frozenset({("office", roles.ADMINISTRATOR)})},
    ),
    Case(grants.term_is_sound, "delegation_term_unsound", grant(ends_at=AT), grant()),
    Case(grants.term_is_sound, "delegation_term_unsound", grant(starts_at=AT - YEAR), grant()),
    Case(grants.term_is_sound, "delegation_term_unsound", grant(document_kinds=frozenset())),
    Case(grants.term_is_sound, "facts_missing", {"grant": None}),
    # the form
    Case(asked.reasons_given, "reasons_missing", form(reasons=" \n"), {"form": None}),
    Case(asked.conditions_written, "conditions_missing", form(conditions=()), {"form": None}),
    Case(asked.conditions_written, "condition_incomplete", written(text=" "), written()),
    Case(asked.conditions_written, "condition_incomplete", written(timing="soon")),
    Case(asked.conditions_written, "condition_incomplete", written(on_overdue="shout")),
    Case(asked.conditions_written, "condition_incomplete", written(timing="by_date")),
    Case(
        asked.conditions_written,
        "condition_incomplete",
        written(timing="by_date", due_on=YESTERDAY),
        written(timing="by_date", due_on=AT.date()),
    ),
    Case(asked.until_given, "until_missing", form(until=None), {"form": None}),
    Case(asked.fallback_named, "fallback_missing", form(fallback=""), {"form": None}),
    Case(asked.incident_named, "incident_missing", form(incident=""), {"form": None}),
    Case(asked.instrument_named, "instrument_missing", form(instrument=""), {"form": None}),
]


def label(case: Case) -> str:
    return f"{getattr(case.guard, '__name__', '')}: {case.code}"


@pytest.mark.parametrize("case", CASES, ids=label)
def test_a_guard_fires_with_its_code_and_a_sentence(case: Case) -> None:
    who = actor(case.role)

    answer = case.guard(who, facts(who, **case.fires))

    assert isinstance(answer, Unmet)
    assert answer.code == case.code
    assert answer.reason[0].isupper() and answer.reason.endswith(".")


@pytest.mark.parametrize("case", CASES, ids=label)
def test_a_guard_passes_when_its_fact_is_right(case: Case) -> None:
    who = actor(case.role)

    assert case.guard(who, facts(who, **case.passes)) == Met()


def test_a_delegate_cannot_delegate() -> None:
    who = actor(roles.SIRO)

    answer = grants.is_no_delegate(replace(who, delegation="d0"), facts(who))

    assert isinstance(answer, Unmet) and answer.code == "sub_delegation"
    assert grants.is_no_delegate(who, facts(who)) == Met()


def test_the_missing_dpia_is_named() -> None:
    who = actor(roles.SIRO)
    given = facts(who, dpia_in_force=False, dpia_reference="DPIA-1, version 2")

    answer = guards.dpia_in_force(who, given)

    assert isinstance(answer, Unmet) and "DPIA-1, version 2" in answer.reason


def test_the_latest_day_of_an_extension_is_named() -> None:
    who = actor(roles.SIRO)

    answer = guards.within_ninety_days(who, facts(who, **form(until=date(2027, 1, 1))))

    assert isinstance(answer, Unmet) and "no later than 29 June 2026" in answer.reason


def test_no_guard_is_left_out_of_these_cases() -> None:
    rows = [row for table in TABLES for row in table.transitions]
    used = {guard for row in rows for guard in (*row.guards, *row.notices)} | set(ASKED.values())

    untried = used - {case.guard for case in CASES} - {grants.is_no_delegate} - readiness_guards

    assert not untried
