"""An installation served over HTTP on this machine, as people and programs reach it."""

from __future__ import annotations

import http.client
import json
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from werkzeug.serving import WSGIRequestHandler, make_server

from govern.app import create_app
from govern.clock import SettableClock
from govern.installation import Installation, open_installation
from tests.journeys.prepared import Prepared, house


class _Quiet(WSGIRequestHandler):
    """Keeps no log of requests: the browser's own findings are what a failure shows."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@dataclass
class Served:
    """A consortium and the address it is served at."""

    prepared: Prepared
    url: str

    @property
    def installation(self) -> Installation:
        """The installation that is served."""
        return self.prepared.installation

    def decision(self, token: str, question: Mapping[str, Any]) -> dict[str, Any]:
        """Ask the AuthZEN endpoint one question over HTTP, as a records system does."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection.request("POST", "/access/v1/evaluation", json.dumps(question), headers)
        response = connection.getresponse()
        body: dict[str, Any] = json.loads(response.read())
        connection.close()
        assert response.status == 200, body
        return body


@contextmanager
def served(original: Prepared, home: Path) -> Iterator[Served]:
    """Serve a copy of a prepared consortium from `home` on a free port, on a clock that stands."""
    shutil.copytree(original.installation.settings.home, home)
    clock = SettableClock(original.installation.clock.now())
    here = open_installation(house(home), clock=clock)
    server = make_server("127.0.0.1", 0, create_app(here), threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    people = replace(original.people, installation=here)
    copy = Prepared(people, dict(original.versions))
    yield Served(copy, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()
    here.database.close()
