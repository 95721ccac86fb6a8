"""Explaining a flow to a person: every basis, limb by limb, met or unmet, with its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from govern.clock import instant, london, text
from govern.register.case import Case
from govern.register.derive import key_of, names, said
from govern.register.facts import Facts
from govern.register.judge import BasisVerdict, Verdict, judge
from govern.register.reading import Limb
from govern.register.reasons import MEANINGS, Reason, place
from govern.register.reasons import said as clause
from govern.register.row import FOREVER, Evidence, FlowKey

# What each limb is called, and what is so when it is met.
_TITLES = {
    "agreement": ("The agreement", "It is live and not replaced, and both bodies exist."),
    "dates": ("Its dates", "It has started and not ended."),
    "powers": ("Legal power", "It names the powers this flow rests on."),
    "stops": ("Stops of the agreement", "Nobody has stopped it."),
    "owner": ("The force's signature", "The force that owns the records has signed."),
    "partner": ("The partner's signature", "The partner has signed."),
    "everyone": ("All or none", "Every other party that signs has signed."),
    "dpia": ("The DPIA", "The force has adopted a version that covers this agreement."),
    "consultation": ("The regulator", "No consultation holds this flow."),
    "code": ("The code of connection", "The force has adopted a version that covers it."),
    "connection": ("The partner's connection", "It is certified, in date and accepted."),
    "readiness": ("Readiness checks", "Every check asked for is passed."),
    "conditions": ("Conditions", "No condition keeps the flow closed."),
}


@dataclass(frozen=True, slots=True)
class Unmet:
    """One thing wanting: its code, a sentence, and who can put it right."""

    code: str
    sentence: str
    cleared_by: str
    since: str | None


@dataclass(frozen=True, slots=True)
class LimbExplained:
    """One limb. `until` (text) is when it stops being met by time alone, if that is known.

    `warnings` are overdue and close nothing.
    """

    name: str
    title: str
    met: bool
    sentence: str
    unmet: tuple[Unmet, ...]
    warnings: tuple[Unmet, ...]
    evidence: tuple[Evidence, ...]
    until: str | None


@dataclass(frozen=True, slots=True)
class BasisExplained:
    """One agreement version as a basis of the flow."""

    basis_id: str
    document: str
    version: int
    cited: bool
    in_force: bool
    starts_at: str | None
    ends_at: str | None
    limbs: tuple[LimbExplained, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a flow is open or closed at `at`; instants are text."""

    flow_id: str
    key: FlowKey | None
    at: str
    open: bool
    sentence: str
    codes: tuple[str, ...]
    stops: tuple[Unmet, ...]
    bases: tuple[BasisExplained, ...]
    valid_until: str | None
    reason_at_end: str | None
    next_change: str | None
    fallback: str | None


def explain(facts: Facts, flow_id: str, at: datetime) -> Explanation:
    """Explain one flow at one instant; a flow nobody knows is explained as that."""
    verdict = judge(facts, flow_id, at)
    flow = facts.row("flow", flow_id)
    return Explanation(
        flow_id=flow_id,
        key=None if flow is None else key_of(facts, flow),
        at=text(at),
        open=verdict.open,
        sentence=_sentence(facts, verdict),
        codes=verdict.codes,
        stops=_unmet(facts, verdict.stops),
        bases=tuple(_basis(facts, verdict, basis) for basis in verdict.bases),
        valid_until=verdict.valid_until,
        reason_at_end=verdict.reason_at_end,
        next_change=verdict.next_change,
        fallback=verdict.fallback,
    )


def day(at: str) -> str:
    """An end as a person in London reads it: the end of 31 March 2027, or 1 April 2027 at 09:30."""
    local = london(instant(at))
    if (local.hour, local.minute, local.second) != (0, 0, 0):
        return f"{local.day} {local:%B %Y} at {local:%H:%M}"
    last = local.date() - timedelta(days=1)
    return f"the end of {last.day} {last:%B %Y}"


def _sentence(facts: Facts, verdict: Verdict) -> str:
    if not verdict.open or verdict.valid_until is None or verdict.reason_at_end is None:
        return said(facts, verdict) or ""
    if verdict.valid_until == FOREVER:
        return "Sharing is on."
    ending = clause(verdict.reason_at_end, _named(facts, verdict, verdict.reason_at_end))
    return f"Sharing is on until {day(verdict.valid_until)}, London time; then {ending}"


def _named(facts: Facts, verdict: Verdict, code: str) -> dict[str, str]:
    """Whom and what a reason that time brings is about: the body and the text it speaks of."""
    if verdict.basis is None:
        return {}
    case = verdict.basis.case
    body, text_of = case.force, case.agreement
    if code.startswith("connection"):
        body = case.partner
    for column in ("dpia", "code"):
        if code.startswith(f"{column}_"):
            text_of = case.basis.get(f"{column}_document_id") or text_of
    return names(facts, Reason(code, body, text_of))


def _basis(facts: Facts, verdict: Verdict, basis: BasisVerdict) -> BasisExplained:
    row = basis.case.basis
    return BasisExplained(
        basis_id=row["id"],
        document=facts.reference(basis.case.agreement) or basis.case.agreement,
        version=basis.case.number,
        cited=basis is verdict.basis,
        in_force=basis.in_force,
        starts_at=row.get("starts_at"),
        ends_at=row.get("ends_at"),
        limbs=tuple(_limb(facts, basis.case, name, limb) for name, limb in basis.limbs),
    )


def _limb(facts: Facts, case: Case, name: str, limb: Limb) -> LimbExplained:
    title, when_met = _TITLES[name]
    when_met = _not_asked(case).get(name, when_met)
    unmet = _unmet(facts, limb.reasons)
    return LimbExplained(
        name=name,
        title=title,
        met=not unmet,
        sentence=" ".join(one.sentence for one in unmet) or when_met,
        unmet=unmet,
        warnings=_unmet(facts, limb.warnings),
        evidence=limb.evidence,
        until=None if unmet or limb.until == FOREVER else limb.until,
    )


def _not_asked(case: Case) -> dict[str, str]:
    """What is so of limbs that ask nothing of this flow."""
    found = {}
    if case.service:
        found["partner"] = "It is a national service, which signs no agreement."
        found["connection"] = "It is a national service, which has a readiness check instead."
    if not case.basis.get("all_or_none"):
        found["everyone"] = "It does not depend on the signatures of other parties."
    if not case.basis.get("readiness"):
        found["readiness"] = "No check is asked for."
    return found


def _unmet(facts: Facts, reasons: tuple[Reason, ...]) -> tuple[Unmet, ...]:
    ordered = sorted(reasons, key=lambda reason: place(reason.code))
    return tuple(_one(facts, reason) for reason in ordered)


def _one(facts: Facts, reason: Reason) -> Unmet:
    words = clause(reason.code, names(facts, reason))
    return Unmet(
        code=reason.code,
        sentence=words[0].upper() + words[1:],
        cleared_by=MEANINGS[reason.code].clears,
        since=reason.since,
    )
