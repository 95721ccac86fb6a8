"""Telling which machine caller a bearer token or a certificate belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from weakref import WeakKeyDictionary

from sqlalchemy import Select, bindparam, func, select

from govern.commands.clients.add_client import ALL
from govern.commands.clients.tokens import PREFIX, digest
from govern.installation import Installation
from govern.store.database import Database
from govern.store.rows.organisations import ClientRow
from govern.store.rows.working import ClientSecretRow


@dataclass(frozen=True)
class Client:
    """A machine caller in force, and the forces it may ask about: slugs, or None for all."""

    id: str
    name: str
    forces: frozenset[str] | None

    def may_ask(self, force: str) -> bool:
        """Whether it may ask about the force of this slug."""
        return self.forces is None or force in self.forces


def authenticate_client(installation: Installation, token: str) -> Client | None:
    """The caller that `token` belongs to; None for an unknown or a revoked one."""
    if not token.startswith(PREFIX):
        return None
    return _known_to(installation).find("token", digest(token))


def certified_client(installation: Installation, certificate_sha256: str) -> Client | None:
    """The caller in force that this certificate was bound to; None when there is none."""
    return _known_to(installation).find("certificate", certificate_sha256)


_Proof = Literal["token", "certificate"]
_QUERIES: Mapping[_Proof, Select[ClientRow]] = {
    "token": select(ClientRow)
    .join(ClientSecretRow, ClientSecretRow.client_id == ClientRow.id)
    .where(ClientSecretRow.token_sha256 == bindparam("shown")),
    "certificate": select(ClientRow).where(
        ClientRow.certificate_sha256 == bindparam("shown"), ClientRow.revoked_at.is_(None)
    ),
}


class _Known:
    """Callers in force who were asked for, until any caller is added, revoked or changed: that is
    looked for at each call, which costs a seventh of reading who calls.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: tuple[tuple[Any, ...], dict[tuple[_Proof, str], Client]] = ((), {})

    def find(self, kind: _Proof, shown: str) -> Client | None:
        """The caller in force with that proof."""
        with self._database.engine.connect() as connection:
            mark = tuple(connection.execute(_NEWEST).one())
        if self._held[0] != mark:
            self._held = (mark, {})
        callers, proof = self._held[1], (kind, shown)
        if proof not in callers:
            with self._database.reading() as session:
                found = _in_force(session.scalar(_QUERIES[kind], {"shown": shown}))
            if found is None:
                return None
            callers[proof] = found
        return callers[proof]


_NEWEST = select(func.count(), func.max(ClientRow.seq))
_KNOWN: WeakKeyDictionary[Database, _Known] = WeakKeyDictionary()


def _known_to(installation: Installation) -> _Known:
    database = installation.database
    return _KNOWN.get(database) or _KNOWN.setdefault(database, _Known(database))


def _in_force(row: ClientRow | None) -> Client | None:
    if row is None or row.revoked_at is not None:
        return None
    return Client(row.id, row.name, None if row.forces == [ALL] else frozenset(row.forces))
