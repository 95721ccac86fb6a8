"""What the legal checks say of a demonstration text on the day on which it is frozen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from documents.catalogue import definition
from documents.content import Content, Missing, read_content, unfinished
from documents.findings import Context, Finding, Level, OrgFacts, findings
from govern.demonstration import cast

OPENED_ON = date(2025, 5, 25)
POLICY_DAY = 710


def on(number: int) -> date:
    """The date of a day of the story."""
    return OPENED_ON + timedelta(days=number)


def content(kind: str, answers: Mapping[str, Any]) -> Content:
    """The answers as content; an answer to no question of the definition fails."""
    known = {question.id for question in definition(kind).questions()}
    assert set(answers) <= known, f"no questions of {kind}: {sorted(set(answers) - known)}"
    return read_content(definition(kind), answers)


def gaps(kind: str, answers: Mapping[str, Any]) -> list[Missing]:
    """Every required answer that is missing."""
    return list(unfinished(content(kind, answers)))


def stops(kind: str, answers: Mapping[str, Any], day: int) -> list[Finding]:
    """Every finding that would bar freezing on that day of the story."""
    bodies = {body.slug: OrgFacts(body.kind, body.name, body.sector) for body in cast.BODIES}
    held = dict.fromkeys((*cast.FORCES, *cast.PARTNERS), on(POLICY_DAY))
    context = Context(today=on(day), organisations=bodies, policy_documents=held)
    found = findings(content(kind, answers), context)
    return [finding for finding in found if finding.level is Level.STOP]
