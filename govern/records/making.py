"""Makes the keys of a keyring and puts each in the place of the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509

from govern.records import certificates, revocation
from govern.records.certificates import Keyed
from govern.records.device import Device, DeviceKey
from govern.records.key_files import (
    ISSUING,
    ROOT,
    ROOT_LIST_LASTS,
    SERVICE,
    TIMESTAMP,
    KeyringError,
    fingerprint,
    read_certificate,
    write_certificate,
    write_key,
    write_list,
)


@dataclass(frozen=True)
class Changed:
    """A key that was made: its name, its certificate, and the certificate that it replaces."""

    name: str
    certificate: x509.Certificate
    replaced: x509.Certificate | None


@dataclass(frozen=True)
class Making:
    """Writes keys and certificates; a key comes before its certificate, which makes it count."""

    path: Path
    at: datetime
    subject: str
    demonstration: bool
    device: Device | None

    def whole(self, root_key: Path) -> tuple[Changed, ...]:
        """Every key, under a new root whose key goes to `root_key`."""
        root = certificates.root(self.subject, self.at, demonstration=self.demonstration)
        return self._under(root, root_key)

    def root_again(
        self, old: x509.Certificate, keyed: Keyed | None, root_key: Path
    ) -> tuple[Changed, ...]:
        """Every key anew. With the old root's key (`keyed`) a link leads from it to the new one."""
        root = certificates.root(self.subject, self.at, demonstration=self.demonstration)
        stem = f"root-{fingerprint(old)[:8]}"
        if keyed is not None:
            revoked = revocation.entries(self.path, old.subject)
            last = certificates.revocation_list(keyed, revoked, self.at, lasting=ROOT_LIST_LASTS)
            write_list(self.path / f"{stem}.crl", last)
            made = certificates.link(keyed, root.certificate, self.at)
            write_certificate(self.path / f"{stem}.link.crt", made)
        elif (self.path / "root.crl").exists():
            (self.path / "root.crl").rename(self.path / f"{stem}.crl")
        if root_key.exists():
            root_key.rename(root_key.with_name(f"{stem}.key"))
        return self._under(root, root_key)

    def _under(self, root: Keyed, root_key: Path) -> tuple[Changed, ...]:
        issuing = self._issued(root)
        if root_key.exists():
            raise KeyringError(f"{root_key} is there already; a root's key is never written over.")
        write_key(root_key, root.key)
        listing = certificates.revocation_list(root, {}, self.at, lasting=ROOT_LIST_LASTS)
        write_list(self.path / "root.crl", listing)
        return (
            self._put(ROOT, root),
            self._put(ISSUING, issuing),
            self.timestamp(root),
            self.service(issuing),
        )

    def issuing(self, root: Keyed) -> tuple[Changed, Keyed]:
        """The issuing authority, also with its key."""
        keyed = self._issued(root)
        return self._put(ISSUING, keyed), keyed

    def timestamp(self, root: Keyed) -> Changed:
        """The timestamp authority."""
        made = certificates.timestamping(
            root, self.subject, self.at, demonstration=self.demonstration
        )
        return self._put(TIMESTAMP, made)

    def service(self, issuing: Keyed) -> Changed:
        """The service's seal."""
        made = certificates.service_seal(
            issuing, self.subject, self.at, demonstration=self.demonstration
        )
        return self._put(SERVICE, made)

    def _issued(self, root: Keyed) -> Keyed:
        key = self._in_device(self.device) if self.device else None
        return certificates.issuing(
            root, self.subject, self.at, demonstration=self.demonstration, key=key
        )

    def _in_device(self, device: Device) -> DeviceKey:
        """The device's key of that label, made when there is none; never one that served before."""
        key = device.held() if device.holds() else device.make()
        served = (read_certificate(each) for each in self.path.glob(f"{ISSUING}*.crt"))
        if any(each.public_key() == key.public_key() for each in served):
            raise KeyringError(
                f"The key {device.key} in the token has served: name another in GOVERN_DEVICE_KEY."
            )
        return key

    def _put(self, name: str, keyed: Keyed) -> Changed:
        place = self.path / f"{name}.crt"
        replaced = None
        if place.exists():
            replaced = read_certificate(place)
            write_certificate(self.path / f"{name}-{fingerprint(replaced)[:8]}.crt", replaced)
        if name == ISSUING and self.device:
            (self.path / f"{name}.key").unlink(missing_ok=True)
        elif name != ROOT:
            write_key(self.path / f"{name}.key", keyed.key)
        write_certificate(place, keyed.certificate)
        if name == ISSUING and (self.path / "issuing.crl").exists() and replaced is not None:
            stem = f"issuing-{fingerprint(replaced)[:8]}"
            (self.path / "issuing.crl").rename(self.path / f"{stem}.crl")
        return Changed(name, keyed.certificate, replaced)
