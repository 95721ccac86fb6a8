"""Revoking a certificate from an instant on, after a theft or a loss."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cryptography import x509

from govern.clock import text
from govern.commands.authority import require
from govern.commands.keys.events import KEEPERS, subject
from govern.errors import Invalid, NotFound
from govern.installation import Installation
from govern.records import rotation
from govern.records.key_files import NAMES, fingerprint
from govern.records.keys import Keyring
from govern.records.revocation import REASONS
from workflows.engine import Actor

SHORTEST = 8
"""Digits of a fingerprint that name a certificate."""


def revoke_key(
    installation: Installation,
    *,
    by: Actor | None,
    which: str,
    reason: str,
    since: datetime | None = None,
    root_key: Path | None = None,
) -> x509.Certificate:
    """Revoke the certificate `which` (a name for the present one, or a fingerprint) from `since`
    on, or from now.

    Records made before that instant still verify; later ones do not, for whoever has the new list.
    NotFound, Invalid, or KeyringError when the key that must sign the list is missing.
    """
    if reason not in REASONS:
        raise Invalid.field("reason", f"Choose one of {', '.join(REASONS)}.")
    with installation.writing(by) as writing:
        require(writing, by, KEEPERS)
        start = since or writing.at
        if start > writing.at:
            raise Invalid.field("since", "A certificate is revoked from now on, or from the past.")
        found = find(installation.keyring, which)
        rotation.revoke(
            installation.keyring,
            found,
            writing.at,
            since=start,
            reason=reason,
            root_key=root_key,
        )
        name = next(each for each, one in certificates(installation.keyring) if one == found)
        data = {
            "name": name,
            "sha256": fingerprint(found),
            "since": text(start),
            "reason": reason,
        }
        writing.record("key_revoked", subject(found), data)
    return found


def find(keyring: Keyring, which: str) -> x509.Certificate:
    """The certificate of that name or fingerprint. NotFound when there is none, or not just one."""
    if which in NAMES:
        return keyring.certificate(which)
    wanted = which.replace(":", "").lower()
    found = [one for _, one in certificates(keyring) if fingerprint(one).startswith(wanted)]
    if len(wanted) < SHORTEST or len(found) != 1:
        raise NotFound(f"certificate {which}")
    return found[0]


def certificates(keyring: Keyring) -> Iterator[tuple[str, x509.Certificate]]:
    """Every certificate of the keyring with its name: the present ones, then the former ones."""
    yield from ((name, keyring.certificate(name)) for name in NAMES)
    yield from ((name, each) for name in NAMES for each in keyring.former(name))
