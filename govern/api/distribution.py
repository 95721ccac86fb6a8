"""Handing out the published register, and taking in what gates and systems say of themselves.

`/register/v1/...`: any machine caller of ours may read all of it, and nobody else (decision 25).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from govern.api import distribution_reports as reports
from govern.api.authzen_messages import AuthzenError, BadRequest, Forbidden, Unauthorised
from govern.api.authzen_protocol import WHO
from govern.api.bearer import Bearer, bearer
from govern.api.distribution_reports import MOST_FORCES
from govern.api.in_flask import called, refused, reply
from govern.commands.register.acknowledge import take_acknowledgement, take_observation
from govern.commands.register.hints import Hints, Number, Numbering
from govern.commands.register.repository import Repository
from govern.commands.register.since import Has, Since
from govern.errors import Conflict
from govern.errors import Forbidden as NotTheirs
from govern.installation import Installation
from govern.store import drift

METADATA = re.compile(r"timestamp\.json|[1-9][0-9]{0,9}\.(root|snapshot|targets|kill)\.json")
TARGET = re.compile(
    r"[0-9a-f]{64}\.(force-[a-z0-9-]{1,63}(\.changes|\.codes)?\.json\.gz|kill\.json)"
)
FOR_EVER = "private, max-age=31536000, immutable"
LONGEST_WAIT = 25.0
"""Seconds of one long poll."""
MOST_WAITING = 120
"""Callers that may wait at once in one process; the others are told to ask again. Each takes up a
thread, and `govern serve` has 40 more (`THREADS`).
"""
STREAM_LASTS, ALIVE_EVERY = 300.0, 10.0
"""Seconds after which a stream ends and the caller comes again; seconds between signs of life."""


def distribution(installation: Installation) -> Blueprint:
    """The endpoints of this installation, for `govern.web.mounts.MACHINES`."""
    served = Distribution(installation)
    pages = Blueprint("distribution", __name__, url_prefix="/register/v1")
    for path, view, method in (
        ("/metadata/<name>", served.metadata, "GET"),
        ("/targets/<name>", served.target, "GET"),
        ("/since", served.since, "GET"),
        ("/wait", served.wait, "GET"),
        ("/events", served.events, "GET"),
        ("/ack", served.ack, "POST"),
        ("/observed", served.observed, "POST"),
        ("/drift", served.drift, "GET"),
    ):
        pages.add_url_rule(path, view_func=view, methods=[method])
    pages.register_error_handler(AuthzenError, refused)
    pages.register_error_handler(Conflict, lambda error: reply(str(error), 503))
    pages.register_error_handler(NotTheirs, lambda error: refused(Forbidden(str(error))))
    return pages


class Distribution:
    """The view functions of one installation."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._repository = Repository(installation.settings)
        self._since = Since(self._repository)
        self._hints = Hints(Numbering(self._repository), MOST_WAITING)

    def metadata(self, name: str) -> AnyResponse:
        """A file of metadata; the timestamp is never kept, the others for ever."""
        self._caller()
        if not METADATA.fullmatch(name):
            return _missing()
        found = _file(lambda: (self._repository.metadata / name).read_bytes(), "application/json")
        if name != "timestamp.json":
            return found
        found.headers["Cache-Control"] = "no-store"
        found.add_etag()
        return found.make_conditional(request)

    def target(self, name: str) -> Response:
        """A shard or the kill target, under its digest."""
        self._caller()
        if not TARGET.fullmatch(name):
            return _missing()
        kind = "application/gzip" if name.endswith(".gz") else "application/json"
        return _file(lambda: (self._repository.targets / name).read_bytes(), kind)

    def since(self) -> AnyResponse:
        """Every file that a gate of some of the caller's forces lacks, in one answer."""
        client = self._caller().client
        forces = request.args.getlist("force")
        if not 0 < len(forces) <= MOST_FORCES:
            raise BadRequest(f"Name 1 to {MOST_FORCES} forces, each by `force`.")
        for force in forces:
            if not client.may_ask(force):
                raise Forbidden(f"This caller may not ask about the force {force!r}.")
        has = Has(int(_number("after", 0)), int(_number("root", 1)), tuple(sorted(set(forces))))
        sent = self._since.answer(has)
        answer = Response(sent.content, mimetype="application/json")
        answer.headers["Cache-Control"] = "no-store"
        answer.set_etag(sent.digest)
        return answer.make_conditional(request)

    def wait(self) -> Response:
        """Answers when there is a newer register than `after`, or when the time is over."""
        self._caller()
        seconds = min(_number("timeout", 25), LONGEST_WAIT)
        found, waited = self._hints.newer(self._after(), seconds)
        answer = reply(found._asdict())
        if not waited:
            answer.headers["Retry-After"] = "1"
        return answer

    def events(self) -> Response:
        """The same news as a stream of events."""
        self._caller()
        answer = Response(self._stream(self._after()), mimetype="text/event-stream")
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def ack(self) -> Response:
        """A gate says what it applied or refused."""
        caller = self._caller()
        given = reports.acknowledgement(called())
        take_acknowledgement(self._installation, client=caller.client, given=given)
        return reply({"published": self._hints.now()._asdict()})

    def observed(self) -> Response:
        """A system says which flows are really on."""
        caller = self._caller()
        given = reports.observation(called())
        take_observation(self._installation, client=caller.client, given=given)
        return reply({"published": self._hints.now()._asdict()})

    def drift(self) -> Response:
        """What is desired, applied and observed for the caller's forces."""
        forces = self._caller().client.forces
        now = self._installation.clock.now()
        live, number = self._installation.register.at(now), self._hints.now()
        with self._installation.reading() as session:
            systems = drift.drift(session, live, number, forces, now)
            gates = drift.gates(session, forces, now)
        told = {
            "gates": [asdict(one) for one in gates],
            "systems": [asdict(one) for one in systems],
        }
        return reply({"published": number._asdict(), **told})

    def _caller(self) -> Bearer:
        found = bearer(self._installation, called())
        if found is None:
            raise Unauthorised(WHO)
        return found

    def _after(self) -> Number:
        """The register that the caller has; without an epoch it is of the present one."""
        epoch = int(_number("epoch", self._hints.now().epoch))
        return Number(epoch, int(_number("after", 0)))

    def _stream(self, seen: Number) -> Iterator[str]:
        left = STREAM_LASTS
        while left > 0:
            found, waited = self._hints.newer(seen, ALIVE_EVERY)
            if found > seen:
                seen = found
                yield f"event: version\nid: {found.version}\ndata: {_json(found)}\n\n"
            elif waited:
                yield ": still here\n\n"
            else:
                yield "retry: 1000\n\n"
                return
            left -= ALIVE_EVERY


def _json(found: Number) -> str:
    return f'{{"epoch":{found.epoch},"version":{found.version}}}'


def _file(read: Callable[[], bytes], kind: str) -> Response:
    try:
        found = Response(read(), mimetype=kind)
    except FileNotFoundError:
        return _missing()
    found.headers["Cache-Control"] = FOR_EVER
    return found


def _missing() -> Response:
    return reply("There is no such file.", 404)


def _number(name: str, otherwise: float) -> float:
    """A whole number of the query, not negative. BadRequest for anything else."""
    written: Any = request.args.get(name)
    if written is None:
        return otherwise
    if not re.fullmatch(r"[0-9]{1,15}", written):
        raise BadRequest(f"`{name}` must be a whole number.")
    return int(written)
