"""How many partners hold a certificate, how many are about to lose it, and how many have none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from govern.clock import instant, text
from govern.register.facts import Facts

AT_RISK = timedelta(days=60)


@dataclass(frozen=True)
class Connections:
    """Partners by the best of their connections; `at_risk` ends within sixty days."""

    partners: int
    certified: int
    at_risk: int
    expired: int
    stopped: int
    under_way: int
    never: int


def connections(facts: Facts, at: str) -> Connections:
    """Every partner counted once; certificates that are at risk are among the certified."""
    states: dict[str, list[str]] = {}
    for row in facts.rows("connection").values():
        states.setdefault(row["organisation_id"], []).append(_state(facts, dict(row), at))
    partners = [
        row["id"]
        for row in facts.rows("organisation").values()
        if row.get("kind") == "partner" and not row.get("ended_at")
    ]
    best = [min(states.get(each, ["never"]), key=_ORDER.index) for each in partners]
    return Connections(
        partners=len(partners),
        certified=best.count("certified") + best.count("at_risk"),
        at_risk=best.count("at_risk"),
        expired=best.count("expired"),
        stopped=best.count("stopped"),
        under_way=best.count("under_way"),
        never=best.count("never"),
    )


_ORDER = ("certified", "at_risk", "expired", "stopped", "under_way", "never")


def _state(facts: Facts, row: dict[str, str], at: str) -> str:
    if row["state"] in ("suspended", "withdrawn", "refused"):
        return "stopped"
    if row["state"] != "certified":
        return "under_way"
    extended = [
        each["until"]
        for each in facts.find("extensions", row["lead_force_id"], "connection", row["id"])
        if each.get("record_sha256")
    ]
    end = max([row.get("expires_at") or "", *extended])
    if end <= at:
        return "expired"
    return "at_risk" if end <= text(instant(at) + AT_RISK) else "certified"
