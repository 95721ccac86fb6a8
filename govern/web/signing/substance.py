"""What a text means for the organisation that is asked to sign it: its flows, or its controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents import catalogue
from govern.store import document_pages
from govern.store.database import Session
from govern.store.signing import Found
from govern.web.filters import day, plural
from govern.web.pieces import Cell, Column, Fact, Link, Table, Tag


@dataclass(frozen=True)
class Substance:
    """The facts of a text that matter to its signatory."""

    title: str
    facts: Sequence[Fact]
    table: Table | None


def substance(session: Session, here: Found) -> Substance | None:
    """An agreement's flows of this organisation, or a return's controls; None for others."""
    facts = here.version.facts or {}
    if here.document.kind == "sharing_agreement":
        return _agreement(session, here, facts)
    if here.document.kind == "connection_return":
        return _connection(facts)
    return None


def _agreement(session: Session, here: Found, facts: Mapping[str, Any]) -> Substance:
    names = document_pages.names(session)
    own = here.organisation.slug
    listed = [flow for flow in facts.get("flows", ()) if own in (flow["force"], flow["partner"])]
    listed.sort(key=lambda flow: not flow["safety_critical"])
    rows = [_flow(flow, names) for flow in listed]
    table = Table(
        f"Flows of {here.organisation.name} under this agreement",
        [Column("Flow"), Column("What, and why"), Column("Powers")],
        rows,
        "This agreement lists no flow of your organisation.",
    )
    return Substance("What this agreement covers", list(_dates(facts)), table)


def _dates(facts: Mapping[str, Any]) -> list[Fact]:
    found = []
    for key, label in (
        ("starts_on", "From"),
        ("ends_on", "Until the end of"),
        ("review_due_on", "Review due"),
    ):
        if facts.get(key):
            found.append(Fact(label, day(facts[key])))
    together = "All parties must sign before any flow opens" if facts.get("all_or_none") else ""
    if together:
        found.append(Fact("Signing", together))
    return found


def _flow(flow: Mapping[str, Any], names: Mapping[str, str]) -> list[str | Cell]:
    force, partner = (
        names.get(flow["force"], flow["force"]),
        names.get(flow["partner"], flow["partner"]),
    )
    ends = (force, partner) if flow["direction"] == "send" else (partner, force)
    notes: list[str | Tag | Link] = (
        [Tag("Safety-critical", "purple")] if flow["safety_critical"] else []
    )
    what = names.get(flow["category"], flow["category"])
    why = names.get(flow["purpose"], flow["purpose"])
    powers = [_power(each) for each in flow.get("powers", ())]
    first = powers[0] if powers else "None named"
    return [Cell(f"{ends[0]} to {ends[1]}", notes), Cell(what, [why]), Cell(first, powers[1:])]


def _power(power_id: str) -> str:
    try:
        row = catalogue.row("powers", power_id)
    except LookupError:
        return power_id
    return f"{power_id} {row.get('title') or row.get('citation') or ''}".strip()


def _connection(facts: Mapping[str, Any]) -> Substance:
    answers: Mapping[str, str] = facts.get("answers") or {}
    met = sum(state == "compliant" for state in answers.values())
    found = [
        Fact("Profile", str(facts.get("profile") or "")),
        Fact("Controls met", f"{met} of {len(answers)}"),
        Fact("Mandatory and not met", _named(facts.get("blocking") or ())),
        Fact("Mandatory and met in part", _named(facts.get("partial") or ())),
    ]
    plans = [
        [str(each.get("control")), day(each["due_on"]) if each.get("due_on") else "No date"]
        for each in facts.get("remediation") or ()
    ]
    table = Table(
        f"Remediation: {plural(len(plans), 'action')}",
        [Column("Control"), Column("Due")],
        plans,
    )
    return Substance("What the return says", found, table if plans else None)


def _named(controls: Sequence[str]) -> str:
    return ", ".join(controls) or "None"
