"""A person's own certificate, from a card or a remote service: how a record's facts name it, and
what must hold of a record that it signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from govern.records.pades.reading import Signature
from govern.records.told import Finding, told


def named(certificate: x509.Certificate) -> dict[str, str]:
    """How facts name the certificate that signs, as `own_certificate` under `authentication`."""
    return {
        "issuer": certificate.issuer.rfc4514_string()[:500],
        "serial": f"{certificate.serial_number:x}",
        "digest": "sha256:" + certificate.fingerprint(hashes.SHA256()).hex(),
    }


def says_so(record: Mapping[str, Any] | None) -> bool:
    """Whether facts say that the signatory's own certificate signed."""
    return (
        record is not None
        and record["record"] == "act"
        and "own_certificate" in record["authentication"]
    )


def trust(signature: Signature, record: Mapping[str, Any] | None) -> Finding:
    """Whether signer and time lead to where they must: an own certificate to the roots named for
    such, and to no other.
    """
    if not says_so(record):
        return told(
            signature.trusted,
            "The signer's certificate and the time lead to the published root, "
            "and were in force then.",
            "The signer's certificate or the time does not lead to the published root, "
            "or was not in force then.",
        )
    return told(
        signature.trusted,
        "The signatory's own certificate leads to a root that is trusted for such, "
        "and the time to one that is trusted for time; both were in force then.",
        "The signatory's own certificate does not lead to a root that is trusted for such, "
        "or the time to one that is trusted for time, or one of them was not in force then.",
    )


def signatory(certificate: x509.Certificate, record: Mapping[str, Any]) -> Finding:
    """Whether the certificate that signed is the very one that the facts name."""
    said = record["authentication"]["own_certificate"]
    who, organisation = record["signatory"], record["organisation"]
    whose = f"{who['name']}, {who['role_title']}, {organisation['name']}"
    return told(
        named(certificate) == said,
        f"It was signed with the own certificate of {whose}: "
        f"serial number {said['serial']}, issued by {said['issuer']}.",
        f"Its facts name an own certificate of {whose}, but another one signed it.",
    )
