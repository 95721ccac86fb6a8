"""Asks the OCSP responders that the operator named whether certificates were revoked (RFC 6960)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from asn1crypto import ocsp as asn1_ocsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

from govern.records.pades.fetching import Bounds, NotFetched, fetched

KIND = "application/ocsp-request"
LONGEST_ANSWER = 64 * 1024
OLDEST, AHEAD = timedelta(hours=24), timedelta(minutes=2)
"""How old an answer may be, however long it calls itself current, and how far its clock may be
ahead of ours.
"""


@dataclass(frozen=True)
class Responders:
    """The addresses that may be asked, exactly as certificates name them, and seconds for one
    answer. No certificate can make this service call anywhere else.
    """

    addresses: frozenset[str] = frozenset()
    seconds: int = 10


NOBODY = Responders()


def answers(
    path: Iterable[x509.Certificate],
    known: Iterable[x509.Certificate],
    responders: Responders,
    at: datetime,
) -> tuple[asn1_ocsp.OCSPResponse, ...]:
    """What responders say of the certificates that name one of these addresses; `known` holds their
    issuers. Whoever does not answer, or answers something else, adds nothing: whether the rest
    suffices is judged with it.
    """
    known, ends = tuple(known), monotonic() + 2 * responders.seconds
    found = []
    for each in path:
        issuer = next((one for one in known if _issued(each, one)), None)
        if issuer is not None and each.subject != each.issuer:
            asked = (_answer(each, issuer, url, responders, ends, at) for url in _named(each))
            found += [answer for answer in asked if answer is not None][:1]
    return tuple(
        asn1_ocsp.OCSPResponse.load(each.public_bytes(serialization.Encoding.DER)) for each in found
    )


def between(
    certificate: x509.Certificate, known: Iterable[x509.Certificate]
) -> Iterator[x509.Certificate]:
    """Those above a certificate, nearest first, the root not among them."""
    known, seen = tuple(known), {certificate}
    while certificate.subject != certificate.issuer:
        above = next((each for each in known if _issued(certificate, each)), None)
        if above is None or above in seen or above.subject == above.issuer:
            return
        seen.add(above)
        yield above
        certificate = above


def _named(certificate: x509.Certificate) -> list[str]:
    try:
        held = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except (x509.ExtensionNotFound, ValueError):
        return []
    return [
        each.access_location.value
        for each in held.value
        if each.access_method == AuthorityInformationAccessOID.OCSP
        and isinstance(each.access_location, x509.UniformResourceIdentifier)
    ]


def _issued(certificate: x509.Certificate, by: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _answer(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    url: str,
    responders: Responders,
    ends: float,
    at: datetime,
) -> ocsp.OCSPResponse | None:
    """The answer about this very certificate, if it is there and current; who signed it is judged
    with the rest.
    """
    if url not in responders.addresses:
        return None
    # A key to look it up by and no safeguard: many responders know SHA-1 alone (RFC 5019, 2.1.1).
    sha1 = hashes.SHA1()  # noqa: S303  see above
    builder = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, sha1)
    question = builder.build().public_bytes(serialization.Encoding.DER)
    bounds = Bounds(ends, responders.seconds, LONGEST_ANSWER)
    try:
        answer = ocsp.load_der_ocsp_response(fetched(url, bounds, body=question, kind=KIND))
        return answer if _serves(answer, certificate, at) else None
    except (NotFetched, ValueError):
        return None


def _serves(answer: ocsp.OCSPResponse, certificate: x509.Certificate, at: datetime) -> bool:
    if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        return False
    since, until = answer.this_update_utc, answer.next_update_utc
    current = at - OLDEST <= since <= at + AHEAD and (until is None or at <= until)
    return answer.serial_number == certificate.serial_number and current
