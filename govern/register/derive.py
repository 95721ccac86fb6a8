"""The register: every flow judged at one instant, a function of facts and that instant alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from govern.clock import instant, text
from govern.register.facts import Facts
from govern.register.judge import Judge, Verdict
from govern.register.reasons import Reason, place, sentence
from govern.register.row import FlowKey, Row
from govern.register.steps import Steps

_COVERING = frozenset({"dpia_unsigned", "code_unsigned"})
"""Reasons about the lowest version that covers an agreement (decision 3)."""


@dataclass(frozen=True)
class Register:
    """Every flow there is, open or closed, as judged at `at` (text). `steps` is how it came from
    the registers before it.
    """

    at: str
    rows: Mapping[FlowKey, Row]
    steps: Steps = field(default_factory=Steps, compare=False, repr=False)

    def lookup(
        self, force: str, partner: str, category: str, purpose: str, direction: str
    ) -> Row | None:
        """The row of the flow with these five parts, or None when there is no such flow."""
        return self.rows.get(FlowKey(force, partner, category, purpose, direction))

    def open_rows(self) -> Iterator[Row]:
        """The authorisations: every flow that is on."""
        return (row for row in self.rows.values() if row.open)

    @cached_property
    def next_change(self) -> str | None:
        """The earliest instant at which time alone could change any row."""
        return min(self._turns, default=None)

    @cached_property
    def _turns(self) -> Mapping[str, int]:
        """How many rows time alone could change at each instant."""
        return Counter(row.next_change for row in self.rows.values() if row.next_change)

    def followed(self, at: str, again: Mapping[FlowKey, Row]) -> Register:
        """The register at `at` with these rows in the place of its own: what is known of all the
        others is not found out again.
        """
        made = Register(at, {**self.rows, **again}, self.steps.then(again))
        turns = Counter(self._turns)
        for key, row in again.items():
            before = self.rows.get(key)
            if before is not None and before.next_change:
                turns[before.next_change] -= 1
            if row.next_change:
                turns[row.next_change] += 1
        made.__dict__["_turns"] = {turn: left for turn, left in turns.items() if left}
        return made


def derive(facts: Facts, at: datetime) -> Register:
    """Judge every flow at `at`; takes time linear in the number of flows and bases."""
    return Register(text(at), dict(_judged(facts, facts.rows("flow"), at)))


def rederive(register: Register, facts: Facts, flow_ids: Iterable[str], at: datetime) -> Register:
    """The register at `at`, judging anew only `flow_ids` and the rows whose time has come.

    Equal to `derive(facts, at)` when `flow_ids` holds every flow the facts changed for since.
    """
    now, turn = text(at), register.next_change
    due = set() if turn is None or turn > now else _due(register, now)
    return register.followed(now, dict(_judged(facts, due.union(flow_ids), at)))


def _due(register: Register, now: str) -> set[str]:
    rows = register.rows.values()
    return {row.flow for row in rows if row.next_change and row.next_change <= now}


def row_of(facts: Facts, verdict: Verdict, key: FlowKey, then: Row | None = None) -> Row:
    """The register's row for a verdict."""
    basis = verdict.basis.case.basis if verdict.basis else {}
    return Row(
        flow=verdict.flow_id,
        key=key,
        reasons=verdict.codes,
        reason_user=said(facts, verdict),
        valid_from=verdict.valid_from,
        valid_until=verdict.valid_until,
        reason_at_end=verdict.reason_at_end,
        next_change=verdict.next_change,
        evidence=tuple(evidence.cited() for evidence in verdict.evidence),
        obligations=obligations(basis.get("obligations")),
        basis=basis.get("id"),
        allowance_seconds=verdict.allowance_seconds,
        safety_critical=verdict.safety_critical,
        fallback=verdict.fallback,
        then=then,
        since=since(verdict),
    )


def said(facts: Facts, verdict: Verdict) -> str | None:
    """The sentence for a person at the RMS: the first reason that applies, with its names."""
    if verdict.open:
        return None
    first = min(verdict.reasons, key=lambda reason: place(reason.code))
    return sentence(first.code, names(facts, first))


def since(verdict: Verdict) -> str | None:
    """From when the first reason has applied; None when the flow is open or nobody knows."""
    first = [reason.since for reason in verdict.reasons if reason.code == verdict.codes[0]]
    return min((each for each in first if each), default=None)


def names(facts: Facts, reason: Reason) -> dict[str, str]:
    """What the sentences call the organisation and the document a reason is about."""
    document = facts.reference(reason.document_id)
    if document and reason.code in _COVERING and (reason.version or 1) > 1:
        document = f"{document}, version {reason.version} or later"
    found = {"organisation": facts.name(reason.organisation_id), "document": document}
    return {word: name for word, name in found.items() if name}


def obligations(listed: Iterable[Any] | None) -> tuple[Mapping[str, Any], ...]:
    """Obligations as answers carry them: objects with an id."""
    given = tuple(listed or ())
    if all(isinstance(one, str) for one in given):
        return _named(given)
    return tuple(one if isinstance(one, Mapping) else {"id": one} for one in given)


@lru_cache(maxsize=4096)
def _named(ids: tuple[str, ...]) -> tuple[Mapping[str, Any], ...]:
    """One object for all flows that come with the same obligations."""
    return tuple({"id": one} for one in ids)


def key_of(facts: Facts, flow: Mapping[str, Any]) -> FlowKey | None:
    """The five slugs of a flow; None while one of its bodies is unknown."""
    force, partner = facts.slug(flow.get("force_id")), facts.slug(flow.get("partner_id"))
    if force is None or partner is None:
        return None
    return FlowKey(force, partner, flow["category"], flow["purpose"], flow["direction"])


def _judged(facts: Facts, flow_ids: Iterable[str], at: datetime) -> Iterator[tuple[FlowKey, Row]]:
    judges: dict[str, Judge] = {}
    now = Judge(facts, at)
    for flow_id in flow_ids:
        flow = facts.row("flow", flow_id)
        key = None if flow is None else key_of(facts, flow)
        if key is None:
            continue
        verdict = now.flow(flow_id)
        yield key, row_of(facts, verdict, key, _then(facts, verdict, key, judges))


def _then(facts: Facts, verdict: Verdict, key: FlowKey, judges: dict[str, Judge]) -> Row | None:
    """The row that takes over by time alone: at the start of a basis signed in advance."""
    if verdict.open and len(verdict.bases) > 1:
        turn = verdict.valid_until
    elif verdict.codes == ("not_yet_valid",) and verdict.basis:
        turn = verdict.basis.starts_at
    else:
        return None
    if not turn or turn > "9999":
        return None
    judge = judges.setdefault(turn, Judge(facts, instant(turn)))
    later = judge.flow(verdict.flow_id)
    return row_of(facts, later, key) if later.open else None
