"""The keyring on disk: root, issuing authority, timestamp authority and service seal, and what they
have revoked.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from govern.records import certificates
from govern.records.certificates import DEMONSTRATION, Keyed

ROOT_LIST_LASTS = timedelta(days=400)
ISSUING_LIST_LASTS = timedelta(days=7)
SIGNER_LASTS = timedelta(minutes=10)
_ONLINE = ("issuing", "timestamp", "service")


class KeyringError(Exception):
    """The keyring is missing, unsafe or out of date; the message says what to do."""


@dataclass(frozen=True)
class Keyring:
    """The keys that make a record. `root` is the certificate alone: its key is for renewals and
    belongs off this machine.
    """

    path: Path
    root: x509.Certificate
    issuing: Keyed
    timestamp: Keyed
    service: Keyed

    @staticmethod
    def create(path: Path, at: datetime, subject: str, *, demonstration: bool = False) -> Keyring:
        """Make a keyring for the consortium `subject` in a folder that has none yet. Raises
        KeyringError.

        `root.key` lies beside the others afterwards; the operator moves it to a place without a
        network.
        """
        if (path / "root.crt").exists():
            raise KeyringError(f"{path} already holds a keyring; it is never overwritten.")
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        root = certificates.root(subject, at, demonstration=demonstration)
        issuing = certificates.issuing(root, subject, at, demonstration=demonstration)
        made = {
            "root": root,
            "issuing": issuing,
            "timestamp": certificates.timestamping(
                issuing, subject, at, demonstration=demonstration
            ),
            "service": certificates.service_seal(issuing, subject, at, demonstration=demonstration),
        }
        for name, keyed in made.items():
            _write(path / f"{name}.key", _pem(keyed.key), 0o600)
            _write(
                path / f"{name}.crt",
                keyed.certificate.public_bytes(serialization.Encoding.PEM),
                0o644,
            )
        listing = certificates.revocation_list(root, {}, at, lasting=ROOT_LIST_LASTS)
        _write(path / "root.crl", listing.public_bytes(serialization.Encoding.DER), 0o644)
        return Keyring.load(path)

    @staticmethod
    def load(path: Path) -> Keyring:
        """The keyring in a folder. Raises KeyringError when it is missing or when others than its
        owner may read a key.
        """
        if not (path / "root.crt").exists():
            raise KeyringError(f"{path} holds no keyring. Make one with: govern keys create")
        held = {
            name: Keyed(_key(path / f"{name}.key"), _certificate(path / f"{name}.crt"))
            for name in _ONLINE
        }
        return Keyring(
            path,
            _certificate(path / "root.crt"),
            held["issuing"],
            held["timestamp"],
            held["service"],
        )

    @property
    def demonstration(self) -> bool:
        """Whether these are demonstration keys, as their certificates say."""
        units = self.root.subject.get_attributes_for_oid(x509.NameOID.ORGANIZATIONAL_UNIT_NAME)
        return any(each.value == DEMONSTRATION for each in units)

    @cached_property
    def root_pem(self) -> bytes:
        """The published root certificate: all that a stranger needs to check a record."""
        return self.root.public_bytes(serialization.Encoding.PEM)

    def one_time(self, who: x509.Name, at: datetime, cites: Iterable[str]) -> Keyed:
        """A key for one signing act, with its certificate; nobody keeps the key."""
        return certificates.signer(self.issuing, who, at, lasting=SIGNER_LASTS, cites=cites)

    def revocation_lists(self, at: datetime) -> tuple[x509.CertificateRevocationList, ...]:
        """The lists in force at an instant, issuing authority's first. Raises KeyringError when the
        root's has run out.
        """
        own = certificates.revocation_list(
            self.issuing, self.revoked(), at, lasting=ISSUING_LIST_LASTS
        )
        return own, self._root_list(at)

    def revoked(self) -> dict[int, datetime]:
        """Serial number to instant, for each revoked certificate of the issuing authority."""
        stored = self.path / "revoked.json"
        if not stored.exists():
            return {}
        return {
            int(each["serial"], 16): datetime.fromisoformat(each["at"])
            for each in json.loads(stored.read_text())
        }

    def revoke(self, serial: int, at: datetime, reason: str) -> None:
        """Revoke a certificate from an instant on; records made before it still verify."""
        stored = self.path / "revoked.json"
        entries = json.loads(stored.read_text()) if stored.exists() else []
        entries.append(
            {"serial": f"{serial:x}", "at": at.astimezone(UTC).isoformat(), "reason": reason}
        )
        _write(stored, json.dumps(entries, indent=1).encode(), 0o600)

    def _root_list(self, at: datetime) -> x509.CertificateRevocationList:
        stored = self.path / "root.crl"
        listing = x509.load_der_x509_crl(stored.read_bytes())
        ends = listing.next_update_utc
        if ends is not None and listing.last_update_utc <= at < ends:
            return listing
        if not (self.path / "root.key").exists():
            raise KeyringError(
                f"The root's revocation list ran out on {ends:%d %B %Y}. "
                "Bring the root key and renew it with: govern keys renew"
            )
        return self.renew(at)

    def renew(self, at: datetime) -> x509.CertificateRevocationList:
        """Issue the root's revocation list again; needs `root.key` in the folder."""
        root = Keyed(_key(self.path / "root.key"), self.root)
        listing = certificates.revocation_list(root, {}, at, lasting=ROOT_LIST_LASTS)
        _write(self.path / "root.crl", listing.public_bytes(serialization.Encoding.DER), 0o644)
        return listing


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _key(path: Path) -> ec.EllipticCurvePrivateKey:
    if not path.exists():
        raise KeyringError(f"{path} is missing.")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise KeyringError(
            f"{path} may be read by others (mode {mode:04o}). Only its owner may: chmod 600 {path}"
        )
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise KeyringError(f"{path} is not an elliptic curve key.")
    return key


def _certificate(path: Path) -> x509.Certificate:
    if not path.exists():
        raise KeyringError(f"{path} is missing.")
    return x509.load_pem_x509_certificate(path.read_bytes())


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write a whole file or none, with its mode from the first byte."""
    made = path.with_name(path.name + ".new")
    made.unlink(missing_ok=True)
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    made.replace(path)
