"""Taking in what gates and records management systems say of themselves; it changes no flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from govern.clock import text
from govern.commands.clients.authenticate_client import Client
from govern.commands.register.reconcile import reconcile
from govern.errors import Forbidden
from govern.installation import Installation
from govern.store import organisations
from govern.store.database import Database
from govern.store.rows.gates import GateReportRow, ObservedReportRow
from govern.store.together import Together


@dataclass(frozen=True)
class Acknowledgement:
    """What a gate says it holds. `received` is the number it was offered, `applied` the one it
    answers from (0: none); `refusal` says why they differ. `observing` are forces for which it
    enforces nothing. Instants are text.
    """

    gate: str
    forces: list[str]
    epoch: int
    received: int
    applied: int
    refusal: dict[str, Any] | None
    observing: list[str]
    lease_until: str | None
    clock: str


@dataclass(frozen=True)
class Observation:
    """The flows that are really on in one system for one force: ids, or
    `partner/category/purpose/direction` for those it knows by no id; and the register it knew.
    """

    system: str
    force: str
    epoch: int
    version: int
    on: list[str]
    observed_at: str


def take_acknowledgement(
    installation: Installation, *, client: Client, given: Acknowledgement
) -> None:
    """Keep a gate's last word. Forbidden for a force that is not the caller's."""
    _own(client, given.forces)
    at = text(installation.clock.now())
    _words_to(installation.database).put(_Word(client.id, at, given))


@dataclass(frozen=True)
class _Word:
    client_id: str
    at: str
    given: Acknowledgement


def _keep(session: Session, word: _Word) -> None:
    given, at = word.given, word.at
    row = session.get(GateReportRow, (word.client_id, given.gate))
    holds = (given.epoch, given.applied)
    same = row is not None and (row.epoch, row.applied) == holds
    applied_at = row.applied_at if row is not None and same else at
    values = {**asdict(given), "at": at, "applied_at": applied_at if given.applied else None}
    key = {"client_id": word.client_id, "gate": given.gate}
    _put(session, row, GateReportRow, {**key, **values})


_WORDS: WeakKeyDictionary[Database, Together[_Word]] = WeakKeyDictionary()


def _words_to(database: Database) -> Together[_Word]:
    """A hundred gates acknowledge a change at once: their words share commits."""
    return _WORDS.get(database) or _WORDS.setdefault(database, Together(database, _keep))


def take_observation(installation: Installation, *, client: Client, given: Observation) -> None:
    """Keep the last full report of one system, and raise the alarm at once when something runs
    there that should not. Forbidden for a force that is not the caller's, or is none.
    """
    _own(client, [given.force])
    with installation.database.writing() as session:
        if given.force not in {row.slug for row in organisations.of_kind(session, "force")}:
            raise Forbidden(f"There is no force {given.force}.")
        row = session.get(ObservedReportRow, (given.force, given.system))
        values = {**asdict(given), "client_id": client.id, "at": text(installation.clock.now())}
        _put(session, row, ObservedReportRow, values)
    reconcile(installation)


def _put(
    session: Session,
    row: GateReportRow | ObservedReportRow | None,
    kind: type[GateReportRow] | type[ObservedReportRow],
    values: Mapping[str, Any],
) -> None:
    if row is None:
        session.add(kind(**values))
        session.flush()
        return
    for name, value in values.items():
        setattr(row, name, value)


def _own(client: Client, forces: list[str]) -> None:
    for force in forces:
        if not client.may_ask(force):
            raise Forbidden(f"This caller may not speak for the force {force}.")
