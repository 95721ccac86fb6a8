"""AuthZEN as this application serves it: the live register answers, a token says who asks."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock

from flask import Blueprint, g

from govern.api import in_flask
from govern.api.bearer import Bearer, bearer
from govern.api.calls import Call
from govern.clock import text
from govern.commands.register.hints import Number, Numbering
from govern.commands.register.repository import Repository
from govern.commands.register.unmapped import UnmappedCodes
from govern.installation import Installation
from govern.records.key_files import KeyringError
from govern.records.statements import signed
from govern.register.codes import key_of_code
from govern.register.decide import Answer, Question, Standing, decide, internal_error
from govern.register.directory import FlowDirectory
from govern.register.observe import as_observed, observing
from govern.register.row import FlowKey, Row
from govern.store.live import EPOCH, LiveSource

_LOG = logging.getLogger(__name__)


def questions(installation: Installation) -> Blueprint:
    """The endpoints of this installation, for `govern.web.mounts.MACHINES`."""
    asked = LiveQuestions(installation)
    address = installation.settings.url
    return in_flask.blueprint(
        asked.answer, asked.caller, asked, codes=asked.coded, signed=asked.signed, base_url=address
    )


class LiveQuestions:
    """Answers from the live register; all questions of one request see one state of it."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._numbering = Numbering(Repository(installation.settings))
        self._unmapped = UnmappedCodes(installation)
        self._lock = Lock()
        self._listed: tuple[int, FlowDirectory] | None = None

    def answer(self, question: Question) -> Answer:
        """Decide one question. Whatever goes wrong, the answer is no."""
        try:
            at, source = self._asked()
        except Exception:  # noqa: BLE001 - closed is the default: no error may become a yes
            _LOG.exception("the register could not be read and a question was denied")
            return internal_error()
        return as_observed(
            decide(question, source, at),
            until=source.observing.get(question.key.force),
            at=text(at),
            lease_until=source.live.lease_until,
        )

    def caller(self, call: Call) -> Bearer | None:
        """Who is calling; None for nobody known, and for whoever is revoked."""
        return bearer(self._installation, call)

    def signed(self, metadata: Mapping[str, str]) -> str | None:
        """The metadata as a JWT of this service (AuthZEN 1.0, signed_metadata); None when its seal
        cannot be had, for the metadata are worth as much without it.
        """
        now = self._installation.clock.now()
        told = {**metadata, "iss": metadata["policy_decision_point"], "iat": int(now.timestamp())}
        try:
            return signed(told, self._installation.keyring.service)
        except (KeyringError, OSError) as fault:
            _LOG.warning("the metadata could not be signed: %s", fault)
            return None

    def coded(self, force: str, code: str) -> FlowKey | None:
        """The flow that a code stands for, by the facts of this request; one that is not mapped is
        kept in a list for the operators.
        """
        at, source = self._asked()
        key = key_of_code(source.live.facts, force, code, text(at))
        if key is None:
            self._unmapped.note(force, code)
        return key

    def keys(
        self,
        *,
        force: str | None = None,
        partner: str | None = None,
        category: str | None = None,
        purpose: str | None = None,
        direction: str | None = None,
    ) -> Iterable[FlowKey]:
        """Every flow with these parts, open or closed, for the searches."""
        return self._directory().keys(
            force=force, partner=partner, category=category, purpose=purpose, direction=direction
        )

    def _asked(self) -> tuple[datetime, NumberedSource]:
        """The instant of this request and the register then."""
        if "register_asked" not in g:
            at = self._installation.clock.now()
            live = self._installation.register.at(at)
            number = self._numbering.of(live.version, EPOCH)
            g.register_asked = (at, NumberedSource(live, number, observing(live.facts, text(at))))
        found: tuple[datetime, NumberedSource] = g.register_asked
        return found

    def _directory(self) -> FlowDirectory:
        _, source = self._asked()
        live = source.live
        with self._lock:
            if self._listed is None or self._listed[0] != live.version:
                self._listed = (live.version, FlowDirectory(live.register.rows))
            return self._listed[1]


@dataclass(frozen=True)
class NumberedSource:
    """The live register as a source of answers, under the numbers by which gates know it."""

    live: LiveSource
    number: Number
    observing: Mapping[str, str]

    def standing(self, at: str) -> Standing:
        """Always fresh."""
        epoch, version = self.number
        return replace(self.live.standing(at), epoch=epoch, version=version)

    def killed(self, key: FlowKey) -> bool:
        """Kills are among the rows' own reasons here."""
        return self.live.killed(key)

    def lookup(
        self, force: str, partner: str, category: str, purpose: str, direction: str
    ) -> Row | None:
        """The row of that flow, or None."""
        return self.live.lookup(force, partner, category, purpose, direction)
