"""Which precondition stands before which act: one bad fact, the act, and the reason it gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workflows.people import AT, COUNCIL, ESSEX, FILLED, KENT, actor, done, facts
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor, Facts, Form, move, refusals

YES = ("approve", "approve_with_conditions")
ME = "one person"
ENDORSED = (done("endorse", roles.DPO),)
DECIDERS = (roles.SIRO, roles.CHIEF_CONSTABLE)
STOPPERS = (roles.ASSET_OWNER, roles.SECURITY_OFFICER, roles.SIRO, roles.DUTY_OFFICER)
EMPTY = {"form": Form()}
WIDER = {"scope_forces": frozenset({ESSEX, KENT})}
HIGH = {"high_risk": True, "form": replace(FILLED, ico=None)}
BRIEF = {"form": replace(FILLED, reasons="Because.")}

# table, stage, acts, roles, bad facts, code
ROWS: list[tuple[str, str, tuple[str, ...], tuple[str, ...], dict[str, Any], str]] = [
    # decision 7 and rule 1: what an agreement rests on
    ("agreement_force", "owner", ("agree_as_owner",), (roles.ASSET_OWNER,),
     {"dpia_in_force": False}, "dpia_not_in_force"),
    ("agreement_force", "owner", ("agree_as_owner",), (roles.ASSET_OWNER,),
     {"code_in_force": False}, "code_not_in_force"),
    ("agreement_force", "decision", YES, DECIDERS, {"dpia_in_force": False}, "dpia_not_in_force"),
    ("agreement_force", "decision", YES, DECIDERS, {"code_in_force": False}, "code_not_in_force"),
    # decision 4: an order that the agreement itself sets
    ("agreement_force", "decision", YES, DECIDERS, {"sign_first": ("Kent",)}, "not_your_turn"),
    ("agreement_partner", "signature", ("sign",), (roles.SIGNATORY,),
     {"sign_first": ("Kent",)}, "not_your_turn"),
    ("agreement_partner_health", "caldicott", ("confirm_caldicott",),
     (roles.CALDICOTT_GUARDIAN,), {"sign_first": ("Kent",)}, "not_your_turn"),
    # decisions 6 and 10, rules 3 and 5
    *(
        (name, "decision", YES, DECIDERS,
         {"acts": (done("not_endorse", roles.DPO),), **BRIEF}, "reasons_too_short")
        for name in ("dpia", "local_addendum", "code_of_connection", "agreement_force")
    ),
    *(
        (name, "decision", ("reject",), DECIDERS, {"acts": ENDORSED, **BRIEF}, "reasons_too_short")
        for name in ("dpia", "local_addendum", "code_of_connection", "agreement_force")
    ),
    *(
        (name, "advice", ("decide_without_advice",), DECIDERS,
         {"escalated_at": None}, "advice_not_escalated")
        for name in ("dpia", "local_addendum", "code_of_connection", "agreement_force")
    ),
    *(
        (name, "reconsider", ("reaffirm",), DECIDERS, BRIEF, "reasons_too_short")
        for name in ("dpia", "local_addendum", "code_of_connection", "agreement_force")
    ),
    *(
        (name, "complete", ("withdraw_endorsement",), (roles.DPO,), {"acts": ()}, "no_endorsement")
        for name in ("dpia", "local_addendum", "code_of_connection", "agreement_force")
    ),
    ("dpia", "decision", YES, DECIDERS, HIGH, "ico_question_unanswered"),
    ("local_addendum", "decision", YES, DECIDERS, HIGH, "ico_question_unanswered"),
    ("dpia", "decision", YES, DECIDERS, {"consultation": "open"}, "ico_consultation_open"),
    ("dpia", "referred", YES, DECIDERS, {"consultation": "open"}, "ico_consultation_open"),
    ("dpia", "referred", YES, DECIDERS, {"consultation": None}, "ico_consultation_not_recorded"),
    ("dpia", "decision", ("endorse",), (roles.DPO,), {"acts": ENDORSED}, "advice_already_given"),
    ("agreement_force", "owner", ("endorse",), (roles.DPO,),
     {"acts": ENDORSED}, "advice_already_given"),
    ("local_addendum", "decision", YES, DECIDERS, {"core_frozen": False}, "core_not_frozen"),
    ("local_addendum", "referred", YES, DECIDERS, {"core_frozen": False}, "core_not_frozen"),
    # domain 2.5: the certificate
    ("connection", "assessment", ("assess",), (roles.SECURITY_OFFICER,),
     {"acts": (done("declare", roles.SIGNATORY, ME, COUNCIL),)}, "assessor_not_independent"),
    ("connection", "certification", ("certify", "certify_with_remediation", "refuse"),
     (roles.SIRO,), {"roles_held": frozenset({(COUNCIL, roles.AUTHOR)})},
     "assessor_not_independent"),
    ("connection", "certification", ("certify", "certify_with_remediation"), (roles.SIRO,),
     {"acts": (done("assess", roles.SECURITY_OFFICER, ME),)}, "one_person_two_steps"),
    ("connection", "certification", ("certify", "certify_with_remediation"), (roles.SIRO,),
     {"blocking_controls": ("GOV-01",)}, "control_blocks"),
    ("connection", "certification", ("certify",), (roles.SIRO,),
     {"partial_controls": ("GOV-01",)}, "remediation_needed"),
    ("connection", "suspended", ("reinstate",), (roles.SIRO,),
     {"acts": (done("suspend", roles.SIRO, ME),)}, "stopper_may_not_lift"),
    ("connection", "suspended", ("reinstate",), (roles.SIRO,),
     {"blocking_controls": ("GOV-01",)}, "control_blocks"),
    ("connection_acceptance", "acceptance", ("accept",), DECIDERS,
     {"certified": False}, "not_certified"),
    # decision 9: stops
    ("suspension", "running", ("stop",), (*STOPPERS, roles.DPO), WIDER, "wider_than_your_force"),
    ("suspension", "advised", ("stop",), (*STOPPERS, roles.DPO), WIDER, "wider_than_your_force"),
    ("suspension", "running", ("advise_stop",), (roles.DPO,), WIDER, "wider_than_your_force"),
    ("kill", "running", ("kill",), STOPPERS, WIDER, "wider_than_your_force"),
    ("suspension", "running", ("stop",), (roles.DPO,), {"dpo_may_stop": False}, "dpo_advises_only"),
    ("suspension", "advised", ("stop",), (roles.DPO,), {"dpo_may_stop": False}, "dpo_advises_only"),
    ("suspension", "stopped", ("lift",), DECIDERS,
     {"acts": (done("stop", roles.SIRO, ME),)}, "stopper_may_not_lift"),
    # decision 8: conditions and extensions
    ("condition", "submitted", ("accept", "reject"), (*DECIDERS, roles.DPO, roles.SECURITY_OFFICER),
     {"acts": (done("submit", roles.ASSET_OWNER, ME),)}, "submitter_may_not_accept"),
    ("condition", "open", ("continue_flow",), DECIDERS, EMPTY, "fallback_missing"),
    ("measure", "submitted", ("accept", "reject"), (*DECIDERS, roles.DPO, roles.SECURITY_OFFICER),
     {"acts": (done("submit", roles.ASSET_OWNER, ME),)}, "submitter_may_not_accept"),
    # the clause bank: never one's own wording
    ("clause", "proposed", ("approve", "refuse"), (roles.LAWYER,),
     {"acts": (done("propose", roles.LAWYER, ME),)}, "proposer_may_not_approve"),
    ("extension", "original", ("extend",), DECIDERS, {"extensions_made": 1}, "already_extended"),
    ("extension", "original", ("extend",), DECIDERS,
     {"form": replace(FILLED, until=date(2027, 1, 1))}, "extension_too_long"),
    ("extension", "original", ("extend",), DECIDERS, EMPTY, "until_missing"),
    # decision 4 and domain 5.3: delegations
    ("delegation", "proposed", ("grant",), (*DECIDERS, roles.SIGNATORY),
     {"receiver_roles": frozenset({(ESSEX, roles.DPO), (COUNCIL, roles.DPO)})}, "delegated_to_dpo"),
    ("delegation", "proposed", ("grant",), DECIDERS, {"grant": None}, "facts_missing"),
    ("delegation", "proposed", ("grant",), DECIDERS, EMPTY, "instrument_missing"),
    # decision 33: freezing
    ("document", "review", ("freeze",), (roles.LAWYER,), {"stop_findings": 1},
     "stop_findings_open"),
    ("document", "review", ("freeze",), (roles.LAWYER,), {"missing_answers": 1}, "answers_missing"),
    ("document", "review", ("freeze",), (roles.LAWYER,), {"unresolved_changes": 1},
     "changes_unresolved"),
    ("document", "review", ("freeze",), (roles.LAWYER,), {"definition_adopted": False},
     "definition_not_adopted"),
    ("document", "review", ("freeze",), (roles.AUTHOR,), {"document_kind": "dpia"},
     "not_your_kind_of_document"),
    ("document", "frozen", ("withdraw",), (roles.LAWYER,), {"complete_sign_offs": 1},
     "sign_offs_rest_on_it"),
]  # fmt: skip

# What must be typed: table, stage, act, role, code.
ASKED = [
    ("dpia", "advice", "endorse_with_conditions", roles.DPO, "conditions_missing"),
    ("dpia", "advice", "not_endorse", roles.DPO, "reasons_missing"),
    ("dpia", "advice", "ask_for_changes", roles.DPO, "reasons_missing"),
    ("dpia", "decision", "approve_with_conditions", roles.SIRO, "conditions_missing"),
    ("dpia", "decision", "reject", roles.SIRO, "reasons_missing"),
    ("dpia", "decision", "ask_for_changes", roles.SIRO, "reasons_missing"),
    ("dpia", "decision", "refer_to_ico", roles.SIRO, "reasons_missing"),
    ("dpia", "complete", "withdraw_adoption", roles.SIRO, "reasons_missing"),
    ("code_of_connection", "security_review", "ask_for_changes", roles.SECURITY_OFFICER,
     "reasons_missing"),
    ("agreement_force", "owner", "decline_as_owner", roles.ASSET_OWNER, "reasons_missing"),
    ("agreement_partner", "signature", "decline", roles.SIGNATORY, "reasons_missing"),
    ("agreement_partner", "complete", "withdraw_adoption", roles.SIGNATORY, "reasons_missing"),
    ("agreement_partner_health", "caldicott", "decline", roles.CALDICOTT_GUARDIAN,
     "reasons_missing"),
    ("connection", "certification", "certify_with_remediation", roles.SIRO, "conditions_missing"),
    ("connection", "certification", "refuse", roles.SIRO, "reasons_missing"),
    ("connection", "complete", "suspend", roles.SECURITY_OFFICER, "reasons_missing"),
    ("connection_acceptance", "acceptance", "not_accept", roles.SIRO, "reasons_missing"),
    ("condition", "submitted", "reject", roles.DPO, "reasons_missing"),
    ("measure", "submitted", "reject", roles.DPO, "reasons_missing"),
    ("measure", "in_place", "reopen", roles.SIRO, "reasons_missing"),
    ("clause", "proposed", "refuse", roles.LAWYER, "reasons_missing"),
    ("clause", "approved", "retire", roles.LAWYER, "reasons_missing"),
    ("suspension", "running", "stop", roles.DUTY_OFFICER, "reasons_missing"),
    ("suspension", "stopped", "lift", roles.SIRO, "reasons_missing"),
    ("kill", "running", "kill", roles.GOLD, "incident_missing"),
    ("termination", "running", "terminate", roles.SIRO, "reasons_missing"),
    ("extension", "original", "extend", roles.SIRO, "reasons_missing"),
    ("document", "frozen", "withdraw", roles.LAWYER, "reasons_missing"),
]  # fmt: skip


def situation(table: str, who: Actor, **changes: Any) -> Facts:
    home = COUNCIL if table == "connection" else who.organisation
    kind = "connection_return" if who.role == roles.AUTHOR else "dpia"
    return facts(who, **{"organisation": home, "document_kind": kind, **changes})


def codes(table: str, stage: str, act: str, who: Actor, given: Facts) -> set[str]:
    return {r.code for r in refusals(workflow(table), stage, act, who, given)}


@pytest.mark.parametrize(("table", "stage", "acts", "able", "bad", "code"), ROWS)
def test_the_act_waits_for_its_precondition(
    table: str,
    stage: str,
    acts: tuple[str, ...],
    able: tuple[str, ...],
    bad: dict[str, Any],
    code: str,
) -> None:
    for act in acts:
        for role in able:
            who = actor(role, ME)
            found = codes(table, stage, act, who, situation(table, who, **bad))
            assert code in found, f"{role}: {act}"


@pytest.mark.parametrize(("table", "stage", "act", "role", "code"), ASKED)
def test_the_act_asks_for_what_must_be_typed(
    table: str, stage: str, act: str, role: str, code: str
) -> None:
    who = actor(role, ME)
    fair = situation(table, who)

    assert code in codes(table, stage, act, who, replace(fair, form=Form()))
    assert code not in codes(table, stage, act, who, fair)


def test_the_dpo_advises_on_an_agreement_before_the_dpia_is_adopted() -> None:
    who = actor(roles.DPO)
    given = situation("agreement_force", who, dpia_in_force=False, code_in_force=False)

    assert codes("agreement_force", "advice", "endorse", who, given) == set()


def test_gold_stops_what_is_wider_than_one_force() -> None:
    who = actor(roles.GOLD)

    assert codes("kill", "running", "kill", who, situation("kill", who, **WIDER)) == set()


def test_partial_controls_are_certified_with_remediation() -> None:
    who = actor(roles.SIRO)
    given = situation("connection", who, partial_controls=("GOV-01",))

    assert codes("connection", "certification", "certify_with_remediation", who, given) == set()


def test_an_author_may_declare_and_the_move_says_so() -> None:
    who = actor(roles.SIGNATORY, ME)
    given = situation("connection", who, drafters=frozenset({ME}))

    moved = move(workflow("connection"), "declaration", "declare", who, given)

    assert [notice.code for notice in moved.notices] == ["declared_by_author"]


def test_another_force_than_the_lead_cannot_assess() -> None:
    who = actor(roles.SECURITY_OFFICER, organisation=KENT)

    found = codes("connection", "assessment", "assess", who, situation("connection", who))

    assert found == {"not_your_organisation"}


def test_a_condition_is_handed_in_by_a_party_alone() -> None:
    stranger = actor(roles.AUTHOR, organisation="another council")
    partner = actor(roles.AUTHOR)

    for who, expected in ((stranger, {"not_your_organisation"}), (partner, set[str]())):
        given = situation("condition", who, organisation=ESSEX)
        assert codes("condition", "open", "submit", who, given) == expected


def test_leaving_is_never_held_up_by_who_signed_or_drafted() -> None:
    who = actor(roles.SIRO, ME)
    given = situation(
        "dpia",
        who,
        drafters=frozenset({ME}),
        acts=(done("endorse", roles.DPO, ME), done("approve", roles.SIRO)),
        version_status="withdrawn",
        at=AT,
    )

    assert codes("dpia", "complete", "withdraw_adoption", who, given) == set()
