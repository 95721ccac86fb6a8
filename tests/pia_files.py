"""An assessment as the CNIL's PIA tool exports it: its shape, with words of ours."""

from __future__ import annotations

import json
from typing import Any

AT = "2026-02-20T15:25:41.845Z"


def answer(number: int, text: str = "", *items: str, gauge: int | None = 0) -> dict[str, Any]:
    """One answer."""
    data = {"text": text or None, "gauge": gauge, "list": list(items)}
    return {"pia_id": 1, "reference_to": number, "data": data, "created_at": AT, "id": number}


def exported(**more: Any) -> dict[str, Any]:
    """A whole export."""
    pia = {
        "id": 1, "name": "Visits register", "status": 3, "author_name": "Ann Author",
        "evaluator_name": "Eve Evaluator", "validator_name": "Val Validator", "dpo_status": 1,
        "dpo_opinion": "It will do.", "dpos_names": "Dee Officer", "people_names": "Tenants",
        "concerned_people_opinion": "They agree.", "concerned_people_status": 1,
        "concerned_people_searched_opinion": True, "concerned_people_searched_content": "",
        "rejection_reason": "", "applied_adjustments": "", "category": "", "created_at": AT,
    }  # fmt: skip
    return {
        "pia": pia,
        "answers": [
            answer(111, "<div>It records <strong>visits</strong>.<br />Nothing else.</div>"),
            answer(112, "The council controls."),
            answer(122, "Collected, used, deleted."),
            answer(123, "<ul>\n<li>a server</li>\n<li>paper</li>\n</ul>"),
            answer(211, "To plan visits."),
            answer(212, "Public task."),
            answer(215, "Six years."),
            answer(227, "None leave."),
            answer(321, "", "Distress", "Harassment"),
            answer(322, "", "Theft of a laptop"),
            answer(324, "", "Encryption"),
            answer(325, "Serious for some.", gauge=3),
            answer(326, "Rarely.", gauge=1),
            answer(901, "A question of their own."),
        ],
        "measures": [{"id": 7, "title": "Encryption", "content": "All disks.", "pia_id": 1}],
        "evaluations": [
            {"reference_to": "3.1.7", "evaluation_comment": "Fine.", "action_plan_comment":
             "Encrypt the backups.", "estimated_implementation_date": "2027-03-31T00:00:00.000Z",
             "person_in_charge": "Ida Tech", "status": 2, "global_status": 2},
        ],
        "comments": [{"description": "Say more.", "reference_to": 212, "for_measure": False}],
        "attachments": [{"name": "flow.png", "mime_type": "image/png", "file": "data:,x"}],
    } | more  # fmt: skip


def export_file(**more: Any) -> bytes:
    """The same as bytes."""
    return json.dumps(exported(**more)).encode()
