"""Record that the regulator's clock stands while it waits for information, and that it runs again.

UK GDPR Article 36(2) lets its weeks stand until the regulator has what it asked for; section 65 of
the Data Protection Act 2018 has no such stop, so its dates stay.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from govern.clock import london
from govern.commands.authority import require
from govern.commands.consultations.due import due_at, reply_clock
from govern.commands.consultations.record_progress import KEEPERS, open_consultation
from govern.commands.reading import Reading
from govern.errors import Conflict
from govern.installation import Installation
from govern.store.consultation_pages import ReplyClock, Stop
from govern.store.rows.enforcement import ConsultationRow
from govern.store.writing import Writing
from workflows.engine import Actor

WITH_THE_REGULATOR: Final = ("sent", "acknowledged", "accepted", "extended")
WHICH = "Say what was asked for, or what was given, in 20 to 4,000 characters"


def stop_clock(
    installation: Installation, *, by: Actor, consultation_id: str, on: date, reasons: str
) -> None:
    """On that London day the regulator asked for information and waits for it; `reasons` say what
    it asked for. Refused while the clock stands, and for a day before it ran.
    """
    with installation.writing(by) as w:
        row = open_consultation(w.session, by, consultation_id)
        require(w, by, KEEPERS)
        if row.state not in WITH_THE_REGULATOR:
            raise Conflict("the regulator's clock does not run: nothing waits for its reply")
        clock = reply_clock(w.session, row)
        if clock.standing_since is not None:
            raise Conflict("the clock stands already")
        last = clock.stops[-1].end if clock.stops else None
        words = _typed(w, on, max(clock.received, last or clock.received), reasons)
        stopped = replace(clock, stops=(*clock.stops, Stop(on, None)))
        data: dict[str, Any] = {"on": on.isoformat(), "clock_stopped_on": on.isoformat()}
        data |= _moved(w, row, stopped)
        w.record("consultation_clock_stopped", ("consultation", row.id), data, {"reasons": words})


def restart_clock(
    installation: Installation, *, by: Actor, consultation_id: str, on: date, reasons: str
) -> None:
    """On that London day the regulator had what it asked for; `reasons` say what was given. The
    days from the stop to this one are not counted.
    """
    with installation.writing(by) as w:
        row = open_consultation(w.session, by, consultation_id)
        require(w, by, KEEPERS)
        clock = reply_clock(w.session, row)
        since = clock.standing_since
        if since is None:
            raise Conflict("the clock runs: it was not stopped")
        words = _typed(w, on, since, reasons)
        running = replace(clock, stops=(*clock.stops[:-1], Stop(since, on)))
        data: dict[str, Any] = {"on": on.isoformat(), "clock_stopped_on": None}
        data |= _moved(w, row, running)
        w.record("consultation_clock_restarted", ("consultation", row.id), data, {"reasons": words})


def _typed(w: Writing, on: date, earliest: date, reasons: str) -> str:
    typed = Reading()
    if on > london(w.at).date():
        typed.fault("on", "Enter a day that is not in the future")
    if on < earliest:
        typed.fault("on", f"Enter {earliest:%-d %B %Y} or a later day")
    words = typed.words("reasons", reasons, WHICH, shortest=20, longest=4_000)
    typed.done()
    return words


def _moved(w: Writing, row: ConsultationRow, clock: ReplyClock) -> dict[str, Any]:
    """The due date that the ledger keeps, where the stop moves it."""
    due = due_at(w.session, row, clock)
    return {} if due == row.due_at else {"due_at": due}
