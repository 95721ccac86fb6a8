"""How the keys are doing: what ends soon, what was revoked, what cannot be used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from cryptography import x509

from govern.installation import Installation
from govern.records import revocation
from govern.records.key_files import ISSUING, NAMES, ROOT, SERVICE, TIMESTAMP, KeyringError
from govern.records.keys import Keyring

CERTIFICATE_WARNED = timedelta(days=180)
LIST_WARNED = timedelta(days=60)
"""How long before an end it is said."""


def due(installation: Installation) -> list[str]:
    """What must be done about the keys, as sentences with the command that does it."""
    try:
        keyring = installation.keyring
    except KeyringError as fault:
        return [str(fault)]
    now = installation.clock.now()
    return [*_certificates(keyring, now), *_list(keyring, now), *_unusable(keyring)]


def _certificates(keyring: Keyring, now: datetime) -> Iterator[str]:
    for name in NAMES:
        try:
            certificate = keyring.certificate(name)
        except KeyringError as fault:
            yield str(fault)
            continue
        revoked = revocation.entries(keyring.path, certificate.issuer)
        if certificate.serial_number in revoked:
            since = revoked[certificate.serial_number].at
            yield f"{name}.crt is revoked since {since:%d %B %Y}: govern keys rotate {name}"
        else:
            yield from _ending(name, certificate, now)


def _ending(name: str, certificate: x509.Certificate, now: datetime) -> Iterator[str]:
    ends = certificate.not_valid_after_utc
    if ends - now < CERTIFICATE_WARNED:
        said = "ends" if now < ends else "ended"
        yield f"{name}.crt {said} on {ends:%d %B %Y}: govern keys rotate {name}"


def _list(keyring: Keyring, now: datetime) -> Iterator[str]:
    try:
        ends = keyring.root_list().next_update_utc
    except KeyringError as fault:
        yield f"{fault} govern keys renew"
        return
    if ends is not None and ends - now < LIST_WARNED:
        said = "ends" if now < ends else "ended"
        yield f"the root's revocation list {said} on {ends:%d %B %Y}: govern keys renew"


def _unusable(keyring: Keyring) -> Iterator[str]:
    """Keys that are missing, of another certificate, or in a device that does not answer."""
    for name in (ISSUING, TIMESTAMP, SERVICE):
        try:
            getattr(keyring, name)
        except KeyringError as fault:
            yield str(fault)


def root_key_is_here(keyring: Keyring) -> bool:
    """Whether a key of a root lies on this machine."""
    return any(keyring.path.glob(f"{ROOT}*.key"))
