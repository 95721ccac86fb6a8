"""The lawful bases of an agreement: per flow, direction and side, as the purposes require."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from govern.demonstration.plans import Plan
from govern.demonstration.texts.connecting import body_of
from govern.demonstration.texts.filling import Answers, OnDay, name_of

_WAYS = {
    "police_to_partner": ("police_to_partner",),
    "partner_to_police": ("partner_to_police",),
    "two_way": ("police_to_partner", "partner_to_police"),
}
_UK_GDPR = (
    "article_6", "article_6_law", "article_9", "article_10", "article_10_law", "schedule_1",
)  # fmt: skip
_POLICY_DAY = 710


def of(on: OnDay, plan: Plan, texts: Mapping[str, Any]) -> Answers:
    """The rows of sections S4 and S5; flows whose basis is the same share a row."""
    return {
        "sender_bases": _joined(_side(on, plan, texts, sender=True)),
        "recipient_bases": _joined(_side(on, plan, texts, sender=False)),
    }


def _side(
    on: OnDay, plan: Plan, texts: Mapping[str, Any], *, sender: bool
) -> Iterator[tuple[str, tuple[Any, ...], Answers]]:
    for flow in texts["flows"]:
        kind = (flow["police_law_enforcement"], flow["partner_law_enforcement"])
        for way in _WAYS[flow["direction"]]:
            police = (way == "police_to_partner") == sender
            law = texts["police" if police else "partner"]
            row = {"direction": way, **_basis(plan, texts, flow, law, police=police, sender=sender)}
            if _special(texts, flow) or row["regime"] != "part_3":
                row["policy_document"] = _policy(on, plan, police=police)
            yield flow["ref"], kind, row


def _basis(
    plan: Plan,
    texts: Mapping[str, Any],
    flow: Mapping[str, Any],
    law: Mapping[str, Any],
    *,
    police: bool,
    sender: bool,
) -> Answers:
    """Part 3 for a law enforcement purpose, the UK GDPR for any other, both where both.

    Police who send for a purpose of the partner that is not law enforcement need the UK GDPR and
    section 36(4) as well (domain 14.1).
    """
    part_3 = flow["police_law_enforcement"] if police else flow["partner_law_enforcement"]
    other = not part_3 or (police and sender and not flow["partner_law_enforcement"])
    special, row = _special(texts, flow), {"regime": "both" if part_3 and other else "uk_gdpr"}
    if part_3:
        row = {"regime": row["regime"] if other else "part_3", "section_35_2": "task"}
        if special:
            row |= {name: law[name] for name in ("strictly_necessary", "schedule_8")}
    if other:
        row |= {name: law[name] for name in _UK_GDPR if name in law}
        if not special and row.get("article_10") != "schedule_1":
            row.pop("article_9", None)
            row.pop("schedule_1", None)
        if not _criminal(texts, flow):
            row["article_10"] = "not_criminal"
            row.pop("article_10_law", None)
        if police and sender:
            row["section_36_4"] = law["section_36_4"]
    return row


def _joined(rows: Iterator[tuple[str, tuple[Any, ...], Answers]]) -> list[Answers]:
    joined: list[tuple[tuple[Any, ...], Answers, list[str]]] = []
    for ref, kind, row in rows:
        same = next((each for each in joined if each[:2] == (kind, row)), None)
        if same:
            same[2].append(ref)
        else:
            joined.append((kind, row, [ref]))
    return [{"flows": ", ".join(refs), **row} for _, row, refs in joined]


def _carried(texts: Mapping[str, Any], flow: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [row for row in texts["data"] if flow["ref"] in row["flows"]]


def _special(texts: Mapping[str, Any], flow: Mapping[str, Any]) -> bool:
    return any(row["special"] for row in _carried(texts, flow))


def _criminal(texts: Mapping[str, Any], flow: Mapping[str, Any]) -> bool:
    return any(row["criminal_offence"] for row in _carried(texts, flow))


def _policy(on: OnDay, plan: Plan, *, police: bool) -> str:
    due = f"review due {on(_POLICY_DAY):%-d %B %Y}"
    if police:
        return "; ".join(f"APD of {name_of(force)}, version 4, {due}" for force in plan.forces)
    own = body_of(plan.partner).get("policy", "version 2")
    return f"Appropriate policy document of {name_of(plan.partner)}, {own}, {due}"
