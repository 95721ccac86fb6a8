"""A complete, invented connection return, and its variations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from documents import catalogue
from documents.connection import question_id
from documents.content import Content, read_content
from documents.findings import Context, Finding, findings

TODAY = dt.date(2026, 6, 1)
Answers = dict[str, Any]


def complete(profile: str = "P1") -> Answers:
    """Every answer of a return under one profile, each control met with evidence in date."""
    answers: Answers = {**_ORGANISATION, "profile": profile}
    if profile == "F":
        answers |= {"organisation": "essex", "kind": "force"}
    if profile in ("F", "P1", "P2"):
        answers |= _NETWORK
    if profile in ("P1", "P2", "P4"):
        answers["vetting"] = [
            {"id": "v1", "level": "nppv2_full", "users": 14, "lapsed": 0, **_NEXT_EXPIRY}
        ]
    for control in catalogue.reference("controls"):
        if profile in control["profiles"]:
            answers |= met(control["id"])
    return answers


def met(control: str) -> Answers:
    """A control met, with one item of evidence in date."""
    return {
        question_id(control, "answer"): "compliant",
        question_id(control, "account"): "In place and checked each quarter.",
        question_id(control, "evidence"): [
            {"id": "e1", "title": "Record", "dated_on": "2026-02-01", "expires_on": "2027-01-31"}
        ],
    }


def answering(control: str, state: str, *, account: str | None = "As noted.") -> Answers:
    """A complete P1 return with another answer to one control."""
    answers = complete()
    answers[question_id(control, "answer")] = state
    if account is None:
        del answers[question_id(control, "account")]
    if state in ("partially_compliant", "non_compliant"):
        answers[question_id(control, "risk")] = "medium"
    return answers


def content(answers: Mapping[str, Any]) -> Content:
    """The answers as content of the newest connection return definition."""
    return read_content(catalogue.definition("connection_return"), answers)


def found(answers: Mapping[str, Any]) -> list[Finding]:
    """What the checks find in the answers."""
    return findings(content(answers), Context(TODAY))


def codes(answers: Mapping[str, Any]) -> set[str]:
    """The codes of what the checks find."""
    return {one.code for one in found(answers)}


PLAN = {
    "id": "m1",
    "control": "SYS-02",
    "finding": "Eleven servers more than 14 days behind.",
    "action": "Upgrade the patch tool.",
    "owner": "ICT manager",
    "due_on": "2026-07-31",
    "severity": "medium",
    "safeguard": "An isolated network.",
}
_NEXT_EXPIRY = {"next_expiry_on": "2027-03-01"}
_ORGANISATION = {
    "organisation": "southend",
    "legal_name": "Southend-on-Sea City Council",
    "address": "Civic Centre, Example Avenue",
    "kind": "unitary_or_county",
    "ico_registration": "Z0000002",
    "code_reference": "COC-1",
    "code_version": 1,
    "returned_on": "2026-05-20",
    "several_roles": False,
    "contacts": [
        {"id": "c1", "role": "senior_owner", "post": "Director", "reach": "01234 567890"},
        {"id": "c2", "role": "incidents", "post": "Service desk", "reach": "01234 567891"},
    ],
    "environment": "Council case network",
    "scope": "One site, fourteen named users, the partner portal.",
    "users": 14,
    "sites": 1,
    "commit_changes": True,
    "commit_audit": True,
    "commit_incidents": True,
    "commit_withdrawal": True,
    "commit_no_onward": True,
    "declared_by": "Chief executive",
    "authority": "Scheme of delegation",
    "true_and_complete": True,
}
_NETWORK = {
    "devices": 20,
    "network": "One segment behind a firewall that denies by default.",
    "diagram_title": "Case network, version 4",
    "diagram_on": "2026-03-01",
}
