"""An outside RFC 3161 timestamp authority as its operator names it: where it is, whom to believe,
what it must state, how long it may take.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa

SKEW = timedelta(minutes=2)
"""How far an outside authority's clock may be behind ours; a certificate for one act begins that
much earlier, so that the stated time falls into it.
"""


SMALLEST_RSA, SMALLEST_CURVE = 3072, 256
"""Bits: a timestamp by a smaller key weakens at once (NCSC and ETSI TS 119 312 advise no less for
what must hold after 2030).
"""


class AuthorityError(Exception):
    """The outside authority gave no timestamp that can be relied on; the message says why. Nothing
    was made.
    """


class WeakAuthority(AuthorityError):
    """Its timestamps would weaken at once and be renewed every hour: another has to be named."""


@dataclass(frozen=True)
class OutsideAuthority:
    """One outside authority. `certificates` are its root and those between; several roots may be
    named, so that what a former authority stamped still verifies. `policy` is the policy that each
    token must state; None takes any. `seconds` bound one answer.
    """

    url: str
    certificates: tuple[x509.Certificate, ...]
    policy: str | None
    seconds: int
    seen: dict[str, cms.ContentInfo] = field(default_factory=dict, compare=False, repr=False)
    """Its first token, kept for its certificates and its size, so that it is asked once per act."""

    @property
    def roots(self) -> tuple[x509.Certificate, ...]:
        """The certificates that sign themselves: a timestamp is believed when it leads to one."""
        return roots(self.certificates)


def roots(certificates: tuple[x509.Certificate, ...]) -> tuple[x509.Certificate, ...]:
    """Those of some certificates that name themselves as their issuer."""
    return tuple(each for each in certificates if each.subject == each.issuer)


def is_weak(certificate: x509.Certificate) -> bool:
    """Whether a key or digest is weaker than may be relied on for years."""
    key = certificate.public_key()
    digest = certificate.signature_hash_algorithm
    small = (isinstance(key, rsa.RSAPublicKey) and key.key_size < SMALLEST_RSA) or (
        isinstance(key, ec.EllipticCurvePublicKey) and key.key_size < SMALLEST_CURVE
    )
    return small or digest is None or digest.digest_size < 32


def read_certificates(path: Path) -> tuple[x509.Certificate, ...]:
    """The certificates in a PEM file. Raises AuthorityError when it cannot be read or names no
    root.
    """
    try:
        held = tuple(x509.load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError) as fault:
        raise AuthorityError(f"{path} holds no certificates that can be read: {fault}") from None
    if not roots(held):
        raise AuthorityError(f"{path} holds no root: none of its certificates signs itself.")
    return held
