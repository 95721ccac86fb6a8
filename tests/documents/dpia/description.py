"""A realistic impact assessment, first half: control, screening, description, law (D0 to D7)."""

from __future__ import annotations

from typing import Any

FORCES = (
    "bedfordshire", "cambridgeshire", "essex", "hertfordshire", "kent", "norfolk", "suffolk",
    "warwickshire", "west-mercia",
)  # fmt: skip
TERMS = [
    "subject_duration", "nature_purpose", "data_subjects", "obligations", "instructions",
    "confidentiality", "assist_rights", "delete_return", "audit", "sub_processors",
]  # fmt: skip
MODULES = ["intelligence", "crime", "custody", "case"]


def first_half() -> dict[str, Any]:
    """Answers to D0 to D7, a fresh copy each time."""
    return {**_control(), **_screening(), **_system(), **_roles(), **_law(), **_data()}


def _control() -> dict[str, Any]:
    return {
        "asset_name": "Shared records management system of the nine forces",
        "marking": "official_sensitive",
        "handling_instructions": "For the nine forces and their advisers. Secure mail only.",
        "owner_body": "consortium-office",
        "drafting_body": "harrow-lane",
        "drafting_person": "Leo Marsh, associate",
        "lead_force": "essex",
        "controllers_covered": list(FORCES),
        "project_sponsor": "Helen Ardley, Assistant Chief Constable, Essex Police",
        "dpia_adviser": "Priya Nair, information management officer",
        "submitted_to_adviser_on": "2026-01-12",
        "asset_owners": [
            {"id": f"o-{force}", "force": force, "owner": "Head of crime", "deputy": "Data manager"}
            for force in FORCES
        ],
        "processing_started_on": "2019-01-14",
        "dpia_retrospective": True,
        "retrospective_reason": "The forces went live one by one under assessments of their own. "
        "None covered the shared search that began when the last one joined.",
        "interim_safeguards": "Since January 2019: own records first in search, restricted records "
        "for sensitive cases, and a monthly audit of 40 cross-force searches per force.",
        "change_log": [
            {
                "id": "c1",
                "version": "1",
                "changed_on": "2026-01-12",
                "changed_by": "Leo Marsh",
                "summary": "First text for review.",
                "weight": "material",
            }
        ],
        "related_documents": [
            {
                "id": "d1",
                "document_kind": "arrangement",
                "reference": "JCA-1",
                "version": "1.0",
                "relation": "Arrangement of the joint controllers",
            }
        ],
    }


def _screening() -> dict[str, Any]:
    hit = {"I06", "I07", "I09", "I10"}
    return {
        "ico_triggers": [
            {
                "id": f"t{number}",
                "trigger": f"I{number:02}",
                "applies": f"I{number:02}" in hit,
                "why": "Records of nine forces are linked, mostly unknown to the people concerned."
                if f"I{number:02}" in hit
                else "The system does nothing of this kind.",
            }
            for number in range(1, 11)
        ],
        "wp248_criteria": ["W4", "W5", "W6", "W7"],
        "wp248_why": "Sensitive data on a large scale, combined across forces, about victims.",
        "always_assess": ["A35-3-b"],
        "regimes": "both",
        "regime_split": "Part 3 for crime, intelligence, custody and case. UK GDPR for referrals "
        "to social care and for the administration of users.",
        "screening_outcome": "required",
        "screening_reason": "Four triggers and four criteria apply.",
    }


def _system() -> dict[str, Any]:
    return {
        "modules": list(MODULES),
        "nature": "Officers record crimes, intelligence, detentions and case files. The system "
        "links records about one person, place or vehicle across the nine forces.",
        "scope": "All crime, intelligence, custody and case records since 2015, by review group.",
        "context": "Most people have no choice. Victims and witnesses expect care with addresses.",
        "prior_concerns": "Two outages in October 2019; duplicates after the first migrations.",
        "data_flows": "Officer to module; module to shared index; index to national services; "
        "module to partner by agreement alone.",
        "data_flow_diagram": "DFD-7, 3 November 2025",
        "interfaces": [
            {
                "id": "i1",
                "name": "Police National Database",
                "direction": "out",
                "operator": "National service",
                "modules": list(MODULES),
                "carries": "Nightly extract of person, crime, custody and intelligence records.",
                "method": "Secure file transfer",
                "live": True,
            }
        ],
        "hosting_location": "Two data centres in England; support staff work in the country.",
        "hosted_in_uk": True,
        "data_centres": [
            {"id": "dc1", "name": "A", "place": "England", "operator": "Hostwell", "use": "Live"}
        ],
        "processors": [
            {
                "id": "p1",
                "name": "Recordwise Ltd",
                "role": "processor",
                "service": "Develops and supports the system.",
                "engaged_by": "Essex Police for all nine",
                "country": "United Kingdom",
            },
            {
                "id": "p2",
                "name": "Hostwell Ltd",
                "role": "sub_processor",
                "service": "Hosts the system.",
                "engaged_by": "Recordwise Ltd",
                "country": "United Kingdom",
            },
        ],
        "volumes": [
            {"id": "v1", "what": "People on record", "number": 8_400_000, "as_at": "2025-12-31"}
        ],
        "users_by_force": [
            {"id": f"u-{force}", "force": force, "users": 3200, "roles": "14 roles"}
            for force in FORCES
        ],
        "partner_users": "None has a login today. Referrals leave through the partnership portal.",
    }


def _roles() -> dict[str, Any]:
    return {
        "joint_controllers": list(FORCES),
        "arrangement_reference": "JCA-1",
        "arrangement_status": "in_force",
        "arrangement_date": "2025-11-20",
        "contact_point": "essex",
        "duties": [
            {
                "id": "du1",
                "duty": "subject_access",
                "responsible": "The force that recorded the item",
                "how": "The contact point passes a request on within two working days.",
            }
        ],
        "processor_contracts": [
            {"id": "k1", "processor": "Recordwise Ltd", "reference": "C-118", "terms": TERMS},
            {"id": "k2", "processor": "Hostwell Ltd", "reference": "C-118/S2", "terms": TERMS},
        ],
        "sub_processor_control": "Written authority of the lead force, with 60 days' notice.",
        "consortium_office_role": "It co-ordinates and reports. It signs for no force.",
        "partner_relationship": "Councils, health bodies and charities are separate controllers.",
        "designation_notices": "none",
    }


def _law() -> dict[str, Any]:
    return {
        "purposes": [
            {
                "id": "pu1",
                "purpose": "Link new reports to people already known",
                "description": "Find, within minutes of a report, earlier records of the same "
                "person in any of the nine forces, so that risk and offending are seen as a whole.",
                "modules": list(MODULES),
                "law_enforcement": True,
                "legal_basis": "Common law duty to prevent and detect crime; Police Act 1996 s.30.",
                "section_35_condition": "task",
                "outcome": "Offenders and victims are recognised across force boundaries.",
            },
            {
                "id": "pu2",
                "purpose": "Refer children at risk of harm to the local authority",
                "description": "Send what social workers need to assess a risk of serious harm.",
                "modules": ["crime"],
                "law_enforcement": False,
                "legal_basis": "Children Act 1989 s.47; Children Act 2004 ss.10-11; common law.",
                "section_36_authority": "Children Act 1989 s.47, Children Act 2004 ss.10 and 11.",
                "article_6": "e",
                "article_9": "g",
                "schedule_1": ["para_18"],
                "article_10": "official_authority",
                "article_10_authority": "Children Act 2004 s.11 with common law policing.",
                "outcome": "Children are protected sooner.",
            },
        ],
        "consent_position": "Not relied on; people cannot freely refuse to be recorded by police.",
        "further_use": "A sergeant tests authority, necessity and proportionality, and records it.",
        "sensitive_types": ["race", "religion", "health", "sex_life"],
        "sensitive_ground": "strictly_necessary",
        "strictly_necessary": "Hate crime, risk in custody and abuse cannot be dealt with unless "
        "ethnicity, health and sexual orientation are recorded.",
        "alternatives_tried": "A plain flag was tried in two forces and led to missed medication.",
        "schedule_8": ["S8-1", "S8-4"],
        "schedule_8_reasons": "Paragraph 1: statutory and common law functions, in the substantial "
        "public interest. Paragraph 4: asking for consent would prejudice the protection.",
        "policy_documents": [
            {
                "id": f"apd-{force}",
                "force": force,
                "reference": f"APD-{force}",
                "version": "3",
                "reviewed_on": "2025-11-03",
                "review_due_on": "2026-11-03",
            }
            for force in FORCES
        ],
        "criminal_offence_data": "Councils: Article 10 with Schedule 1 paragraph 18.",
    }


def _data() -> dict[str, Any]:
    people = ("suspect", "convicted", "victim", "witness", "child", "staff")
    return {
        "data_subjects": [
            {
                "id": f"s-{one}",
                "category": one,
                "who": "As recorded in any of the four modules.",
                "flagged": "Role on each link between person and record.",
                "changes": "The earlier role stays in the history.",
                "vulnerable": one in ("victim", "witness", "child"),
            }
            for one in people
        ],
        "distinction_limits": "Early intelligence may concern people whose role is not yet known; "
        "it is marked so and reviewed after 28 days.",
        "data_categories": [
            {
                "id": "e1",
                "entity": "Crime record",
                "module": "crime",
                "fields": "Offence, place, time, people and their roles, method, outcome",
                "subjects": ["suspect", "victim", "witness"],
                "origin": "Officers and callers",
                "sensitivity": ["criminal", "sensitive"],
                "fact_or_opinion": "both_marked",
                "graded": False,
                "free_text": True,
                "necessary": "Without it no offence can be investigated.",
            }
        ],
        "free_text_control": "Prompts beside the field; ten narratives a month are read per team.",
        "intelligence_handling": "The 3x5x2 grade and handling conditions stay on every extract.",
        "protected_material": "Covert material is held outside the system.",
    }
