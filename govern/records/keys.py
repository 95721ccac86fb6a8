"""The keyring on disk: root, issuing authority, timestamp authority and service seal, and what they
have revoked.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from govern.records import certificates, revocation
from govern.records.certificates import DEMONSTRATION, Keyed
from govern.records.device import Device
from govern.records.key_files import (
    ISSUING,
    NAMES,
    ROOT,
    ROOT_LIST_LASTS,
    SERVICE,
    TIMESTAMP,
    KeyringError,
    read_certificate,
    read_key,
    read_list,
    require_private,
    write_list,
)
from govern.records.making import Making
from govern.records.revocation import Published

__all__ = ["Keyring", "KeyringError", "Keyrings"]

ISSUING_LIST_LASTS = timedelta(days=7)
SIGNER_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Keyring:
    """The keys that make a record. `root` is the certificate alone: its key is for renewals and
    belongs off this machine. `device` is where the issuing key is, when it is in no file.

    A keyring without private keys, as a backup restores it, serves for checking: whatever needs a
    missing key raises KeyringError.
    """

    path: Path
    root: x509.Certificate
    device: Device | None = None

    @staticmethod
    def create(
        path: Path,
        at: datetime,
        subject: str,
        *,
        demonstration: bool = False,
        device: Device | None = None,
        root_key: Path | None = None,
    ) -> Keyring:
        """Make a keyring for the consortium `subject` in a folder that has none yet. Raises
        KeyringError.

        `root.key` lies beside the others afterwards, or under `root_key`; the operator moves it to
        a place without a network. With a `device` the issuing key is made in it.
        """
        if (path / "root.crt").exists():
            raise KeyringError(f"{path} already holds a keyring; it is never overwritten.")
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        making = Making(path, at, subject, demonstration, device)
        making.whole(root_key or path / "root.key")
        return Keyring.load(path, device)

    @staticmethod
    def load(path: Path, device: Device | None = None) -> Keyring:
        """The keyring in a folder. Raises KeyringError when it is missing or when others than its
        owner may read a key.
        """
        if not (path / "root.crt").exists():
            raise KeyringError(f"{path} holds no keyring. Make one with: govern keys create")
        for key in sorted(path.glob("*.key")):
            require_private(key)
        return Keyring(path, read_certificate(path / "root.crt"), device)

    @cached_property
    def issuing(self) -> Keyed:
        """The issuing authority, its key from the device when there is one."""
        if self.device is None:
            return self._keyed(ISSUING)
        return _matching(ISSUING, self.device.held(), self.certificate(ISSUING))

    @cached_property
    def timestamp(self) -> Keyed:
        """The embedded timestamp authority."""
        return self._keyed(TIMESTAMP)

    @cached_property
    def service(self) -> Keyed:
        """The service's own seal."""
        return self._keyed(SERVICE)

    def certificate(self, name: str) -> x509.Certificate:
        """The present certificate of one of NAMES; needs no key."""
        return self.root if name == ROOT else read_certificate(self.path / f"{name}.crt")

    def former(self, name: str) -> tuple[x509.Certificate, ...]:
        """The certificates that were replaced, of one of NAMES."""
        found = sorted(self.path.glob(f"{name}-*.crt"))
        return tuple(read_certificate(each) for each in found if not each.match("*.link.crt"))

    @property
    def demonstration(self) -> bool:
        """Whether these are demonstration keys, as their certificates say."""
        units = self.root.subject.get_attributes_for_oid(x509.NameOID.ORGANIZATIONAL_UNIT_NAME)
        return any(each.value == DEMONSTRATION for each in units)

    @cached_property
    def root_pem(self) -> bytes:
        """The published root certificate: all that a stranger needs to check a record."""
        return self.root.public_bytes(serialization.Encoding.PEM)

    def published(self) -> Published:
        """What is published beside the root: every list of revocations, and the former roots."""
        lists = tuple(read_list(each) for each in sorted(self.path.glob("*.crl")))
        return Published(lists, self.former(ROOT))

    def public_files(self) -> Iterator[tuple[str, bytes]]:
        """What a stranger may need, by file name: roots, links between them, and every list."""
        for pattern in ("root*.crt", "*.crl"):
            for each in sorted(self.path.glob(pattern)):
                yield each.name, each.read_bytes()

    def one_time(self, who: x509.Name, at: datetime, cites: Iterable[str]) -> Keyed:
        """A key for one signing act, with its certificate; nobody keeps the key."""
        return certificates.signer(self.issuing, who, at, lasting=SIGNER_LASTS, cites=cites)

    def revocation_lists(self, at: datetime) -> tuple[x509.CertificateRevocationList, ...]:
        """The lists in force at an instant, issuing authority's first. Raises KeyringError when the
        root's has run out, or names the issuing authority: then nothing may be sealed.
        """
        withdrawn = revocation.entries(self.path, self.root.subject)
        lost = withdrawn.get(self.issuing.certificate.serial_number)
        if lost is not None and lost.at <= at:
            raise KeyringError(
                f"The issuing authority was revoked on {lost.at:%d %B %Y}. "
                "Replace it with: govern keys rotate issuing"
            )
        revoked = revocation.entries(self.path, self.issuing.certificate.subject)
        own = certificates.revocation_list(self.issuing, revoked, at, lasting=ISSUING_LIST_LASTS)
        return own, self._root_list(at)

    def root_list(self) -> x509.CertificateRevocationList:
        """The root's list as it was issued last."""
        return read_list(self.path / "root.crl")

    def _root_list(self, at: datetime) -> x509.CertificateRevocationList:
        listing = self.root_list()
        ends = listing.next_update_utc
        if ends is not None and listing.last_update_utc <= at < ends:
            return listing
        if not (self.path / "root.key").exists():
            raise KeyringError(
                f"The root's revocation list ran out on {ends:%d %B %Y}. "
                "Bring the root key and renew it with: govern keys renew"
            )
        return self.renew(at)

    def renew(self, at: datetime, root_key: Path | None = None) -> x509.CertificateRevocationList:
        """Issue the root's revocation list again; needs the root's key, in the folder or under
        `root_key`.
        """
        revoked = revocation.entries(self.path, self.root.subject)
        listing = certificates.revocation_list(
            self.root_keyed(root_key), revoked, at, lasting=ROOT_LIST_LASTS
        )
        write_list(self.path / "root.crl", listing)
        return listing

    def root_keyed(self, root_key: Path | None = None) -> Keyed:
        """The root with its key, for as long as somebody brought it. KeyringError otherwise."""
        place = root_key or self.path / "root.key"
        if not place.exists():
            raise KeyringError(f"{place} is missing: bring the root's key, and take it away after.")
        return _matching(ROOT, read_key(place), self.root)

    def _keyed(self, name: str) -> Keyed:
        return _matching(name, read_key(self.path / f"{name}.key"), self.certificate(name))


class Keyrings:
    """The keyring of a folder as it is now: read again after a key was changed, also by another
    process.
    """

    def __init__(self, path: Path, device: Device | None = None) -> None:
        self._path = path
        self._device = device
        self._lock = threading.Lock()
        self._held: tuple[object, Keyring] | None = None

    def present(self) -> Keyring:
        """The keyring. Raises KeyringError as `Keyring.load` does."""
        with self._lock:
            stamp = [_stamp(self._path / f"{name}.crt") for name in NAMES]
            if self._held is None or self._held[0] != stamp:
                self._held = (stamp, Keyring.load(self._path, self._device))
            return self._held[1]


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_ino, found.st_mtime_ns)


def _matching(name: str, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> Keyed:
    if key.public_key() != certificate.public_key():
        raise KeyringError(
            f"The {name} key is not the one that {name}.crt is about. "
            f"If it was being changed just now, try again; otherwise: govern keys rotate {name}"
        )
    return Keyed(key, certificate)
