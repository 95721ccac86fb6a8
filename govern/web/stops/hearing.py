"""After a stop: which gates apply it, and by name and age which have not said so yet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from threading import BoundedSemaphore
from time import sleep

from flask import Response, render_template, url_for

from govern.commands.register.hints import Numbering
from govern.commands.register.repository import Repository
from govern.installation import Installation
from govern.store import stops
from govern.store.drift import GateStanding
from govern.store.heard import Heard, heard, stop_end
from govern.store.live import EPOCH
from govern.web.context import actor, installation
from govern.web.filters import moment, plural
from govern.web.gates.running import ago
from govern.web.pieces import Link
from govern.web.stops.blueprint import blueprint, reads
from govern.web.stops.instead import Instead, instead

STREAM_LASTS, LOOKS_EVERY = 60, 1.0
"""How often one stream looks before the page asks again; seconds between looks."""
_STREAMS = BoundedSemaphore(8)
"""Streams at once in one process: the other pages have a link to look again."""
VERY_LATE = 3
"""So many times as long as makes a gate late (GOVERN_GATE_LATE)."""


@dataclass(frozen=True)
class Waited:
    """One gate that has not acknowledged the stop: what it holds, and when it was heard of."""

    name: str
    said: str


@dataclass(frozen=True)
class Reached:
    """How far a stop has come, in words."""

    sentence: str
    waiting: Sequence[Waited]
    advice: str
    done: bool


@dataclass(frozen=True)
class HearingPage:
    """A stop and how far it has come."""

    crumbs: Sequence[Link]
    what: str
    reached: Reached
    again: str
    news: str
    stop: str
    instead: Instead | None


@blueprint.get("/stops/<stop_id>/gates")
@reads
def hearing(stop_id: str) -> str:
    """Who has acknowledged this stop, and who has not."""
    with installation().reading() as session:
        stop = stops.one(session, actor(), stop_id)
        found = instead(session, stop_id)
    page = HearingPage(
        crumbs=[Link("Stops", url_for("stops.index"))],
        what=stop.what,
        reached=_look(installation(), stop_id)(),
        again=url_for("stops.hearing", stop_id=stop_id),
        news=url_for("stops.hearing_news", stop_id=stop_id),
        stop=url_for("stops.show", stop_id=stop_id),
        instead=found,
    )
    return render_template("stops/hearing.html", page=page)


@blueprint.get("/stops/<stop_id>/gates/news")
@reads
def hearing_news(stop_id: str) -> Response:
    """The same as a stream of events, for a page that is looked at."""
    with installation().reading() as session:
        stops.one(session, actor(), stop_id)
    answer = Response(_stream(_look(installation(), stop_id)), mimetype="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _look(here: Installation, stop_id: str) -> Callable[[], Reached]:
    """How to see how far the stop has come, again and again."""
    numbering = Numbering(Repository(here.settings))

    def look() -> Reached:
        now = here.clock.now()
        with here.reading() as session:
            number = numbering.of(stop_end(session, stop_id), EPOCH)
            found = heard(session, stop_id, number, now)
            late = here.settings.gate_late.total_seconds()
            return _reached(found, numbering.now().epoch > 0, late)

    return look


def _reached(found: Heard, published: bool, late: float) -> Reached:
    every = len(found.have) + len(found.have_not)
    if not published:
        said = "No register is published, so no gate can learn of it: its keys were never made."
    elif not every:
        said = "No gate of this force has ever reported. Make sure of the records system by hand."
    elif not found.have_not:
        one = every == 1
        said = "The gate applies it." if one else f"All {every} gates apply it."
    else:
        left = plural(len(found.have_not), "gate")
        verb = "has" if len(found.have_not) == 1 else "have"
        said = f"{left} of {every} {verb} not acknowledged it."
    waiting = [Waited(each.gate, _holds(each)) for each in found.have_not]
    done = published and every > 0 and not waiting
    return Reached(said, waiting, _advice(found.age, late) if waiting else "", done)


def _holds(gate: GateStanding) -> str:
    holds = f"Holds register {gate.applied}" if gate.applied else "Holds nothing and answers no"
    until = f"; may answer from it until {moment(gate.lease_until)}" if gate.lease_until else ""
    return f"{holds}, heard of {ago(gate.age)}{until}"


def _advice(age: float, late: float) -> str:
    """What to do, when a gate is late after so many seconds."""
    if age >= VERY_LATE * late:
        return "That is very late. Telephone whoever runs them: a stop by hand needs no line."
    if age >= late:
        return "That is late. Telephone whoever runs them."
    return "A gate in contact acknowledges within seconds."


def _stream(look: Callable[[], Reached]) -> Iterator[str]:
    if not _STREAMS.acquire(blocking=False):
        yield "retry: 15000\n\n"
        return
    try:
        for _ in range(STREAM_LASTS):
            told = look()
            yield f"event: reached\ndata: {json.dumps(asdict(told))}\n\n"
            if told.done:
                return
            sleep(LOOKS_EVERY)
    finally:
        _STREAMS.release()
