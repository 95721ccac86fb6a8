"""Deciding: one question in, one answer out, with every reason (design/contract.md, "Asking").

It runs in the application and, unchanged, in the gate beside the RMS, so it imports nothing but the
row, the reasons and the clock.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from govern.clock import instant, text
from govern.register.reasons import OK, in_order, sentence
from govern.register.row import FOREVER, FlowKey, Row

_LOG = logging.getLogger(__name__)

LONGEST_ALLOWANCE = 72 * 60 * 60
"""Seconds: no agreement may let a flow run longer than this without contact."""


class Question(NamedTuple):
    """May this flow run? `at_least` is an (epoch, version) the answer must not be older than."""

    key: FlowKey
    at_least: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a source of rows says of itself: which register it holds and how fresh that is.

    `contacted_at` is when the register was last confirmed and `lease_until` when that confirmation
    runs out, both as text. `refusal` is `no_register` or `clock_untrusted` when it cannot be asked.
    """

    epoch: int
    version: int
    contacted_at: str
    lease_until: str
    refusal: str | None = None


class Source(Protocol):
    """Where rows come from: a derived register in the application, verified shards in the gate."""

    def standing(self, at: str) -> Standing:
        """How the register held stands at `at`."""

    def killed(self, key: FlowKey) -> bool:
        """Whether an emergency stop named beside the rows touches this flow."""

    def lookup(
        self, force: str, partner: str, category: str, purpose: str, direction: str
    ) -> Row | None:
        """The row of that flow, or None."""


class Answer(NamedTuple):
    """Yes or no, with the context the contract promises."""

    decision: bool
    context: Mapping[str, Any]


def decide(question: Question, source: Source, at: datetime) -> Answer:
    """Answer one question at one instant. Whatever goes wrong, the answer is no."""
    try:
        return _decide(question, source, _text(at))
    except Exception:  # noqa: BLE001 - closed is the default: no error may become a yes
        _LOG.exception("a question could not be answered and was denied")
        return internal_error()


_text = lru_cache(maxsize=8)(text)
"""All questions of one call are decided at one instant."""


def internal_error() -> Answer:
    """The answer when there can be none."""
    code = "internal_error"
    return Answer(False, {"reason": code, "reasons": [code], "reason_user": sentence(code)})


def _decide(question: Question, source: Source, now: str) -> Answer:
    standing = source.standing(now)
    register = {"epoch": standing.epoch, "version": standing.version}
    row = _current(source.lookup(*question.key), now)
    limit = _limit(standing, row)
    closed: list[str] = []
    if standing.refusal is not None:
        closed.append(standing.refusal)
    if now >= limit or _behind(question, standing):
        closed.append("register_stale")
    if source.killed(question.key):
        closed.append("kill_switch")
    if row is None:
        if standing.refusal != "no_register":
            closed.append("no_such_flow")
        return _deny(closed, None, register, None)
    closed += row.reasons
    if row.open:
        if row.valid_from is None or now < row.valid_from:
            closed.append("not_yet_valid")
        if row.valid_until is None or now >= row.valid_until:
            closed.append(row.reason_at_end or "expired")
    if closed or row.valid_until is None:
        return _deny(closed, row, register, row.reason_user)
    return Answer(
        True,
        {
            "reason": OK,
            "flow": row.flow,
            "register": register,
            "valid_until": row.valid_until,
            "decide_again_by": min(limit, row.valid_until),
            "evidence": row.evidence,
            "obligations": row.obligations,
        },
    )


def _current(row: Row | None, now: str) -> Row | None:
    """The row that time has put in place of the one held."""
    if row is None or row.then is None or row.then.valid_from is None:
        return row
    turn = row.valid_until if row.open else row.then.valid_from
    return row.then if turn is not None and now >= turn else row


def _limit(standing: Standing, row: Row | None) -> str:
    """Until when this row may be answered from without new contact (decision 27).

    An agreement may shorten the lease; only a safety-critical flow may outlast it.
    """
    if row is None or row.allowance_seconds is None or not standing.contacted_at:
        return standing.lease_until
    seconds = min(row.allowance_seconds, LONGEST_ALLOWANCE)
    allowed = text(instant(standing.contacted_at) + timedelta(seconds=seconds))
    return allowed if row.safety_critical else min(allowed, standing.lease_until)


def _behind(question: Question, standing: Standing) -> bool:
    return question.at_least is not None and question.at_least > (standing.epoch, standing.version)


def _deny(
    codes: list[str], row: Row | None, register: Mapping[str, int], said: str | None
) -> Answer:
    reasons = in_order(codes) or ("internal_error",)
    first = reasons[0]
    known = row is not None and said is not None and row.reasons and first == row.reasons[0]
    context: dict[str, Any] = {
        "reason": first,
        "reasons": list(reasons),
        "reason_user": said if known else sentence(first),
        "register": register,
    }
    if row is not None:
        context["flow"] = row.flow
        if known and row.since:
            context["since"] = row.since
        if row.safety_critical and row.fallback:
            context["fallback"] = row.fallback
    return Answer(False, context)


class Held:
    """A source for one process: a mapping of rows, fresh as of now, with no stops beside it."""

    def __init__(
        self, rows: Mapping[FlowKey, Row], standing: Standing = Standing(0, 0, "", FOREVER)
    ) -> None:
        self._rows = rows
        self._standing = standing

    def standing(self, at: str) -> Standing:
        """As given when it was made."""
        return self._standing

    def killed(self, key: FlowKey) -> bool:
        """Never: the rows were derived with every stop."""
        return False

    def lookup(
        self, force: str, partner: str, category: str, purpose: str, direction: str
    ) -> Row | None:
        """The row of that flow, or None."""
        return self._rows.get(FlowKey(force, partner, category, purpose, direction))
