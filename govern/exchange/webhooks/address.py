"""Where a hint may be sent: to public addresses over https, whatever a name resolves to.

A name is resolved once, every address behind it is looked at, and the connection is made to that
very address: a name that says something else a moment later changes nothing (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}|[0-9A-Fa-f:.]{2,45}")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NEVER = tuple(
    ipaddress.ip_network(each)
    for each in (
        *("64:ff9b:1::/48", "::/96", "fec0::/10"),
        *("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24"),
    )
)
"""Not private by name, and yet inside: local NAT64, a cloud's own service, relays, old forms."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Iterable[str]]


class RefusedAddress(ValueError):
    """Nothing may be sent there; the message says why."""


@dataclass(frozen=True)
class Place:
    """Where to connect: `ip` is the address that was looked at, `host` whose certificate counts."""

    host: str
    port: int
    path: str
    ip: str


def readable(url: str) -> tuple[str, int, str]:
    """Host, port and path of an address. RefusedAddress unless it is plain https."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError as fault:
        raise RefusedAddress(f"{url!r} is no address.") from fault
    if parts.scheme != "https" or not _HOST.fullmatch(host):
        raise RefusedAddress("It must begin with https:// and name a host in plain letters.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise RefusedAddress("It must hold no name, no password and no fragment.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or not path.isprintable() or " " in path:
        raise RefusedAddress("Its path must be in plain signs, others as % escapes.")
    return host, port, path


def written(url: str) -> str:
    """The address as it is kept, judged by its letters alone: no name is asked for. RefusedAddress
    unless it is plain https.
    """
    host, port, path = readable(url)
    shown = f"[{host}]" if ":" in host else host
    return f"https://{shown}{'' if port == 443 else f':{port}'}{path}"


def place(url: str, allowed: Sequence[str] = (), resolve: Resolve | None = None) -> Place:
    """Where that address is, looked up once. RefusedAddress when any address behind the name is not
    public, unless a network in `allowed` holds it.
    """
    host, port, path = readable(url)
    try:
        found = [_address(each) for each in (resolve or _resolved)(host, port)]
    except (OSError, UnicodeError) as fault:
        raise RefusedAddress(f"{host} has no address: {fault}") from fault
    if not found:
        raise RefusedAddress(f"{host} has no address.")
    for each in found:
        if not _may_be_called(each, allowed):
            raise RefusedAddress(f"{host} is {each}, which is not public.")
    return Place(host, port, path, str(found[0]))


def _may_be_called(address: Address, allowed: Sequence[str]) -> bool:
    if any(_within(address, network) for network in allowed):
        return True
    inner = _inside(address)
    return (inner is None or _public(inner)) and _public(address)


def _within(address: Address, network: str) -> bool:
    return address in ipaddress.ip_network(network)


def _public(address: Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in each for each in _NEVER)
    )


def _inside(address: Address) -> Address | None:
    """The IPv4 address that an IPv6 address stands for, by any of the ways there are."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def _address(written: str) -> Address:
    try:
        return ipaddress.ip_address(written.split("%")[0])
    except ValueError as fault:
        raise RefusedAddress(f"{written!r} is no address.") from fault


def _resolved(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]
