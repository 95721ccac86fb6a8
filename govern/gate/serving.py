"""The gate over HTTP: the same addresses as the service's, for the programs beside it."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Mapping

from govern.api.authzen import Flows
from govern.api.authzen_protocol import Endpoints
from govern.api.calls import Address, Call, Reply, reply
from govern.api.proof import proof_of
from govern.gate.gate import Gate
from govern.gate.settings import AllowedCaller
from govern.register.decide import internal_error
from govern.register.row import FlowKey

_LOG = logging.getLogger("govern.gate")
STATUS = "/status"
MOST_LISTED = 1000
"""Codes that nobody mapped."""


class Served:
    """The gate as its callers ask it."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._unmapped: dict[tuple[str, str], None] = {}

    def addresses(self) -> Mapping[str, Address]:
        """AuthZEN under the gate's own address, and `/status` for whoever watches over it."""
        base = self._gate.settings.address
        endpoints = Endpoints(self.point, self.caller, searchable=True, base_url=base)
        return {**endpoints.addresses(), STATUS: Address("GET", self.status)}

    def point(self) -> Flows:
        """What decides one call: all of its questions see one state of the gate."""
        gate = self._gate
        try:
            state = gate.ask()
        except Exception:  # noqa: BLE001 - closed is the default: no error may become a yes
            _LOG.exception("the gate's state could not be read, and all was denied")
            return Flows(lambda _: internal_error(), gate, self.coded)
        return Flows(lambda question: gate.answer(question, state), gate, self.coded)

    def coded(self, force: str, code: str) -> FlowKey | None:
        """The flow that a code stands for by the published table; what is not there is listed."""
        key = self._gate.coded(force, code)
        if key is None and len(self._unmapped) < MOST_LISTED and len(code) <= 200:
            if (force, code) not in self._unmapped:
                _LOG.warning("a code of %s is not mapped and was denied: %r", force, code)
            self._unmapped[force, code] = None
        return key

    def caller(self, call: Call) -> AllowedCaller | None:
        """Who is calling; None for nobody we know."""
        ours = self._gate.settings
        token, shown = proof_of(call, ours.certificate_header, ours.trusted_proxies)
        if token is None:
            known = [each for each in ours.callers if shown and each.certificate_sha256 == shown]
        else:
            digest = hashlib.sha256(token.encode()).hexdigest()
            known = [
                each
                for each in ours.callers
                if each.token_sha256 and hmac.compare_digest(each.token_sha256, digest)
            ]
        return known[0] if known else None

    def status(self, _: Call) -> Reply:
        """How it stands: 200 when it answers from a verified register, else 503."""
        told = {**self._gate.status(), "unmapped": ["/".join(each) for each in self._unmapped]}
        return reply(told, 200 if told["register"] and told["clock_trusted"] else 503)
