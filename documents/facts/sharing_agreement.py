"""What a frozen sharing agreement tells the register: dates, parties and its flows, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from documents.agreement import TO_PARTNER, Agreement, Flow, Row, in_order, power
from documents.content import Content

Facts = dict[str, Any]
_HOUR = 3600


def facts(content: Content) -> Facts:
    """Facts as JSON; dates are London dates, `ends_on` the last day in force.

    A row of the schedule that names several forces gives one flow per force, and a two-way row
    one flow each way; `direction` is seen from the records system: `send` or `receive`.
    """
    agreement = Agreement(content)
    return {
        "starts_on": content.answers.get("starts_on"),
        "ends_on": content.answers.get("ends_on"),
        "review_due_on": content.answers.get("review_on"),
        "all_or_none": content.answers.get("all_or_none") is True,
        "signing_order": content.answers.get("signing_order") or "any_order",
        "dpia_min_version": content.answers.get("dpia_min_version") or 1,
        "code_min_version": content.answers.get("code_min_version") or 1,
        "parties": [_party(agreement, slug, row) for slug, row in agreement.parties.items()],
        "flows": [one for flow in agreement.flows for one in _flows(agreement, flow)],
    }


def _party(agreement: Agreement, slug: str, row: Row) -> Facts:
    kind = row.get("kind")
    if kind == "force":
        return {"slug": slug, "capacity": "controller", "chain": "agreement_force"}
    if kind == "national_service" or row.get("capacity") == "service":
        return {"slug": slug, "capacity": "service", "chain": None}
    health = any(agreement.is_health(one) for one in agreement.flows if one.partner == slug)
    chain = "agreement_partner_health" if health else "agreement_partner"
    return {"slug": slug, "capacity": "partner", "chain": chain}


def _flows(agreement: Agreement, flow: Flow) -> Iterator[Facts]:
    for force in flow.forces:
        for way in flow.ways:
            yield {
                "row": flow.id,
                "ref": flow.ref,
                "force": force,
                "partner": flow.partner,
                "category": flow.row.get("category"),
                "purpose": flow.row.get("purpose"),
                "direction": "send" if way == TO_PARTNER else "receive",
                "safety_critical": flow.row.get("safety_critical") is True,
                "fallback": flow.row.get("fallback"),
                "method": flow.row.get("method"),
                "frequency": flow.row.get("frequency"),
                "allowance_seconds": _seconds(flow.row.get("allowance_hours")),
                "obligations": list(flow.row.get("obligations") or ()),
                "powers": [one for one in in_order(flow.powers) if _runs(one, way)],
                "readiness": list(flow.row.get("readiness") or ()),
                "health": agreement.is_health(flow),
                "rms_code": flow.row.get("rms_code"),
            }


def _runs(power_id: str, way: str) -> bool:
    """Whether the power carries this direction: conditions and limits never do."""
    return way in power(power_id)["directions"]


def _seconds(hours: int | None) -> int | None:
    return None if hours is None else hours * _HOUR
