"""Who a machine caller is: by the bearer token it sends, or the certificate it showed."""

from __future__ import annotations

from dataclasses import dataclass

from govern.api.calls import Call
from govern.api.proof import proof_of
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


def bearer(installation: Installation, call: Call) -> Bearer | None:
    """Who sent `Authorization: Bearer ...`, or without that header who showed a certificate to a
    trusted proxy. None for nobody known, and for whoever is revoked.
    """
    known = installation.settings
    token, shown = proof_of(call, known.certificate_header, known.trusted_proxies)
    client = None
    if token is not None:
        client = authenticate_client(installation, token)
    elif shown is not None:
        client = certified_client(installation, shown)
    return None if client is None else Bearer(client)
