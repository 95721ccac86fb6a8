"""What goes into a file beside a signature so that it can be judged later: who stamps, and the
certificates and revocation lists of everybody involved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import crl, ocsp
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext

from govern.records.authority import SKEW, OutsideAuthority
from govern.records.keys import Keyring
from govern.records.pades.outside import OutsideStamper
from govern.records.pades.signers import EmbeddedAuthority, for_library

RESERVED = 2 * 8192
"""Hexadecimal digits kept free for the signature; with its timestamp it takes about 9,000."""

RESERVED_OUTSIDE = 2 * 24 * 1024
"""The same with the timestamp of an outside authority, whose certificates may be large."""


@dataclass(frozen=True)
class Evidence:
    """Who stamps, what is kept free for it, and all that proves it."""

    stamper: TimeStamper
    reserved: int
    roots: tuple[asn1.Certificate, ...]
    certificates: tuple[asn1.Certificate, ...]
    lists: tuple[crl.CertificateList, ...]
    answers: tuple[ocsp.OCSPResponse, ...] = ()

    def context(self, at: datetime) -> ValidationContext:
        """Judging at an instant with this evidence and no other."""
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=list(self.certificates),
            crls=list(self.lists),
            ocsps=list(self.answers),
            moment=at,
            allow_fetching=False,
            revocation_mode="require",
        )

    def put_into(self, writer: IncrementalPdfFileWriter) -> None:
        """All certificates, lists and answers into the revision that is being written."""
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=self.certificates,
            crls=self.lists,
            ocsps=self.answers,
        )


async def gather(keyring: Keyring, at: datetime, authority: OutsideAuthority | None) -> Evidence:
    """The evidence for a signature or timestamp made at `at`. Raises AuthorityError."""
    above = for_library(keyring.issuing.certificate)
    root = for_library(keyring.root)
    ahead = SKEW if authority else timedelta(0)
    own = [
        crl.CertificateList.load(each.public_bytes(serialization.Encoding.DER))
        for each in keyring.revocation_lists(at - ahead)
    ]
    if authority is None:
        stamper = EmbeddedAuthority(keyring.timestamp, [above], at)
        held = (above, for_library(keyring.timestamp.certificate))
        return Evidence(stamper, RESERVED, (root,), held, tuple(own))
    outside = OutsideStamper(authority, at)
    certificates, lists = await outside.evidence()
    return Evidence(
        outside,
        RESERVED_OUTSIDE,
        (root, *(for_library(each) for each in authority.roots)),
        (above, *certificates),
        (*own, *lists),
    )
