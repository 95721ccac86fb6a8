"""Revoking a machine caller: its token is worth nothing from now on."""

from __future__ import annotations

from sqlalchemy import delete

from govern.commands.authority import OFFICE, require
from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.store.rows.organisations import ClientRow
from govern.store.rows.working import ClientSecretRow
from workflows.engine import Actor


def revoke_client(installation: Installation, *, by: Actor | None, client_id: str) -> None:
    """Revoke a caller at once and forget the hash of its token."""
    with installation.writing(by) as writing:
        require(writing, by, OFFICE)
        row = writing.session.get(ClientRow, client_id)
        if row is None:
            raise NotFound(f"client {client_id}")
        if row.revoked_at is not None:
            raise Conflict(f"{row.name} was revoked already.")
        writing.record("client_revoked", ("client", client_id))
        writing.session.execute(delete(ClientSecretRow).where(ClientSecretRow.client_id == row.id))
