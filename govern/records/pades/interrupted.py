"""Signs in two steps, for a key that is elsewhere: a file with an empty place, then the signature
that its holder made.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from asn1crypto import cms, crl, ocsp
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_cms import ExternalSigner, PdfCMSSignedAttributes
from pyhanko_certvalidator.errors import PathError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from govern.records.authority import AuthorityError, OutsideAuthority
from govern.records.keys import Keyring
from govern.records.pades.evidence import RESERVED_OUTSIDE, Evidence, gather
from govern.records.pades.running import run
from govern.records.pades.signers import for_library
from govern.records.pades.signing import OneRevision, Revision, lay_out


@dataclass(frozen=True)
class Holder:
    """The certificate whose key is elsewhere, those above it up to their root, and what says
    whether one of them was revoked: lists, and responders' answers.
    """

    certificate: x509.Certificate
    above: Sequence[x509.Certificate]
    lists: Sequence[x509.CertificateRevocationList]
    answers: Sequence[ocsp.OCSPResponse] = ()


@dataclass(frozen=True)
class Prepared:
    """A file that lacks its signature: the empty place from `start` to `end`, and in `attributes`
    what the holder of the key signs (the CMS signed attributes in DER, RFC 5652, 5.4).
    """

    content: bytes
    start: int
    end: int
    attributes: bytes


def prepare(
    frozen: bytes,
    revision: Revision,
    *,
    holder: Holder,
    keyring: Keyring,
    at: datetime,
    authority: OutsideAuthority | None = None,
) -> Prepared:
    """The frozen bytes and one revision with all evidence, but without the signature. Raises
    NoSuchField, and AuthorityError when an outside authority fails.
    """
    try:
        return run(_prepare(frozen, revision, holder, keyring, at, authority))
    except (PathError, SigningError) as fault:
        raise AuthorityError(f"What the record would rest on does not hold: {fault}") from fault


def complete(
    prepared: Prepared,
    signature: bytes,
    *,
    holder: Holder,
    keyring: Keyring,
    at: datetime,
    authority: OutsideAuthority | None = None,
) -> bytes:
    """The prepared file with the signature in its place and a timestamp over it. The caller has
    verified the signature. Raises AuthorityError.
    """
    try:
        return run(_complete(prepared, signature, holder, keyring, at, authority))
    except (PathError, SigningError) as fault:
        raise AuthorityError(f"The signature cannot be placed: {fault}") from fault


async def _prepare(
    frozen: bytes,
    revision: Revision,
    holder: Holder,
    keyring: Keyring,
    at: datetime,
    authority: OutsideAuthority | None,
) -> Prepared:
    writer = OneRevision(io.BytesIO(frozen))
    evidence = _with(holder, await gather(keyring, at, authority))
    evidence.put_into(writer)
    signer = _signer(holder, None)
    laid = await lay_out(writer, revision, signer, evidence, at)
    digest, output = laid.digest_tbs_document()
    attributes = await signer.signed_attrs(
        digest.document_digest,
        "sha256",
        attr_settings=PdfCMSSignedAttributes(signing_time=at.astimezone(UTC)),
        use_pades=True,
    )
    output.seek(0)
    return Prepared(
        bytes(output.read()),
        digest.reserved_region_start,
        digest.reserved_region_end,
        attributes.dump(),
    )


async def _complete(
    prepared: Prepared,
    signature: bytes,
    holder: Holder,
    keyring: Keyring,
    at: datetime,
    authority: OutsideAuthority | None,
) -> bytes:
    evidence = await gather(keyring, at, authority)
    message = await _signer(holder, signature).async_sign_prescribed_attributes(
        "sha256", cms.CMSAttributes.load(prepared.attributes), timestamper=evidence.stamper
    )
    output = io.BytesIO(prepared.content)
    PreparedByteRangeDigest(b"", prepared.start, prepared.end).fill_with_cms(output, message)
    return output.getvalue()


def _signer(holder: Holder, signature: bytes | None) -> ExternalSigner:
    kind = (
        "sha256_rsa"
        if isinstance(holder.certificate.public_key(), rsa.RSAPublicKey)
        else "sha256_ecdsa"
    )
    return ExternalSigner(
        signing_cert=for_library(holder.certificate),
        cert_registry=SimpleCertificateStore.from_certs(for_library(each) for each in holder.above),
        signature_value=signature,
        signature_mechanism=cms.SignedDigestAlgorithm({"algorithm": kind}),
        embed_roots=False,
    )


def _with(holder: Holder, evidence: Evidence) -> Evidence:
    """The evidence with all that proves an own certificate."""
    above = [for_library(each) for each in holder.above]
    lists = [
        crl.CertificateList.load(each.public_bytes(serialization.Encoding.DER))
        for each in holder.lists
    ]
    return replace(
        evidence,
        reserved=RESERVED_OUTSIDE,
        roots=(*evidence.roots, *(each for each in above if each.self_signed != "no")),
        certificates=(
            *evidence.certificates,
            for_library(holder.certificate),
            *(each for each in above if each.self_signed == "no"),
        ),
        lists=(*evidence.lists, *lists),
        answers=tuple(holder.answers),
    )
