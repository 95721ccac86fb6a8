"""How one gate is set up: a folder with `gate.toml`, the pinned root and the token."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from govern.errors import Conflict, Invalid

FILE, ROOT, TOKEN = "gate.toml", "root.json", "token"
PROOFS = ("token_sha256", "certificate_sha256")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True)
class AllowedCaller:
    """A program that may ask the gate, and about which forces: known by its token, or by the
    certificate that it shows to the proxy before the gate; of either the SHA-256, in hex.
    """

    name: str
    token_sha256: str | None
    forces: frozenset[str]
    certificate_sha256: str | None = None

    def may_ask_about(self, force: str) -> bool:
        """Whether it may ask about flows of that force."""
        return force in self.forces


@dataclass(frozen=True)
class GateSettings:
    """What the gate was told when it was installed. `honours` are the obligations that the system
    beside it can keep; None when nobody said, and then it must look at them itself.
    """

    name: str
    url: str
    token: str
    root: bytes
    forces: tuple[str, ...]
    state: Path
    kill_file: Path
    listen: str
    address: str | None
    certificate_authority: str | None
    honours: frozenset[str] | None
    callers: tuple[AllowedCaller, ...]
    client_certificate: str | None = None
    client_key: str | None = None
    trusted_proxies: tuple[str, ...] = ()
    certificate_header: str = "Client-Cert"


def read(folder: Path) -> GateSettings:
    """The settings in a folder. Invalid names what is wrong; Conflict when it is not there."""
    try:
        given = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        root = (folder / ROOT).read_bytes()
    except FileNotFoundError as fault:
        raise Conflict(f"There is no gate in {folder}: govern gate install {folder}") from fault
    except tomllib.TOMLDecodeError as fault:
        raise Invalid.field(FILE, f"It cannot be read: {fault}.") from fault
    forces = tuple(_words(given, "forces"))
    return GateSettings(
        name=_word(given, "name"),
        url=_url(_word(given, "url")),
        token="" if "client_certificate" in given else _token(folder / TOKEN),
        root=root,
        forces=forces,
        state=folder / given.get("state", "state"),
        kill_file=folder / given.get("kill_file", "kill"),
        listen=_word(given, "listen"),
        address=given.get("address"),
        certificate_authority=given.get("certificate_authority"),
        honours=frozenset(_words(given, "honours")) if "honours" in given else None,
        callers=tuple(_caller(one, forces) for one in given.get("callers", ())),
        client_certificate=given.get("client_certificate"),
        client_key=given.get("client_key"),
        trusted_proxies=_networks(given),
        certificate_header=given.get("certificate_header", "Client-Cert"),
    )


def _word(given: Mapping[str, Any], name: str) -> str:
    found = given.get(name)
    if not isinstance(found, str) or not found:
        raise Invalid.field(name, f"Say what it is, as a text: {name} = ...")
    return found


def _words(given: Mapping[str, Any], name: str) -> list[str]:
    found = given.get(name)
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise Invalid.field(name, f'Name them as a list of texts: {name} = ["..."]')
    return found


def _url(written: str) -> str:
    """Without encryption the token could be read on the way: loopback alone is excepted."""
    parts = urlsplit(written)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not secure or not parts.hostname:
        raise Invalid.field("url", "It must begin with https://, but on this computer itself.")
    return written.rstrip("/")


def _token(path: Path) -> str:
    try:
        open_to = stat.S_IMODE(path.stat().st_mode) & 0o077
        token = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as fault:
        raise Conflict(f"{path} cannot be read: put the gate's token there.") from fault
    if open_to:
        raise Conflict(f"{path} may be read by others. Only its owner may: chmod 600 {path}")
    if not token:
        raise Conflict(f"{path} is empty: put the gate's token there.")
    return token


def _caller(given: Mapping[str, Any], forces: tuple[str, ...]) -> AllowedCaller:
    bound = frozenset(_words(given, "forces") if "forces" in given else forces)
    if not bound <= set(forces):
        raise Invalid.field("callers", "A caller's forces must be among those of the gate.")
    proofs = {name: given[name] for name in PROOFS if name in given}
    if len(proofs) != 1:
        raise Invalid.field("callers", f"Give each caller one of {' and '.join(PROOFS)}.")
    for name, digest in proofs.items():
        if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            raise Invalid.field("callers", f"{name} is 64 hex digits, in lower case.")
    token, certificate = map(proofs.get, PROOFS)
    return AllowedCaller(_word(given, "name"), token, bound, certificate)


def _networks(given: Mapping[str, Any]) -> tuple[str, ...]:
    """Where a proxy stands that may say which certificate was shown to it; nowhere if not said."""
    try:
        found = _words(given, "trusted_proxies") if "trusted_proxies" in given else []
        return tuple(str(ip_network(each)) for each in found)
    except ValueError as fault:
        raise Invalid.field("trusted_proxies", f"Name addresses or networks: {fault}.") from fault
