"""A complete, invented sharing agreement: one referral flow from police to a council."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Mapping
from typing import Any

from documents import catalogue
from documents.content import Content, read_content
from documents.findings import Context, Finding, OrgFacts, findings

TODAY = dt.date(2026, 6, 1)
Answers = dict[str, Any]

_PARTY = {
    "address": "County Hall, Example Street",
    "contact": "Information governance manager",
    "dpo_contact": "dpo@example.invalid",
    "spoc": "MASH manager",
    "spoc_deputy": "Deputy MASH manager",
    "out_of_hours": "Duty desk, 01234 567890",
}

FLOW: Answers = {
    "id": "f1",
    "ref": "F1",
    "name": "Child safeguarding referral",
    "direction": "police_to_partner",
    "forces": ["essex"],
    "partner": "southend",
    "category": "child-safeguarding-referral",
    "purpose": "child-safeguarding",
    "police_law_enforcement": False,
    "partner_law_enforcement": False,
    "powers": ["G07", "G01"],
    "trigger": "A notification is made in the records system",
    "frequency": "per_event",
    "volume": "About 40 a week",
    "method": "partner_portal",
    "security": "Encrypted in transit and at rest",
    "marking": "official_sensitive",
    "handling_instructions": "Named MASH staff alone; do not print.",
    "rms_code": "ESX-MASH-01",
    "safety_critical": True,
    "fallback": "Secure e-mail to the MASH inbox and a call to the duty desk.",
    "allowance_hours": 24,
    "allowance_reasons": "A referral may concern a child in danger tonight.",
    "obligations": ["owning_force_only", "exclude_listed_fields", "accuracy_statement"],
    "readiness": ["named_user_access"],
}
DATA: Answers = {
    "id": "d1",
    "item": "Child referral",
    "flows": "F1",
    "module": "crime",
    "data_group": "safeguarding-referral",
    "fields": "Name, date of birth, address, school, concern, action taken",
    "subjects": ["child", "victim", "associate"],
    "special": ["health", "race"],
    "criminal_offence": True,
    "patient_information": False,
    "nature": "both",
    "handling": "not_graded",
    "excluded": "Intelligence with handling code C, covert sources, addresses of third parties",
    "why": "Risk to the child cannot be assessed without who, where and what happened.",
    "format": "Form in the portal",
}
SENDER: Answers = {
    "id": "s1",
    "flows": "F1",
    "direction": "police_to_partner",
    "regime": "uk_gdpr",
    "section_36_4": "Children Act 1989 s.47 and the common law authorise sharing for this purpose.",
    "article_6": ["c", "e"],
    "article_6_law": "Children Act 1989 s.47; the police's common law duty to protect life.",
    "article_9": ["g"],
    "article_10": "official_authority",
    "article_10_law": "Common law duties of a constable; Children Act 1989 s.47",
    "schedule_1": ["para_18"],
    "policy_document": "Essex APD version 3, review due 31 January 2027",
}
RECIPIENT: Answers = {
    "id": "r1",
    "flows": "F1",
    "direction": "police_to_partner",
    "regime": "uk_gdpr",
    "article_6": ["c", "e"],
    "article_6_law": "Children Act 1989 s.47; Children Act 2004 ss.10 and 11.",
    "article_9": ["g"],
    "article_10": "schedule_1",
    "schedule_1": ["para_18"],
    "policy_document": "Southend APD version 2, review due 30 April 2027",
}


def complete() -> Answers:
    """Every answer of an agreement that can be frozen; a fresh copy each time."""
    return copy.deepcopy({**_SUMMARY, **_PARTIES, **_LAW, **_TABLES, **_TERMS, **_SIGNING})


def with_flow(**changes: object) -> Answers:
    """The complete agreement with changes to its one flow; None takes an answer out."""
    return with_row("flows", **changes)


def with_row(table: str, **changes: object) -> Answers:
    """The complete agreement with changes to the first row of a table; None takes one out."""
    answers = complete()
    row = {**answers[table][0], **changes}
    answers[table][0] = {key: value for key, value in row.items() if value is not None}
    return answers


def content(answers: Mapping[str, Any]) -> Content:
    """The answers as content of the newest sharing agreement definition."""
    return read_content(catalogue.definition("sharing_agreement"), answers)


def found(answers: Mapping[str, Any], context: Context | None = None) -> list[Finding]:
    """What the checks find in the answers."""
    return findings(content(answers), context or Context(TODAY))


def codes(answers: Mapping[str, Any], context: Context | None = None) -> set[str]:
    """The codes of what the checks find."""
    return {one.code for one in found(answers, context)}


def knowing(slug: str, kind: str, **competent: bool) -> Context:
    """A context that knows one organisation; purposes are written with underscores."""
    purposes = {name.replace("_", "-"): value for name, value in competent.items()}
    return Context(TODAY, organisations={slug: OrgFacts(kind, slug, competent=purposes)})


_SUMMARY = {
    "title": "MASH referrals, Southend",
    "tier": "standalone",
    "owner_force": "essex",
    "partner_lead": "southend",
    "summary": "Essex Police sends child safeguarding referrals to the council's hub.",
    "marking": "official",
    "starts_on": "2026-09-01",
    "review_on": "2027-02-26",
    "ends_on": "2029-08-31",
    "dpia_reference": "DPIA-1",
    "dpia_min_version": 2,
    "code_reference": "COC-1",
    "code_min_version": 1,
    "all_or_none": False,
    "signing_order": "any_order",
    "drafted_by": "Harbour Lane Solicitors",
}
_PARTIES = {
    "parties": [
        {
            "id": "p1",
            "organisation": "essex",
            "legal_name": "Chief Constable of Essex Police",
            "ico_registration": "Z0000001",
            "kind": "force",
            "capacity": "controller",
            "competent": True,
            "competent_because": "DPA 2018 Schedule 7",
            **_PARTY,
        },
        {
            "id": "p2",
            "organisation": "southend",
            "legal_name": "Southend-on-Sea City Council",
            "ico_registration": "Z0000002",
            "kind": "unitary_or_county",
            "capacity": "controller",
            "competent": False,
            **_PARTY,
        },
    ],
    "processors": "The host of the records system, for each force, under a section 59 contract.",
}
_LAW = {
    "purpose": "Identify, assess and act on the risk of significant harm to children in Southend "
    "through same-day research by several agencies.",
    "law_enforcement": False,
    "outcomes": "A decision on each referral within one working day.",
    "benefits": "Children at risk are seen sooner.",
    "harm_of_sharing": "A family may be treated as suspect on weak information.",
    "harm_of_not_sharing": "A child may be left in danger.",
    "success_measures": "Share of referrals decided within a day.",
    "powers": [
        {
            "id": "w1",
            "power": "G07",
            "direction": "police_to_partner",
            "application": "The police help the council with enquiries into significant harm.",
        },
        {
            "id": "w2",
            "power": "G01",
            "direction": "police_to_partner",
            "application": "Pressing need to protect life, before an enquiry has begun.",
        },
    ],
    "prohibitions_checked": True,
    "prohibitions": "Complainants of sexual offences are named only where the enquiry needs it.",
    "sender_bases": [SENDER],
    "recipient_bases": [RECIPIENT],
    "confidentiality": "Information given in confidence is disclosed where risk outweighs it.",
    "public_interest": "Protecting a child from significant harm overrides confidence.",
    "article_8": "Legitimate aim; linked to it; nothing less intrusive works; fair balance.",
    "consent_stance": "views_sought",
    "special_rules": "Spent convictions are left out unless the risk turns on them.",
}
_TABLES = {
    "data": [DATA],
    "flows": [FLOW],
    "retention": [
        {
            "id": "k1",
            "item": "Child referral",
            "keeper": "Council",
            "period": "As the child's record requires; unmatched research 30 days",
            "method": "Secure deletion",
            "certificate": True,
        }
    ],
    "roles": [
        {"id": "g1", "organisation": "essex", "role": "MASH sergeant", "duties": "Dip sample"}
    ],
}
_TERMS = {
    "process": "Referrals go through the portal; anything else is asked for on the form.",
    "may_ask": "MASH team managers",
    "may_approve": "MASH sergeant or above",
    "response_time": "One working day",
    "urgent_route": "Telephone the duty desk. Nothing here delays disclosure to protect life.",
    "refusals": "With reasons, to the single points of contact.",
    "recording": "Date, time and identity in the log; a reason as good practice.",
    "verification": "The referring officer checks identity before sending.",
    "reliability": "Opinion is marked as opinion.",
    "correction_days": 2,
    "corrections": "By notice, acknowledged by the recipient.",
    "use_limits": "For the stated purpose alone.",
    "onward": "Only with the originator's consent, unless law requires it.",
    "automated": False,
    "proceedings": "Family proceedings only through the agreed protocol.",
    "storage": "In the council's case system, UK hosted.",
    "printing": "Not printed.",
    "vetting": "nppv2_full",
    "training": "Data protection and system training each year.",
    "marking_rules": "OFFICIAL-SENSITIVE material keeps its marking.",
    "legal_hold": "Inquiries suspend disposal.",
    "at_end": "Returned or destroyed as the force chooses.",
    "rights": "Each controller answers for what it holds.",
    "transfer_days": 2,
    "consult_originator": "Before disclosure, within two working days.",
    "restrictions": "Considered case by case by the controller that holds the data.",
    "rectification": "Passed to every recipient on the flow.",
    "complaints": "complaints@example.invalid",
    "notices": "Both privacy notices name this sharing.",
    "not_telling": "Where it would put a child at risk.",
    "foi": "The body asked answers and consults the other.",
    "publication": "redacted",
    "breach_hours": 24,
    "breach_contacts": "Duty desks of both parties",
    "breach_process": "Contain, triage together, decide, record.",
    "breach_notifier": "The controller in whose system it happened.",
    "breach_lessons": "Shared at the next meeting.",
    "meetings": "Every quarter.",
    "audit": "Ten referrals a month.",
    "disputes": "Contacts, then owners, then senior owners.",
    "indemnity": False,
    "review_months": 12,
    "reviewer": "Information asset owner",
    "review_triggers": ["law", "breach", "party"],
    "variation": "Material changes make a new version that is signed afresh.",
    "suspension_grounds": "Sharing has become unlawful or unsafe.",
    "notice_days": 30,
    "suspension_process": "By either party at once; the SIRO restores.",
    "after_end": "Kept as law requires, otherwise destroyed.",
    "survival": "Confidentiality, security, rights and breach duties.",
}
_SIGNING = {
    "signatories": [
        {"id": "z1", "organisation": "essex", "role": "siro", "authority": "Scheme of delegation"},
        {"id": "z2", "organisation": "southend", "role": "signatory", "authority": "Constitution"},
        {
            "id": "z3",
            "organisation": "southend",
            "role": "caldicott_guardian",
            "authority": "Appointment of 2024",
        },
    ],
}
