"""Keyrings that change: what these tests make, seal and ask of openssl."""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from govern.records.keys import Keyring
from govern.records.seal import seal
from tests.records import specimen

ROTATED = specimen.AT + timedelta(days=30)
LATER = specimen.AT + timedelta(days=60)


def made(path: Path) -> Keyring:
    """A keyring of this test's own."""
    return Keyring.create(path / "keys", specimen.BEFORE, "Specimen consortium", demonstration=True)


def again(keyring: Keyring) -> Keyring:
    """The keyring as the disk has it now."""
    return Keyring.load(keyring.path, keyring.device)


def sealed(keyring: Keyring, at: datetime) -> bytes:
    """A record of the specimen's facts under these keys."""
    return seal(
        specimen.frozen(),
        record=specimen.facts(),
        field="dpo",
        address=specimen.ADDRESS,
        keyring=keyring,
        at=at,
    )


def openssl(*words: str) -> str:
    """What openssl says, on both of its outputs."""
    done = subprocess.run(["openssl", *words], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def written(
    folder: Path, name: str, *held: x509.Certificate | x509.CertificateRevocationList
) -> str:
    """A PEM file of certificates or lists, by path."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"".join(each.public_bytes(Encoding.PEM) for each in held))
    return str(folder / name)
