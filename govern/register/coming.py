"""What time alone will do to a flow, unless somebody acts: each turn with its instant and cause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from govern.clock import instant
from govern.register.derive import names
from govern.register.facts import Facts
from govern.register.judge import Judge, Verdict
from govern.register.reasons import Reason, place
from govern.register.reasons import said as clause

MOST_LOOKS = 60
"""Instants looked at: further ahead nobody plans."""

Effect = Literal["opens", "closes", "moves", "warns", "stays_closed"]


@dataclass(frozen=True, slots=True)
class Turn:
    """At `at` (text) the flow opens, closes, moves to another text, goes on with something overdue,
    or stays closed for another reason. `cause` is a clause without its full stop: of a flow that
    opens, what kept it closed until then.
    """

    at: str
    effect: Effect
    cause: str


def coming(facts: Facts, flow_id: str, at: datetime) -> tuple[Turn, ...]:
    """The turns after `at` that a person would notice, up to the first that opens or closes it.

    Judged from the facts as they are: what is planned happens, and nobody acts.
    """
    found: list[Turn] = []
    before = Judge(facts, at).flow(flow_id)
    for _ in range(MOST_LOOKS):
        if before.next_change is None:
            break
        after = Judge(facts, instant(before.next_change)).flow(flow_id)
        turn = _turn(facts, before, after)
        if turn is not None:
            found.append(turn)
            if turn.effect in ("opens", "closes"):
                break
        before = after
    return tuple(found)


def _turn(facts: Facts, before: Verdict, after: Verdict) -> Turn | None:
    if before.open != after.open:
        closed = before if after.open else after
        return Turn(after.at, "opens" if after.open else "closes", _first(facts, closed.reasons))
    if not after.open:
        cause = _first(facts, after.reasons)
        same = cause == _first(facts, before.reasons)
        return None if same else Turn(after.at, "stays_closed", cause)
    if _basis(before) != _basis(after):
        return Turn(after.at, "moves", _text(facts, after))
    late = [each for each in after.warnings if _about(each) not in map(_about, before.warnings)]
    return Turn(after.at, "warns", _first(facts, late)) if late else None


def _first(facts: Facts, reasons: Iterable[Reason]) -> str:
    first = min(reasons, key=lambda reason: place(reason.code))
    return clause(first.code, names(facts, first)).removesuffix(".")


def _basis(verdict: Verdict) -> str | None:
    return verdict.basis.case.basis["id"] if verdict.basis else None


def _text(facts: Facts, verdict: Verdict) -> str:
    if verdict.basis is None:
        return ""
    case = verdict.basis.case
    return f"{facts.reference(case.agreement) or case.agreement}, version {case.number}"


def _about(reason: Reason) -> tuple[str, str | None, str | None]:
    return reason.code, reason.organisation_id, reason.document_id
