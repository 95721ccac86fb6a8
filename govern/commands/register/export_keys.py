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

from govern.commands.register.key_files import NEXT, folder_of, promote
from govern.durable import sync_folder
from govern.errors import Conflict
from govern.settings import Settings

OPA = "opa"
_WEBHOOK = "webhook-"


def opa_key(settings: Settings) -> ec.EllipticCurvePrivateKey:
    """The key of bundles (P-256). Conflict when others than its owner may read it."""
    path = folder_of(settings) / f"{OPA}.key"
    found = _key(path, lambda: ec.generate_private_key(ec.SECP256R1()))
    if not isinstance(found, ec.EllipticCurvePrivateKey):
        raise Conflict(f"{path} is not a P-256 key.")
    return found


def webhook_keys(settings: Settings, webhook_id: str) -> tuple[ed25519.Ed25519PrivateKey, ...]:
    """The keys (Ed25519) under which this webhook's hints go, and no other's: the present one, and
    while it is being changed the next. Conflict when others than their owner may read them.
    """
    path, following = _webhook_path(settings, webhook_id), _webhook_path(settings, webhook_id, NEXT)
    present = _ed25519(path)
    return (present, _ed25519(following)) if following.exists() else (present,)


def next_webhook_key(settings: Settings, webhook_id: str) -> ed25519.Ed25519PrivateKey:
    """The key that is to replace the present one: made if there is none yet."""
    return _ed25519(_webhook_path(settings, webhook_id, NEXT))


def promote_webhook_key(settings: Settings, webhook_id: str) -> None:
    """Put the next key in the place of the present one, which is gone then."""
    promote(folder_of(settings), f"{_WEBHOOK}{webhook_id}")
    sync_folder(folder_of(settings))


def in_backups(folder: Path) -> list[str]:
    """The names of these keys that lie in a folder, as a backup takes them."""
    webhooks = sorted(path.stem for path in folder.glob(f"{_WEBHOOK}*.key"))
    return [*((OPA,) if (folder / f"{OPA}.key").exists() else ()), *webhooks]


def _webhook_path(settings: Settings, webhook_id: str, which: str = "") -> Path:
    name = f"{_WEBHOOK}{webhook_id}{'.' if which else ''}{which}"
    return folder_of(settings) / f"{name}.key"


def _ed25519(path: Path) -> ed25519.Ed25519PrivateKey:
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
