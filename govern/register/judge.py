"""The judge: whether a flow may run at an instant, why, and until when (decisions 1-3 and 7-10)."""

from __future__ import annotations

import logging
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from govern.clock import text
from govern.register import conditions as conditions_limb
from govern.register import stops as stops_limb
from govern.register.case import Case, case_of
from govern.register.facts import Facts, Record
from govern.register.limbs import LIMBS, Judging, SharedBy
from govern.register.reading import Limb, Reading
from govern.register.reasons import Reason, in_order
from govern.register.row import FOREVER, Evidence

_LOG = logging.getLogger(__name__)

_WHOLE_LEDGER = ("event", "")
"""Places of a failure that is not in one row: nobody can say which flows it reaches."""


@dataclass(frozen=True, slots=True)
class BasisVerdict:
    """One agreement version's standing as a basis of the flow, limb by limb."""

    case: Case
    limbs: tuple[tuple[str, Limb], ...]
    whole: Limb

    @property
    def in_force(self) -> bool:
        """Whether the basis is wholly in force."""
        return not self.whole.reasons

    @property
    def starts_at(self) -> str:
        """The start of the listing, as text; "" when none was stated."""
        return self.case.basis.get("starts_at") or ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one flow at one instant; instants are text.

    `reasons` is empty exactly when the flow is open. `basis` is the one cited: the newest wholly in
    force, else the one with the latest start. `valid_from`, `valid_until` and `reason_at_end` are
    given when open. Until `next_change` time alone changes nothing (None: never). `stops` are the
    reasons that touch the flow whatever its basis.
    """

    flow_id: str
    at: str
    reasons: tuple[Reason, ...]
    basis: BasisVerdict | None
    bases: tuple[BasisVerdict, ...]
    stops: tuple[Reason, ...]
    valid_from: str | None
    valid_until: str | None
    reason_at_end: str | None
    next_change: str | None
    safety_critical: bool
    fallback: str | None
    allowance_seconds: int | None

    @property
    def open(self) -> bool:
        """Whether the flow may run."""
        return not self.reasons

    @property
    def codes(self) -> tuple[str, ...]:
        """Every reason's code, once, in the order of precedence."""
        return in_order(reason.code for reason in self.reasons)

    @property
    def warnings(self) -> tuple[Reason, ...]:
        """What is overdue in the basis cited and closes nothing."""
        return self.basis.whole.warnings if self.basis else ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The records that an open flow stands on."""
        return self.basis.whole.evidence if self.open and self.basis else ()


def judge(facts: Facts, flow_id: str, at: datetime) -> Verdict:
    """Judge one flow at one instant. A flow nobody knows is closed: `no_such_flow`.

    For a past instant give the tables as replayed to then: rows say when they came about, but a
    column that was changed since (a state, a name, a due date) shows only its latest value.
    """
    return Judge(facts, at).flow(flow_id)


class Judge:
    """Judges many flows of the same facts at the same instant, reading what they share once."""

    def __init__(self, facts: Facts, at: datetime) -> None:
        self.facts = facts
        self.at = text(at)
        self._shared: dict[Hashable, Limb] = {}

    def flow(self, flow_id: str) -> Verdict:
        """Judge one flow. A row that cannot be judged closes its flow and no other."""
        try:
            return self._flow(flow_id)
        except Exception:  # noqa: BLE001 - closed is the default: no error may open a flow
            _LOG.exception("flow %s could not be judged and is closed", flow_id)
            return _closed("internal_error", flow_id, self.at, FOREVER)

    def _flow(self, flow_id: str) -> Verdict:
        read = Reading(self.facts, self.at)
        flow = self.facts.row("flow", flow_id)
        if flow is None or not read.happened(flow.get("listed_at")):
            return _closed("no_such_flow", flow_id, self.at, read.next_change)
        self._flow_itself(read, flow)
        bases = self._bases(read, flow)
        if not bases:
            return _closed("no_such_flow", flow_id, self.at, read.next_change)
        in_force = [basis for basis in bases if basis.in_force]
        cited = max(in_force or bases, key=_newest)
        stops = tuple(read.reasons)
        read.next_change = min([read.next_change, *(basis.whole.next_change for basis in bases)])
        return _verdict(self.at, flow, bases, cited, stops, read)

    def basis(self, flow: Record, basis: Record, version: Record) -> BasisVerdict:
        """Judge one basis of a flow, limb by limb."""
        case = case_of(self.facts, flow, basis, version)
        whole = Reading(self.facts, self.at)
        limbs = []
        for name, judging, shared_by in LIMBS:
            limb = self._limb(name, judging, shared_by, case)
            limbs.append((name, limb))
            whole.join(limb)
        read = Reading(self.facts, self.at)
        conditions_limb.conditions(read, case, whole.stands_on)
        limbs.append(("conditions", read.limb()))
        whole.join(limbs[-1][1])
        return BasisVerdict(case, tuple(limbs), whole.limb())

    def _limb(
        self,
        name: str,
        judging: Judging,
        shared_by: SharedBy | None,
        case: Case,
    ) -> Limb:
        key = None if shared_by is None else (name, shared_by(self.facts, case))
        limb = None if key is None else self._shared.get(key)
        if limb is None:
            read = Reading(self.facts, self.at)
            judging(read, case)
            limb = read.limb()
            if key is not None:
                self._shared[key] = limb
        return limb

    def _flow_itself(self, read: Reading, flow: Record) -> None:
        stops_limb.on_flow(read, flow)
        same = [flow[part] for part in ("force_id", "partner_id", "category", "purpose")]
        if len(self.facts.find("flows_by_parts", *same, flow["direction"])) != 1:
            read.lacks("evidence_unverified")
        if self.facts.doubted:
            _broken_ledger(read)

    def _bases(self, read: Reading, flow: Record) -> list[BasisVerdict]:
        found = []
        for basis in self.facts.find("bases", flow["id"]):
            version = self.facts.row("version", basis.get("version_id"))
            if version is not None and read.happened(version.get("frozen_at")):
                found.append(self.basis(flow, basis, version))
        return found


def _broken_ledger(read: Reading) -> None:
    """While the ledger itself cannot be trusted, nothing that follows from it can: all close."""
    for place in _WHOLE_LEDGER:
        for failure in read.facts.find("failures_of_table", place):
            if place or failure.get("record_sha256") is None:
                read.fails(failure)


def _newest(basis: BasisVerdict) -> tuple[str, int, str]:
    return (basis.starts_at, basis.case.number, str(basis.case.basis["id"]))


def _verdict(
    at: str,
    flow: Record,
    bases: list[BasisVerdict],
    cited: BasisVerdict,
    stops: tuple[Reason, ...],
    read: Reading,
) -> Verdict:
    basis = cited.case.basis
    reasons = (*stops, *cited.whole.reasons)
    opened = not reasons
    read.ended_with(cited.whole)
    return Verdict(
        flow_id=flow["id"],
        at=at,
        reasons=reasons,
        basis=cited,
        bases=tuple(sorted(bases, key=_newest, reverse=True)),
        stops=stops,
        valid_from=cited.whole.since if opened else None,
        valid_until=read.until if opened else None,
        reason_at_end=read.until_code if opened else None,
        next_change=None if read.next_change == FOREVER else read.next_change,
        safety_critical=cited.case.safety_critical,
        fallback=basis.get("fallback") or flow.get("fallback"),
        allowance_seconds=basis.get("allowance_seconds"),
    )


def _closed(code: str, flow_id: str, at: str, next_change: str) -> Verdict:
    return Verdict(
        flow_id=flow_id,
        at=at,
        reasons=(Reason(code),),
        basis=None,
        bases=(),
        stops=(),
        valid_from=None,
        valid_until=None,
        reason_at_end=None,
        next_change=None if next_change == FOREVER else next_change,
        safety_critical=False,
        fallback=None,
        allowance_seconds=None,
    )
