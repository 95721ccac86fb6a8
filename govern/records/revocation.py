"""What was revoked since when: kept beside the keys, published as lists, and held against a record
when it is checked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from govern.durable import write_whole
from govern.records.certificates import Revoked

FILE_NAME = "revoked.json"

REASONS = {
    "compromised": x509.ReasonFlags.key_compromise,
    "lost": x509.ReasonFlags.unspecified,
    "replaced": x509.ReasonFlags.superseded,
    "ended": x509.ReasonFlags.cessation_of_operation,
}
"""Why a certificate is revoked, in our words and in those of the list (RFC 5280, 5.3.1)."""


@dataclass(frozen=True)
class Published:
    """What was published since a record was made: revocation lists, and roots that were replaced.

    Without any of it a record is judged by what it carries itself. `own_roots` are those that may
    vouch for a signatory's own certificate, where a record says that one was used.
    """

    lists: tuple[x509.CertificateRevocationList, ...] = ()
    former_roots: tuple[x509.Certificate, ...] = ()
    own_roots: tuple[x509.Certificate, ...] = ()


NOTHING_SINCE = Published()


@dataclass(frozen=True)
class Since:
    """A certificate of a record that a later list has revoked."""

    certificate: x509.Certificate
    revoked: Revoked


def entries(folder: Path, issuer: x509.Name) -> dict[int, Revoked]:
    """What an authority has revoked, by serial number."""
    name = issuer.rfc4514_string()
    return {
        int(each["serial"], 16): Revoked(
            datetime.fromisoformat(each["at"]), REASONS[each["reason"]]
        )
        for each in _stored(folder)
        if each["issuer"] == name
    }


def keep(folder: Path, certificate: x509.Certificate, at: datetime, reason: str) -> None:
    """Keep that a certificate is revoked from an instant on; the earliest instant counts.

    ValueError for an unknown reason.
    """
    if reason not in REASONS:
        raise ValueError(f"{reason} is none of {', '.join(REASONS)}")
    made = {
        "serial": f"{certificate.serial_number:x}",
        "issuer": certificate.issuer.rfc4514_string(),
        "at": at.astimezone(UTC).isoformat(),
        "reason": reason,
    }
    same = [each for each in _stored(folder) if _place(each) == _place(made)]
    others = [each for each in _stored(folder) if _place(each) != _place(made)]
    first = min([*same, made], key=lambda each: datetime.fromisoformat(each["at"]))
    content = json.dumps([*others, first], indent=1).encode()
    write_whole(folder / FILE_NAME, content, mode=0o644)


def revoked_since(
    certificates: Iterable[x509.Certificate],
    authorities: Iterable[x509.Certificate],
    lists: Iterable[x509.CertificateRevocationList],
) -> Iterator[Since]:
    """The certificates that a list names, each list being signed by one of the authorities.

    A list that no authority here signed says nothing.
    """
    lists, authorities = tuple(lists), tuple(authorities)
    signed = [
        listing
        for listing in lists
        if any(_signed(listing, authority) for authority in authorities)
    ]
    for certificate in certificates:
        for listing in signed:
            if listing.issuer == certificate.issuer:
                found = listing.get_revoked_certificate_by_serial_number(certificate.serial_number)
                if found is not None:
                    yield Since(certificate, _read(found))


def _signed(listing: x509.CertificateRevocationList, authority: x509.Certificate) -> bool:
    key = authority.public_key()
    if listing.issuer != authority.subject or not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    return listing.is_signature_valid(key)


def _read(entry: x509.RevokedCertificate) -> Revoked:
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        reason = x509.ReasonFlags.unspecified
    return Revoked(entry.revocation_date_utc, reason)


def _place(entry: dict[str, str]) -> tuple[str, str]:
    return entry["issuer"], entry["serial"]


def _stored(folder: Path) -> list[dict[str, str]]:
    stored = folder / FILE_NAME
    found: list[dict[str, str]] = json.loads(stored.read_text()) if stored.exists() else []
    return found
