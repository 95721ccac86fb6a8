"""Who a call says it is from: by its bearer token, or by the certificate shown to a proxy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from govern.api.calls import Call
from govern.api.certificate import certificate_of


class Proof(NamedTuple):
    """One of the two, or neither when nothing was proved."""

    token: str | None = None
    certificate_sha256: str | None = None


NOTHING = Proof()


def proof_of(call: Call, header: str, proxies: Sequence[str]) -> Proof:
    """The token of `Authorization: Bearer ...`. Without that header the SHA-256 of the certificate
    that was shown to a trusted proxy; another scheme is not made good by one.
    """
    given = call.header("Authorization")
    if given is None:
        return Proof(certificate_sha256=certificate_of(call, header, proxies))
    scheme, _, token = given.partition(" ")
    return Proof(token.strip() or None) if scheme.lower() == "bearer" else NOTHING
