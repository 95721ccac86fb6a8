"""A signed statement of the ledger's size and root: the text form of a C2SP checkpoint, signed with
Ed25519.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_DASH = "\N{EM DASH}"


@dataclass(frozen=True)
class Checkpoint:
    """The ledger `origin` held `size` events with Merkle root `root` (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        """The signed text: origin, size and base64 root, a line each."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """The checkpoint as a signed note (c2sp.org/signed-note) under its origin's name."""
    body = checkpoint.body()
    hint = _hint(checkpoint.origin, key.public_key())
    signature = base64.b64encode(hint + key.sign(body.encode())).decode()
    return f"{body}\n{_DASH} {checkpoint.origin} {signature}\n"


def opened(note: str, key: Ed25519PublicKey) -> Checkpoint:
    """The checkpoint a note holds. ValueError when it is malformed or not signed by `key`."""
    body, blank, signatures = note.partition("\n\n")
    lines = body.split("\n")
    if not blank or len(lines) != 3 or not lines[1].isdigit():
        raise ValueError("not a checkpoint: expected origin, size, root and a signature")
    checkpoint = Checkpoint(lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True))
    mark = f"{_DASH} {checkpoint.origin} "
    for line in signatures.splitlines():
        if line.startswith(mark) and _signed(checkpoint, line.removeprefix(mark), key):
            return checkpoint
    raise ValueError(f"the checkpoint of {checkpoint.origin} is not signed by the expected key")


def _signed(checkpoint: Checkpoint, encoded: str, key: Ed25519PublicKey) -> bool:
    raw = base64.b64decode(encoded, validate=True)
    if raw[:4] != _hint(checkpoint.origin, key):
        return False
    try:
        key.verify(raw[4:], checkpoint.body().encode())
    except InvalidSignature:
        return False
    return True


def _hint(origin: str, key: Ed25519PublicKey) -> bytes:
    public = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(origin.encode() + b"\n\x01" + public).digest()[:4]
