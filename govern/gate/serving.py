"""The gate over HTTP: the same addresses as the service's, for the programs beside it."""

from __future__ import annotations

import hashlib
import hmac
import logging
from typing import Any

from flask import Flask, Request, g

from govern.api import authzen
from govern.api.authzen_messages import reply
from govern.api.certificate import certificate_of
from govern.gate.gate import Asked, Gate
from govern.gate.settings import AllowedCaller
from govern.register.decide import Answer, Question, internal_error
from govern.register.row import FlowKey

_LOG = logging.getLogger("govern.gate")
STATUS = "/status"
MOST_LISTED = 1000
"""Codes that nobody mapped."""


def create_gate_app(gate: Gate) -> Flask:
    """AuthZEN under the gate's own address, and `/status` for whoever watches over it."""
    app = Flask("govern.gate", static_folder=None)
    served = Served(gate)
    app.register_blueprint(
        authzen.blueprint(
            served.answer, served.caller, gate, codes=served.coded, base_url=gate.settings.address
        )
    )
    app.add_url_rule(STATUS, view_func=served.status, methods=["GET"])
    return app


class Served:
    """The gate as the endpoints ask it; all questions of one request see one state."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._unmapped: dict[tuple[str, str], None] = {}

    def answer(self, question: Question) -> Answer:
        """Decide one question. Whatever goes wrong, the answer is no."""
        try:
            if "gate_asked" not in g:
                g.gate_asked = self._gate.ask()
            asked: Asked = g.gate_asked
        except Exception:  # noqa: BLE001 - closed is the default: no error may become a yes
            _LOG.exception("a question could not be answered and was denied")
            return internal_error()
        return self._gate.answer(question, asked)

    def coded(self, force: str, code: str) -> FlowKey | None:
        """The flow that a code stands for by the published table; what is not there is listed."""
        key = self._gate.coded(force, code)
        if key is None and len(self._unmapped) < MOST_LISTED and len(code) <= 200:
            if (force, code) not in self._unmapped:
                _LOG.warning("a code of %s is not mapped and was denied: %r", force, code)
            self._unmapped[force, code] = None
        return key

    def caller(self, request: Request) -> AllowedCaller | None:
        """Who sent `Authorization: Bearer ...`, or without that header who showed a certificate to
        a trusted proxy. None for nobody we know.
        """
        given, ours = request.authorization, self._gate.settings
        if given is None:
            shown = certificate_of(request, ours.certificate_header, ours.trusted_proxies)
            known = [each for each in ours.callers if shown and each.certificate_sha256 == shown]
        elif given.type != "bearer" or not given.token:
            known = []
        else:
            digest = hashlib.sha256(given.token.encode()).hexdigest()
            known = [
                each
                for each in ours.callers
                if each.token_sha256 and hmac.compare_digest(each.token_sha256, digest)
            ]
        return known[0] if known else None

    def status(self) -> Any:
        """How it stands: 200 when it answers from a verified register, else 503."""
        told = {**self._gate.status(), "unmapped": ["/".join(each) for each in self._unmapped]}
        return reply(told, 200 if told["register"] and told["clock_trusted"] else 503)
