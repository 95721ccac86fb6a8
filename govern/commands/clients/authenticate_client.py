"""Telling which machine caller a bearer token or a certificate belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from govern.commands.clients.add_client import ALL
from govern.commands.clients.tokens import PREFIX, digest
from govern.installation import Installation
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
    held = select(ClientRow).join(ClientSecretRow, ClientSecretRow.client_id == ClientRow.id)
    with installation.reading() as session:
        row = session.scalar(held.where(ClientSecretRow.token_sha256 == digest(token)))
    return _in_force(row)


def certified_client(installation: Installation, certificate_sha256: str) -> Client | None:
    """The caller in force that this certificate was bound to; None when there is none."""
    bound = select(ClientRow).where(
        ClientRow.certificate_sha256 == certificate_sha256, ClientRow.revoked_at.is_(None)
    )
    with installation.reading() as session:
        return _in_force(session.scalar(bound))


def _in_force(row: ClientRow | None) -> Client | None:
    if row is None or row.revoked_at is not None:
        return None
    return Client(row.id, row.name, None if row.forces == [ALL] else frozenset(row.forces))
