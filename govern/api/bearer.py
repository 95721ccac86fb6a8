"""Who a machine caller is: by the bearer token it sends, or the certificate it showed."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Request

from govern.api.certificate import certificate_of
from govern.commands.clients.authenticate_client import (
    Client,
    authenticate_client,
    certified_client,
)
from govern.installation import Installation


@dataclass(frozen=True)
class Bearer:
    """A machine caller that is known, as the endpoints ask about it (decision 26)."""

    client: Client

    def may_ask_about(self, force: str) -> bool:
        """Whether the caller is bound to the force of this slug."""
        return self.client.may_ask(force)


def bearer(installation: Installation, request: Request) -> Bearer | None:
    """Who sent `Authorization: Bearer ...`, or without that header who showed a certificate to a
    trusted proxy. None for nobody known, and for whoever is revoked.
    """
    given = request.authorization
    if given is None:
        known = installation.settings
        shown = certificate_of(request, known.certificate_header, known.trusted_proxies)
        client = None if shown is None else certified_client(installation, shown)
    elif given.type != "bearer" or not given.token:
        client = None
    else:
        client = authenticate_client(installation, given.token)
    return None if client is None else Bearer(client)
