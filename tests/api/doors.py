"""The two ways in which the endpoints for programs are served: by the service, in Flask, and by a
gate, through a server of its own. What is tested of the protocol is tested of both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from govern.api.authzen import Flows
from govern.api.authzen_protocol import Endpoints
from govern.api.calls import Call
from govern.api.in_flask import mounted
from govern.register.decide import Answer, Question
from govern.register.directory import FlowDirectory
from tests.gate.asking import Asking, Listening
from tests.gate.asking import listening as listening

Client = FlaskClient | Asking
Door = Callable[[Endpoints[Any], Callable[[Call], object]], Client]


@pytest.fixture(params=["the service", "a gate"])
def door(request: pytest.FixtureRequest, listening: Listening) -> Door:
    """Serves endpoints to a client."""

    def by_the_service(endpoints: Endpoints[Any], _: Callable[[Call], object]) -> Client:
        app = Flask(__name__)
        app.register_blueprint(mounted(endpoints))
        return app.test_client()

    def by_a_gate(endpoints: Endpoints[Any], admits: Callable[[Call], object]) -> Client:
        return listening.serve(endpoints.addresses(), admits)

    return by_the_service if request.param == "the service" else by_a_gate


def flows(
    answer: Callable[[Question], Answer],
    authenticate: Callable[[Call], Any],
    directory: FlowDirectory | None = None,
    **more: Any,
) -> Endpoints[Any]:
    """The endpoints over what answers."""
    point = Flows(answer, directory)
    return Endpoints(lambda: point, authenticate, searchable=directory is not None, **more)
