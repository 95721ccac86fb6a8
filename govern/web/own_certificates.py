"""What a certificate says, as pages tell it."""

from __future__ import annotations

from cryptography import x509

from govern.clock import text
from govern.records.own import named
from govern.web.filters import moment
from govern.web.pieces import Fact


def facts_of(certificate: x509.Certificate) -> list[Fact]:
    """Whom it names, who issued it, its number, how long it lasts and its digest."""
    said = named(certificate)
    return [
        Fact("Names", certificate.subject.rfc4514_string()),
        Fact("Issued by", said["issuer"]),
        Fact("Serial number", said["serial"]),
        Fact("Good until", moment(text(certificate.not_valid_after_utc))),
        Fact("SHA-256", said["digest"].removeprefix("sha256:")),
    ]
