"""The keys of the published register as files: three of root, and one of each online role."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner, Key

from govern.durable import write_whole
from govern.errors import Conflict
from govern.register.repository.metadata import ROOT_KEYS
from govern.settings import Settings

ROOTS = tuple(f"root-{number}" for number in range(1, ROOT_KEYS + 1))
NEXT = "next"
"""A key that is made and not yet trusted waits under its name with this word."""


def folder_of(settings: Settings) -> Path:
    """Where the keys lie. Those of root belong elsewhere, on three media without a network."""
    return settings.home / "register-keys"


def make(folder: Path, name: str) -> Key:
    """Make a key that only its owner may read; returns its public half. Conflict when it exists."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}.key"
    if path.exists():
        raise Conflict(f"{path} is there already; a key is never written over.")
    made = Ed25519PrivateKey.generate()
    pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_whole(path, pem, mode=0o600)
    public: Key = CryptoSigner(made).public_key
    return public


def signer(folder: Path, name: str) -> CryptoSigner:
    """The key of that name. Conflict when it is missing, or others than its owner may read it."""
    path = folder / f"{name}.key"
    try:
        readable = stat.S_IMODE(path.stat().st_mode) & 0o077
        pem = path.read_bytes()
    except FileNotFoundError as fault:
        raise Conflict(f"{path} is missing.") from fault
    if readable:
        raise Conflict(f"{path} may be read by others. Only its owner may: chmod 600 {path}")
    try:
        key = load_pem_private_key(pem, password=None)
    except ValueError as fault:
        raise Conflict(f"{path} is no key.") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise Conflict(f"{path} is not an Ed25519 key.")
    return CryptoSigner(key)


def trusted(folder: Path, role: str, keyids: Iterable[str]) -> CryptoSigner:
    """The key of an online role that root trusts: the present one, or one that waited for that."""
    wanted = set(keyids)
    for name in (role, f"{role}.{NEXT}"):
        if (folder / f"{name}.key").exists():
            found = signer(folder, name)
            if found.public_key.keyid in wanted:
                return found
    raise Conflict(
        f"{folder} holds no key of {role} that root trusts: govern register rotate {role}"
    )


def promote(folder: Path, name: str) -> None:
    """Put a key that waited in the place of the one it replaces."""
    waiting = folder / f"{name}.{NEXT}.key"
    if waiting.exists():
        os.replace(waiting, folder / f"{name}.key")


def root_signers(folder: Path) -> dict[str, CryptoSigner]:
    """The root keys that lie here, by name."""
    here = (name for name in ROOTS if (folder / f"{name}.key").exists())
    return {name: signer(folder, name) for name in here}
