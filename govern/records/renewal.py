"""Renews a record: judges it first, lays an archive timestamp over it, judges the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from govern.records import archived
from govern.records.authority import AuthorityError, OutsideAuthority
from govern.records.key_files import ROOT
from govern.records.keys import Keyring
from govern.records.pades.archiving import add_archive_timestamp
from govern.records.pades.reading import Unreadable, read
from govern.records.revocation import Published
from govern.records.verify import verify


@dataclass(frozen=True)
class Renewed:
    """New bytes that begin with the old ones, and until when their last timestamp is good; or,
    with `faults`, the old bytes and why they were left alone.
    """

    content: bytes
    kept_until: datetime
    faults: tuple[str, ...] = ()


def renewed(
    data: bytes,
    *,
    keyring: Keyring,
    at: datetime,
    authority: OutsideAuthority | None = None,
    time_roots: Sequence[x509.Certificate] = (),
    own_roots: tuple[x509.Certificate, ...] = (),
) -> Renewed:
    """A whole record with one more archive timestamp. A record that does not verify is never
    stamped: a timestamp would lend it credit. Raises AuthorityError.
    """
    faults = _faults(data, keyring, time_roots, own_roots)
    if faults:
        return Renewed(data, at, faults)
    made = add_archive_timestamp(data, keyring=keyring, at=at, authority=authority)
    wrong = _faults(made, keyring, time_roots, own_roots)
    end = good_until(made, keyring.root, (*keyring.former(ROOT), *time_roots))
    if wrong or end is None:
        raise AuthorityError(f"The archive timestamp that was given does not hold: {wrong[:1]}")
    return Renewed(made, end)


def good_until(
    data: bytes, root: x509.Certificate, time_roots: Sequence[x509.Certificate] = ()
) -> datetime | None:
    """Until when a record's last timestamp can be relied on; None when it has none or cannot be
    read.
    """
    try:
        sealed = archived.sealed_part(data)
        signature = read(sealed, root, time_roots).signature
        own = archived.own_stamp(signature)
        return archived.kept_until(data, len(sealed), (root, *time_roots), own)
    except Unreadable:
        return None


def _faults(
    data: bytes,
    keyring: Keyring,
    time_roots: Sequence[x509.Certificate],
    own_roots: tuple[x509.Certificate, ...],
) -> tuple[str, ...]:
    published = Published(former_roots=keyring.former(ROOT), own_roots=own_roots)
    verdict = verify(data, root=keyring.root, time_roots=time_roots, published=published)
    return tuple(each.sentence for each in verdict.findings if not each.ok)
