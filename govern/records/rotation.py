"""Changing the keyring: new keys in the place of old ones, and revocations.

An old certificate stays beside the new one, under its name and its fingerprint, and what it signed
still verifies; an old key is thrown away.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID

from govern.records import certificates, revocation
from govern.records.certificates import Keyed
from govern.records.key_files import (
    ISSUING,
    NAMES,
    ROOT,
    ROOT_LIST_LASTS,
    SERVICE,
    TIMESTAMP,
    KeyringError,
    fingerprint,
    read_key,
    write_list,
)
from govern.records.keys import Keyring
from govern.records.making import Changed, Making


def rotate(
    keyring: Keyring, name: str, at: datetime, *, root_key: Path | None = None, lost: bool = False
) -> tuple[Changed, ...]:
    """Replace one of NAMES under the root, and what hangs on it: a new issuing authority brings a
    new service seal, a new root brings all.

    The root's key is needed for all but the service seal. `lost` makes a new root without the old
    one's key: then nothing leads from the old root to the new one, which must be published anew.
    KeyringError leaves the keyring as it was.
    """
    if name not in NAMES:
        raise KeyringError(f"There is no key {name}; there are {', '.join(NAMES)}.")
    making = Making(keyring.path, at, _subject(keyring), keyring.demonstration, keyring.device)
    if name == ROOT:
        old = None if lost else keyring.root_keyed(root_key)
        return making.root_again(keyring.root, old, root_key or keyring.path / "root.key")
    if name == SERVICE:
        return (making.service(keyring.issuing),)
    root = keyring.root_keyed(root_key)
    if name == TIMESTAMP:
        return (making.timestamp(root),)
    issuing, keyed = making.issuing(root)
    return (issuing, making.service(keyed))


def revoke(
    keyring: Keyring,
    certificate: x509.Certificate,
    at: datetime,
    *,
    since: datetime,
    reason: str,
    root_key: Path | None = None,
) -> None:
    """Revoke a certificate of this keyring from an instant on; records made before still verify.

    The list of whoever issued it is made anew at once: the root's needs the root's key. A root is
    revoked by nobody (rotate it). Raises KeyringError.
    """
    if certificate.issuer == certificate.subject:
        raise KeyringError("No list can revoke a root. Make a new one: govern keys rotate root")
    if certificate.issuer == keyring.root.subject:
        keyring.root_keyed(root_key)
        revocation.keep(keyring.path, certificate, since, reason)
        keyring.renew(at, root_key)
    elif certificate.issuer == keyring.certificate(ISSUING).subject:
        issuing = keyring.issuing
        revocation.keep(keyring.path, certificate, since, reason)
        revoked = revocation.entries(keyring.path, issuing.certificate.subject)
        listing = certificates.revocation_list(issuing, revoked, at, lasting=ROOT_LIST_LASTS)
        write_list(keyring.path / "issuing.crl", listing)
    else:
        _revoke_under_former_root(keyring, certificate, at, since, reason, root_key)


def _revoke_under_former_root(
    keyring: Keyring,
    certificate: x509.Certificate,
    at: datetime,
    since: datetime,
    reason: str,
    root_key: Path | None,
) -> None:
    for root in keyring.former(ROOT):
        if root.subject != certificate.issuer:
            continue
        if root_key is None:
            raise KeyringError("A former root issued it: name that root's key with --root-key.")
        key = read_key(root_key)
        if key.public_key() != root.public_key():
            raise KeyringError(f"{root_key} is not the key of the root that issued it.")
        revocation.keep(keyring.path, certificate, since, reason)
        revoked = revocation.entries(keyring.path, root.subject)
        listing = certificates.revocation_list(
            Keyed(key, root), revoked, at, lasting=ROOT_LIST_LASTS
        )
        write_list(keyring.path / f"root-{fingerprint(root)[:8]}.crl", listing)
        return
    raise KeyringError(
        "The authority that issued it was replaced, and its key thrown away: revoke that authority."
    )


def _subject(keyring: Keyring) -> str:
    (held,) = keyring.root.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return str(held.value)
