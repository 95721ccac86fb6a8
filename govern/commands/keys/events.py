"""How a change of keys stands in the ledger: which certificate, by its fingerprint."""

from __future__ import annotations

from collections.abc import Iterable

from cryptography import x509

from govern.clock import text
from govern.records.key_files import fingerprint
from govern.records.making import Changed
from govern.store.writing import Writing
from workflows import roles

KEEPERS = frozenset({roles.ADMINISTRATOR, roles.OPERATOR})
"""Who may change keys, when a person is named."""


def record_made(writing: Writing, changed: Iterable[Changed]) -> None:
    """One event for each key that was made."""
    for each in changed:
        data = {
            "name": each.name,
            "sha256": fingerprint(each.certificate),
            "ends_at": text(each.certificate.not_valid_after_utc),
        }
        if each.replaced is not None:
            data["replaces"] = fingerprint(each.replaced)
        writing.record("key_made", subject(each.certificate), data)


def subject(certificate: x509.Certificate) -> tuple[str, str]:
    """What an event about a certificate is about."""
    return ("key", fingerprint(certificate)[:32])
