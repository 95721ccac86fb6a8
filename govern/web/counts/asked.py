"""Which instant and which period were asked for, and the statement of them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import Lock

from flask import current_app, request

from govern.clock import instant, london_end_of, text
from govern.store.counting.statement import Statement, statement_at, statement_now
from govern.web.context import installation

PERIOD = timedelta(days=90)
SETTLED = timedelta(minutes=1)
"""Only an instant this far behind is sure to get no further event."""
KEPT = 32


@dataclass(frozen=True)
class Asked:
    """The instant (None: now), the start of the period, what was typed, and any fault in it."""

    at: datetime | None
    since: datetime
    at_typed: str
    since_typed: str
    fault: str


def asked() -> Asked:
    """What the address asks for. A date means the end of that day in London, an instant itself."""
    now = installation().clock.now()
    typed = [request.args.get(name, "").strip()[:40] for name in ("at", "since")]
    at, since = (_instant(each) for each in typed)
    fault = ""
    if (typed[0] and at is None) or (typed[1] and since is None):
        fault = "Enter a real date, such as 2027-03-31"
    elif at is not None and at >= now:
        today = typed[0] and len(typed[0]) == 10 and at - now < timedelta(days=1)
        fault = "" if today else "Enter a date that is not in the future"
        at = None
    until = at or now
    if since is not None and since >= until:
        fault, since = "The period must begin before it ends", None
    return Asked(at, since or until - PERIOD, typed[0], typed[1], fault)


def statement(what: Asked) -> Statement:
    """The counts asked for. A settled past one is kept: it can never change."""
    here = installation()
    now = here.clock.now()
    if what.at is None:
        return statement_now(here.register, now, what.since)
    if now - what.at < SETTLED:
        return statement_at(here.register, what.at, what.since)
    kept: _Kept = current_app.extensions.setdefault("govern.counts", _Kept())
    return kept.of(what.at, what.since)


class _Kept:
    """The last past statements, by instant and period."""

    def __init__(self) -> None:
        self._found: OrderedDict[tuple[str, str], Statement] = OrderedDict()
        self._lock = Lock()

    def of(self, at: datetime, since: datetime) -> Statement:
        key = (text(at), text(since))
        with self._lock:
            if key not in self._found:
                self._found[key] = statement_at(installation().register, at, since)
                while len(self._found) > KEPT:
                    self._found.popitem(last=False)
            return self._found[key]


def _instant(typed: str) -> datetime | None:
    try:
        if len(typed) == 10:
            return london_end_of(date.fromisoformat(typed))
        return instant(typed).astimezone(UTC) if typed else None
    except (ValueError, OverflowError):
        return None
