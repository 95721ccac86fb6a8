"""Who a machine caller is, by the bearer token it sends."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Request

from govern.commands.clients.authenticate_client import Client, authenticate_client
from govern.installation import Installation


@dataclass(frozen=True)
class Bearer:
    """A machine caller that sent a good token, as the endpoints ask about it (decision 26)."""

    client: Client

    def may_ask_about(self, force: str) -> bool:
        """Whether the caller is bound to the force of this slug."""
        return self.client.may_ask(force)


def bearer(installation: Installation, request: Request) -> Bearer | None:
    """Who sent `Authorization: Bearer ...`; None for no token, an unknown or a revoked one."""
    given = request.authorization
    if given is None or given.type != "bearer" or not given.token:
        return None
    client = authenticate_client(installation, given.token)
    return None if client is None else Bearer(client)
