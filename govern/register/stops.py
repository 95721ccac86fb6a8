"""Stops: who and what is suspended or killed, and whether that touches a flow or one agreement."""

from __future__ import annotations

from collections.abc import Iterable

from govern.register.case import Case
from govern.register.facts import Facts, Record
from govern.register.reading import Reading

_SUSPENDED = {"partner": "partner_suspended", "agreement": "agreement_suspended"}
SCOPES = ("flow", "agreement", "force", "partner", "category", "everything")


def on_flow(read: Reading, flow: Record) -> None:
    """Stops that touch the flow whatever its basis: of itself, its force, partner or category."""
    facts = read.facts
    if not facts.any("stop"):
        return
    touching = (
        *facts.find("stops", "flow", flow["id"]),
        *_of_body(facts, "force", flow["force_id"]),
        *_of_body(facts, "partner", flow["partner_id"]),
        *facts.find("stops", "category", flow["category"]),
        *facts.find("stops_of_kind", "everything"),
    )
    # A scope nobody knows stops everything: better closed than misread.
    for (scope,) in facts.keys("stops_of_kind"):
        if scope not in SCOPES:
            touching += facts.find("stops_of_kind", scope)
    _apply(read, touching, flow)


def on_agreement(read: Reading, case: Case) -> None:
    """Stops of one agreement, which stop that basis alone (decision 2)."""
    facts = read.facts
    if not facts.any("stop"):
        return
    touching = (
        *facts.find("stops", "agreement", case.agreement),
        *facts.find("stops", "agreement", case.version["id"]),
    )
    _apply(read, touching, case.flow)


def _of_body(facts: Facts, scope: str, organisation_id: str) -> Iterable[Record]:
    slug = facts.slug(organisation_id)
    found = facts.find("stops", scope, organisation_id)
    return found if slug is None else (*found, *facts.find("stops", scope, slug))


def _apply(read: Reading, stops: Iterable[Record], flow: Record) -> None:
    for stop in stops:
        if stop.get("force_id") not in (None, flow["force_id"]):
            continue
        code = _code(stop)
        if read.ended(stop.get("at"), code) and not _lifted(read, stop):
            scope = stop.get("scope_kind")
            read.lacks(
                code,
                organisation=flow["partner_id"] if scope == "partner" else None,
                document=_agreement(read.facts, stop) if scope == "agreement" else None,
                since=stop["at"],
            )


def _lifted(read: Reading, stop: Record) -> bool:
    """A lifted stop whose row cannot be trusted is taken as not lifted."""
    if not read.facts.doubted:
        return read.happened(stop.get("lifted_at"))
    return read.trusts("stop", stop) and read.happened(stop.get("lifted_at"))


def _code(stop: Record) -> str:
    kind, scope = stop.get("kind"), stop.get("scope_kind")
    if kind == "suspension":
        return _SUSPENDED.get(scope or "", "flow_suspended")
    if kind == "termination" and scope == "agreement":
        return "agreement_terminated"
    return "flow_suspended" if kind == "termination" else "kill_switch"


def _agreement(facts: Facts, stop: Record) -> str | None:
    scope_id = stop.get("scope_id")
    version = facts.row("version", scope_id)
    return scope_id if version is None else version["document_id"]
