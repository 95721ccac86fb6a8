"""The keys under which exports and hints leave the house: made at first use, one for each purpose.

No gate trusts them, and they can open nothing: a register is believed by its own keys alone.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from govern.commands.register.key_files import folder_of
from govern.durable import sync_folder
from govern.errors import Conflict
from govern.settings import Settings

OPA, WEBHOOKS = NAMES = ("opa", "webhooks")


def opa_key(settings: Settings) -> ec.EllipticCurvePrivateKey:
    """The key of bundles (P-256). Conflict when others than its owner may read it."""
    path = folder_of(settings) / f"{OPA}.key"
    found = _key(path, lambda: ec.generate_private_key(ec.SECP256R1()))
    if not isinstance(found, ec.EllipticCurvePrivateKey):
        raise Conflict(f"{path} is not a P-256 key.")
    return found


def webhook_key(settings: Settings) -> ed25519.Ed25519PrivateKey:
    """The key of webhooks (Ed25519). Conflict when others than its owner may read it."""
    path = folder_of(settings) / f"{WEBHOOKS}.key"
    found = _key(path, ed25519.Ed25519PrivateKey.generate)
    if not isinstance(found, ed25519.Ed25519PrivateKey):
        raise Conflict(f"{path} is not an Ed25519 key.")
    return found


def public_pem(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> str:
    """The public half, as whoever checks wants it."""
    public = key.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _key(path: Path, make: Callable[[], PrivateKeyTypes]) -> PrivateKeyTypes:
    if not path.exists():
        _keep(path, make())
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Conflict(f"{path} may be read by others. Only its owner may: chmod 600 {path}")
    try:
        return load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as fault:
        raise Conflict(f"{path} is no key.") from fault


def _keep(path: Path, key: PrivateKeyTypes) -> None:
    """Written whole under its name by whoever comes first; a second process takes that one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileExistsError):
            os.link(made, path)
        sync_folder(path.parent)
    finally:
        made.unlink()
