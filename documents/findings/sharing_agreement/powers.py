"""Checks that each direction of each flow rests on a power, and on one that reaches that far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from documents.agreement import GATEWAYS, TO_PARTNER, TO_POLICE, Agreement, Flow, Row, power, ways
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found

_WORDS = {TO_PARTNER: "police to partner", TO_POLICE: "partner to police"}
_RULE_10 = "D; F:DPA35, F:DC"


def each_direction_has_a_power(content: Content, context: Context) -> Iterator[Finding]:
    """Rule 10 and trap T27: a duty, statutory power or common law power for every direction."""
    agreement = Agreement(content)
    for flow in agreement.flows:
        carried = {way: _carriers(agreement, flow, way, context.today) for way in flow.ways}
        for way, powers in carried.items():
            if not powers:
                yield _without_power(content, flow, way, one_way=any(carried.values()))


def powers_are_powers(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T4: what is cited is a power, not a limit, an exemption or a condition."""
    for question, row, power_id in _cited(content):
        cited = power(power_id)
        if cited["type"] in GATEWAYS:
            continue
        limit = cited["type"] == "limit"
        yield found(
            content,
            Level.STOP if limit else Level.ADVICE,
            "limit_cited_as_power" if limit else "condition_cited_as_power",
            question,
            row=row,
            message=f"{cited['title']} ({cited['citation']}) is no power. {cited['not_for']}",
            remedy="Remove it here and name the duty or power that the sharing rests on; "
            "record conditions with the lawful bases.",
            source=cited["source"],
        )


def powers_run_the_right_way(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T27: a power set out for a direction must run in that direction."""
    for row in content.rows("powers"):
        if not row.get("power"):
            continue
        cited = power(row["power"])
        for way in ways(row.get("direction")):
            if cited["type"] in GATEWAYS and way not in cited["directions"]:
                yield found(
                    content,
                    Level.STOP,
                    "power_runs_one_way",
                    "powers",
                    row=str(row["id"]),
                    message=f"{cited['citation']} does not run {_WORDS[way]}. {cited['not_for']}",
                    remedy="Give the direction in which it runs, and name another power for the "
                    "way back.",
                    source=cited["source"],
                )


def flow_powers_are_set_out(content: Content, context: Context) -> Iterator[Finding]:
    """Every power that a flow relies on is explained in the table of powers."""
    explained = {row.get("power") for row in content.rows("powers")}
    for flow in Agreement(content).flows:
        for power_id in flow.powers:
            if power_id not in explained:
                yield found(
                    content,
                    Level.STOP,
                    "power_not_set_out",
                    "flows",
                    row=flow.id,
                    message=f"Flow {flow.ref} relies on {power(power_id)['citation']}, which the "
                    "table of powers does not set out.",
                    remedy="Add it to the table of powers and say how it applies here.",
                    source="D",
                )


def prohibitions_are_checked(content: Content, context: Context) -> Iterator[Finding]:
    """Intercepted material, anonymity and spent convictions are considered (N01 to N03)."""
    if content.answers.get("prohibitions_checked") is False:
        yield found(
            content,
            Level.STOP,
            "prohibitions_not_checked",
            "prohibitions_checked",
            message="The prohibitions on disclosure have not been checked.",
            remedy="Check intercepted material, anonymity and spent convictions, and say what "
            "is left out.",
            source="F:PCSC16, K",
        )


def _without_power(content: Content, flow: Flow, way: str, *, one_way: bool) -> Finding:
    named = ", ".join(power(one)["citation"] for one in flow.powers) or "nothing"
    return found(
        content,
        Level.STOP,
        "two_way_flow_one_way_power" if one_way else "direction_without_power",
        "flows",
        row=flow.id,
        message=f"Flow {flow.ref} has no duty, statutory power or common law power that carries "
        f"it from {_WORDS[way]}: it relies on {named}.",
        remedy="Name a power that runs in this direction and reaches this partner, or take the "
        "direction out. An agreement creates no power.",
        source=_RULE_10,
    )


def _carriers(agreement: Agreement, flow: Flow, way: str, today: dt.date) -> list[str]:
    return [
        one
        for one in flow.powers
        if _carries(power(one), way, today) and reaches(agreement, flow, way, power(one))
    ]


def _carries(cited: Row, way: str, today: dt.date) -> bool:
    return (
        cited["type"] in GATEWAYS
        and way in cited["directions"]
        and cited["alone"] is not False
        and not ended(cited, today)
    )


def ended(cited: Row, today: dt.date) -> bool:
    """Whether a power is no longer in force on that day, or not yet."""
    starts, ends = cited["effective_from"], cited["effective_to"]
    return (ends is not None and dt.date.fromisoformat(ends) < today) or (
        starts is not None and dt.date.fromisoformat(starts) > today
    )


def reaches(agreement: Agreement, flow: Flow, way: str, cited: Row) -> bool:
    """Whether the partner is of a kind that the power reaches; True where that is not known."""
    kinds = cited["partner_kinds"]
    chosen = agreement.kind(flow.partner)
    if kinds is None or chosen is None or (cited["any_discloser"] and way == TO_POLICE):
        return True
    return chosen["id"] in kinds


def _cited(content: Content) -> Iterator[tuple[str, str, str]]:
    seen = set()
    for row in content.rows("powers"):
        if row.get("power"):
            seen.add(row["power"])
            yield "powers", str(row["id"]), row["power"]
    for flow in Agreement(content).flows:
        for power_id in flow.powers:
            if power_id not in seen:
                yield "flows", flow.id, power_id


CHECKS: tuple[Check, ...] = (
    each_direction_has_a_power,
    powers_are_powers,
    powers_run_the_right_way,
    flow_powers_are_set_out,
    prohibitions_are_checked,
)
