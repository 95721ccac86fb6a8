"""The certificate of a caller, when a proxy that we trust has verified it (mutual TLS).

What is kept of it is its SHA-256. A header of that name from anywhere else is ignored, and logged.
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Sequence
from urllib.parse import unquote

from govern.api.calls import Call
from govern.certificates import der_of_base64, der_of_pem, fingerprint

_LOG = logging.getLogger("govern.api")


def certificate_of(call: Call, header: str, proxies: Sequence[str]) -> str | None:
    """The SHA-256, in hexadecimal, of the certificate that the caller showed to a trusted proxy:
    one whose address is in one of the networks `proxies`, and which names it in that header.

    None without one, and for anything unreadable. The header holds it as RFC 9440 writes it
    (`:base64 of the DER:`), or as a PEM text with % escapes.
    """
    written = call.header(header)
    if not written:
        return None
    if not _trusted(call.address, proxies):
        _LOG.warning("%s from %s was ignored: it is no trusted proxy", header, call.address)
        return None
    der = _der(written)
    return None if der is None else fingerprint(der)


def _trusted(address: str, proxies: Sequence[str]) -> bool:
    try:
        caller = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(caller in ipaddress.ip_network(each) for each in proxies)


def _der(written: str) -> bytes | None:
    if written.startswith(":") and written.endswith(":") and len(written) > 2:
        return der_of_base64(written[1:-1])
    return der_of_pem(unquote(written))
