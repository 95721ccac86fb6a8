"""What pages and questions cost at 5,000 agreements, against the same at 50."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from time import process_time

import orjson
from flask import Flask
from flask.testing import FlaskClient

from govern.app import create_app
from govern.commands.clients.add_client import add_client
from govern.demonstration.stage import Stage
from tests.bench.large import build
from workflows import roles

SMALL, LARGE = 50, 5_000
PAGES = (
    ("the wall, as a SIRO", "/wall", (roles.SIRO, "essex")),
    ("my work, as a SIRO", "/my-work", (roles.SIRO, "essex")),
    ("the wall, as the office", "/wall", (roles.COORDINATOR, "consortium-office")),
    ("my work, as a lawyer", "/my-work", (roles.LAWYER, "alder-finch")),
)
WARMED, ROUNDS = 20, 40
"""Answers that are not counted, of either size; and those that are."""


def rows() -> list[tuple[str, str]]:
    """The table: each page's CPU time large and against small, then questions over HTTP."""
    with tempfile.TemporaryDirectory() as folder:
        small = build(Path(folder) / "small", SMALL)
        large = build(Path(folder) / "large", LARGE)
        return _pages(small, large) + _questions(large)


def _pages(small: Stage, large: Stage) -> list[tuple[str, str]]:
    table = []
    few, many = create_app(small.installation), create_app(large.installation)
    for title, path, (role, body) in PAGES:
        less, more = _p95s(
            path, _signed_in(few, small, role, body), _signed_in(many, large, role, body)
        )
        table.append((f"{title}, {LARGE:,} agreements, p95 CPU ms", f"{more * 1e3:.0f}"))
        table.append((f"{title}, against {SMALL} agreements (ratio)", f"{more / less:.2f}"))
    return table


def _p95s(path: str, *clients: FlaskClient) -> list[float]:
    """CPU seconds of one page for each client: all warmed alike, then asked in turn, so that
    whatever else the machine does falls on all of them alike.
    """
    times: list[list[float]] = [[] for _ in clients]
    for number in range(WARMED + ROUNDS):
        for client, of_client in zip(clients, times, strict=True):
            began = process_time()
            answer = client.get(path)
            took = process_time() - began
            assert answer.status_code == 200, (path, answer.status_code)
            if number >= WARMED:
                of_client.append(took)
    return [statistics.quantiles(of_client, n=20)[-1] for of_client in times]


def _signed_in(app: Flask, stage: Stage, role: str, body: str) -> FlaskClient:
    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    person = stage.actor(role, body).person
    answer = client.post(f"/demonstration/sign-in/{person}", follow_redirects=True)
    assert answer.status_code == 200, answer.status_code
    return client


def _questions(large: Stage) -> list[tuple[str, str]]:
    added = add_client(large.installation, by=None, name="bench", forces=["all"])
    client = create_app(large.installation).test_client()
    source = large.installation.register.at(large.clock.now())
    keys = list(source.register.rows)[:1_000]
    headers = {"Authorization": f"Bearer {added.token}", "Content-Type": "application/json"}
    bodies = [
        orjson.dumps(
            {
                "subject": {"type": "force", "id": key.force},
                "action": {"name": key.direction},
                "resource": {
                    "type": "flow",
                    "id": f"{key.partner}/{key.category}/{key.purpose}",
                },
            }
        )
        for key in keys
    ]
    client.post("/access/v1/evaluation", data=bodies[0], headers=headers)
    began = process_time()
    for body in bodies:
        client.post("/access/v1/evaluation", data=body, headers=headers)
    single = len(bodies) / (process_time() - began)
    batch = b'{"evaluations":[' + b",".join(bodies) + b"]}"
    began = process_time()
    for _ in range(5):
        client.post("/access/v1/evaluations", data=batch, headers=headers)
    many = 5 * len(bodies) / (process_time() - began)
    return [
        ("questions over HTTP one by one, for a CPU s", f"{single:,.0f}"),
        ("questions over HTTP in batches of 1,000, for a CPU s", f"{many:,.0f}"),
        ("batch / one by one (ratio)", f"{many / single:.1f}"),
    ]
