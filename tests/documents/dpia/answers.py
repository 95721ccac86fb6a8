"""A realistic and complete impact assessment of nine forces, for tests and as a pattern."""

from __future__ import annotations

import datetime as dt
from typing import Any

from documents.catalogue import definition
from documents.content import Content, read_content
from documents.findings import Context, OrgFacts
from tests.documents.dpia.description import FORCES, MODULES, first_half

TODAY = dt.date(2026, 2, 2)
CONTEXT = Context(
    today=TODAY,
    organisations={force: OrgFacts(kind="force", name=force.title()) for force in FORCES},
)


_DESCRIBED = (
    "security_unauthorised", "security_details", "security_restoration", "security_integrity",
    "access_control", "vetting", "authentication", "logging", "backup", "disaster_recovery",
    "breach_process", "security_test_findings", "information_to_people", "subject_access",
    "rectification", "erasure_restriction", "notifying_recipients", "restrictions_log",
    "privileged_material", "complaints", "onward_disclosure", "emergency_disclosure", "bias",
    "children", "adults_at_risk",
)  # fmt: skip


def complete_answers(**changed: Any) -> dict[str, Any]:
    """Every answer that the definition requires; `changed` replaces some, None takes one away."""
    answers = {**first_half(), **_necessity(), **_practice(), **_risks(), **_decision(), **changed}
    return {question: answer for question, answer in answers.items() if answer is not None}


def assessment(**changed: Any) -> Content:
    """The complete assessment as content, with some answers changed."""
    return read_content(definition("dpia", 1), complete_answers(**changed))


def row_changed(question: str, row: int = 0, **changed: Any) -> dict[str, Any]:
    """One table with one row's columns changed, None taking a column away; for `assessment`."""
    rows = [dict(one) for one in complete_answers()[question]]
    merged = {**rows[row], **changed}
    rows[row] = {column: value for column, value in merged.items() if value is not None}
    return {question: rows}


def _necessity() -> dict[str, Any]:
    return {
        "pressing_need": "Offenders and victims move between the nine areas every day: in October "
        "2019 one in eleven new intelligence reports concerned a person known to another force.",
        "suitability": "Links are made within minutes. In 2025 an audit found that 96 of 100 links "
        "were right, and 31 investigations rested on a link that no other system would have shown.",
        "less_intrusive_means": "Requests between forces by form took two days on average; a match "
        "on names alone gave one wrong person in six. Neither meets the need in urgent cases.",
        "fair_balance": "Suspects bear the most; victims and witnesses gain safety but risk their "
        "addresses, so these are masked. Children's records are shown to trained roles alone.",
        "article_8_interference": "Serious for suspects, moderate for others; years, not days.",
        "function_creep": "A new purpose needs a new version of this assessment.",
        "minimisation": "Mandatory fields are reviewed each year; unused ones are removed.",
        "access_by_default": "Own force first; other forces with a recorded task.",
        "harm_of_not_processing": "Serial offenders go unseen, and victims are not recognised.",
        "duplicates": "Two identifiers on entry; a weekly list is worked by data teams.",
        "mislinking": "Links above a score are proposed and a person confirms; an undo exists.",
        "cross_force_merge": "Trained data staff of the owning force, with notice to the others.",
        "verification_before_sending": "Role, outcome and warnings are checked before sending.",
        "reliability_information": "Grade, source and date of last check go with each item.",
        "correction_propagation": "Recipients on the flow get a notice and must acknowledge it.",
        "retention_rules": [
            {
                "id": "rr1",
                "records": "Serious offences",
                "module": "crime",
                "review_group": "group_1",
                "kept_for": "Until the person is 100",
                "starts": "Last contact",
                "review_years": 10,
                "disposal": "Deleted with links",
                "proof": "Disposal log by month",
            }
        ],
        "review_arrangements": "Each force's records team; 14,000 reviews are open.",
        "deletion_ability": "Records and links can be deleted; audit entries stay.",
        "legal_holds": "Inquiry flags stop disposal until lifted by the legal team.",
        "custody_images": "Reviewed on request and after six years without conviction.",
        "partner_copies": "Each item carries its disposal date. Partners certify it quarterly.",
    }


def _practice() -> dict[str, Any]:
    return {
        **dict.fromkeys(_DESCRIBED, "Described in the security case SC-4, tested in 2025."),
        "last_security_test_on": "2025-11-17",
        "logged_operations": [
            "collection", "alteration", "consultation", "disclosure", "combination", "erasure",
        ],
        "automated_decisions": False,
        "rights_contact": "Information rights team, Essex Police",
        "planned_flows": [
            {
                "id": "f1",
                "recipient": "Councils with social care",
                "kind": "unitary_or_county",
                "modules": ["crime"],
                "purpose": "Referral of children at risk",
                "law_enforcement": False,
                "direction": "both",
                "under": "sharing_agreement",
                "safety_critical": True,
            },
            {
                "id": "f2",
                "recipient": "Police National Database",
                "kind": "national_service",
                "modules": list(MODULES),
                "purpose": "National search",
                "law_enforcement": True,
                "direction": "send",
                "under": "national_service",
                "safety_critical": False,
            },
        ],
        "international": False,
        "consultations": [
            {
                "id": "co1",
                "who": "Independent advisory group, Essex",
                "group": "advisory",
                "held_on": "2025-12-04",
                "how": "Meeting with a paper",
                "result": "Wants yearly figures on stops that followed a link.",
                "departs": False,
            }
        ],
        "views_of_people": "not_sought",
        "views_not_sought_reason": "Asking suspects would prejudice; victims' groups were asked.",
        "equality_reference": "EIA-22",
        "equality_date": "2025-12-01",
    }  # fmt: skip


def _risks() -> dict[str, Any]:
    return {
        "risk_matrix": "ico_3x3",
        "risks": [
            {
                "id": "r1",
                "library": "R05",
                "title": "A victim's location reaches the perpetrator through a partner",
                "source": "A broad partner role; staff who know the perpetrator",
                "event": "A protected address is seen and passed on",
                "harm": "A victim is found, assaulted or killed; a family has to move",
                "categories": ["physical", "non_material"],
                "inherent_likelihood": "possible",
                "inherent_severity": "severe",
                "measures": "Protected addresses stay out of flows; weekly dip sample.",
                "measure_owner": "Head of information management",
                "measure_due_on": "2026-05-01",
                "effect": "reduced",
                "residual_likelihood": "remote",
                "residual_severity": "severe",
                "approved": True,
                "owner": "Information asset owner",
                "review_on": "2026-05-04",
            }
        ],
        "residual_summary": "One risk stays medium: a victim's address.",
        "actions": [
            {
                "id": "a1",
                "action": "Reconcile partner user lists each month.",
                "risk": "R05",
                "owner_role": "Information security officer",
                "forces": list(FORCES),
                "due_on": "2026-05-01",
                "status": "in_hand",
            }
        ],
    }


def _decision() -> dict[str, Any]:
    return {
        "dpo_involvement": "All officers were given the first outline in October 2025.",
        "dpo_matters": "Necessity, sensitive processing, measures, remaining risk, consultation.",
        "dpo_independence": "The firm drafts; the officers are employed by the forces.",
        "decision_sought": "To adopt this assessment for the shared system.",
        "residual_risk_offered": "The medium risk that a protected address becomes known.",
        "decision_delegations": [
            {
                "id": f"g-{force}",
                "force": force,
                "decides": "SIRO",
                "instrument": "Scheme of consent",
            }
            for force in FORCES
        ],
        "dissent": "own_records",
        "creates_filing_system": False,
        "ico_decision": "not_consult",
        "ico_reason": "The one high risk is medium after measures; no filing system is created.",
        "ico_reading": "both",
        "review_due_on": "2027-01-31",
        "reviewer": "Information management officer of the lead force",
        "review_triggers": ["annual", "release", "recipient", "breach"],
        "review_method": "Desk review with each force, reported to the management board.",
        "publication": "summary",
        "publication_reason": "Public confidence; details would help offenders.",
        "public_summary": "Nine forces share one system for police records. This says how people "
        "are protected.",
    }
