"""A complete, invented code of connection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from documents import catalogue
from documents.connection import starting_controls
from documents.content import Content, read_content
from documents.findings import Context, findings

TODAY = dt.date(2026, 1, 5)
Answers = dict[str, Any]


def complete() -> Answers:
    """Every answer of a code that can be frozen; a fresh copy each time."""
    answers: Answers = {one: f"As agreed: {one.replace('_', ' ')}." for one in _WRITTEN}
    return answers | {
        "title": "Code of connection",
        "owner": "Consortium office",
        "drafted_by": "Harbour Lane Solicitors",
        "marking": "official",
        "starts_on": "2026-02-01",
        "review_due_on": "2027-01-31",
        "roles": [{"id": "g1", "role": "Security officer", "duties": "Assesses returns"}],
        "controls": starting_controls(),
        "vetting_levels": [
            {"id": "v1", "profile": "P1", "level": "nppv2_full", "renewal_months": 36}
        ],
        "days_critical": 14,
        "days_high": 30,
        "days_medium": 90,
        "days_low": 180,
        "validity_months": 12,
        "incident_hours": 24,
        "lease_hours": 8,
        "commitments": [{"id": "k1", "text": "Notify changes of network before they happen."}],
    }


def content(answers: Mapping[str, Any]) -> Content:
    """The answers as content of the newest code definition."""
    return read_content(catalogue.definition("code_of_connection"), answers)


def codes(answers: Mapping[str, Any]) -> set[str]:
    """The codes of what the checks find."""
    return {one.code for one in findings(content(answers), Context(TODAY))}


_WRITTEN = (
    "summary",
    "purpose",
    "standards",
    "binds",
    "flow_down",
    "force_connections",
    "partner_connections",
    "profiles_text",
    "governance",
    "assess_once",
    "vetting_rules",
    "answer_scale",
    "evidence_rules",
    "separation",
    "overdue",
    "certification",
    "withdrawal",
    "incidents",
    "misuse",
    "audit",
    "health_checks",
    "outage_statement",
    "fallback",
    "review",
    "transition",
)
