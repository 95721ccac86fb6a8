"""Reads a PDF's signature: what it covers, whether it is intact, who made it and when, and what the
file carries.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints

from govern.records.pades.difference import changes
from govern.records.pades.running import run
from govern.records.pades.shape import is_ours
from govern.records.pades.signers import for_library

MOST_ATTACHMENTS = 1000


class Unreadable(Exception):
    """The bytes are not a PDF file that can be read; the message says where reading ended."""


@dataclass(frozen=True)
class Signature:
    """The one signature of a file.

    `covers_everything`: from the first byte to the last, but for its own digits. `intact`: those
    bytes have not changed. `trusted`: its certificate and its timestamp lead to the root, in force
    at `signed_at` and not revoked in the lists the file carries. `stamped_by` is the timestamp
    authority's certificate, `carried` every certificate in the part that the signature covers.
    """

    field: str
    covers_everything: bool
    intact: bool
    trusted: bool
    timestamped: bool
    signed_at: datetime | None
    certificate: x509.Certificate
    stamped_by: x509.Certificate | None
    carried: tuple[x509.Certificate, ...]


@dataclass(frozen=True)
class Reading:
    """What a file holds: how many signatures, the first of them, its attachments by name, how many
    revisions.
    """

    signatures: int
    signature: Signature | None
    attachments: Mapping[str, bytes]
    revisions: int
    reader: PdfFileReader = field(repr=False)


def read(
    data: bytes,
    root: x509.Certificate,
    time_roots: Sequence[x509.Certificate] = (),
    own_roots: Sequence[x509.Certificate] | None = None,
) -> Reading:
    """Read a file against a root; `time_roots` may vouch for timestamps beside it, and for nothing
    else. With `own_roots` these alone, and not the root, may vouch for the signer. Raises
    Unreadable for anything that is no readable PDF; decoded sizes are bounded.
    """
    try:
        reader = PdfFileReader(io.BytesIO(data))
        found = list(reader.embedded_signatures)
        signature = (
            run(_judge(found[0], reader, data, root, time_roots, own_roots))
            if len(found) == 1
            else None
        )
        return Reading(
            len(found), signature, _attachments(reader), int(reader.xrefs.total_revisions), reader
        )
    except Exception as error:
        raise Unreadable(f"{type(error).__name__}: {error}"[:300]) from error


def changes_to_frozen(
    reading: Reading, data: bytes, length: int, field: str, *, appended: bool
) -> list[str]:
    """What a signed revision replaced in the frozen document of `length` bytes, as phrases; see
    `difference`. For trusted files: a hostile one could keep it busy. Raises Unreadable.
    """
    try:
        return changes(reading.reader, data, length, field, appended=appended)
    except Exception as error:
        raise Unreadable(f"{type(error).__name__}: {error}"[:300]) from error


async def _judge(
    embedded: EmbeddedPdfSignature,
    reader: PdfFileReader,
    data: bytes,
    root: x509.Certificate,
    time_roots: Sequence[x509.Certificate],
    own_roots: Sequence[x509.Certificate] | None,
) -> Signature:
    signers = [root] if own_roots is None else own_roots
    signed_at = _stamped(embedded)
    store = DocumentSecurityStore.read_dss(reader)
    status = await async_validate_pdf_signature(
        embedded,
        signer_validation_context=store.as_validation_context(context(signers, signed_at)),
        ts_validation_context=store.as_validation_context(context([root, *time_roots], signed_at)),
        key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"}),
        skip_diff=True,
    )
    stamp = status.timestamp_validity
    stamped = bool(stamp and stamp.intact and stamp.valid and stamp.trusted)
    return Signature(
        field=str(embedded.field_name),
        covers_everything=covers_everything(embedded, data),
        intact=bool(status.intact and status.valid)
        and is_ours(_message(embedded), own=own_roots is not None),
        trusted=bool(status.trusted) and stamped and _certificates_are_covered(embedded, reader),
        timestamped=stamped,
        signed_at=signed_at,
        certificate=x509.load_der_x509_certificate(embedded.signer_cert.dump()),
        stamped_by=x509.load_der_x509_certificate(stamp.signing_cert.dump()) if stamp else None,
        carried=tuple(x509.load_der_x509_certificate(each) for each in stored(reader)),
    )


def stored(reader: PdfFileReader) -> set[bytes]:
    """The certificates in the file's store, which the signature covers."""
    root: Any = reader.root
    return {bytes(each.get_object().data) for each in root["/DSS"]["/Certs"]}


def context(roots: Sequence[x509.Certificate], at: datetime | None) -> dict[str, Any]:
    """How the library judges certificates here: at an instant, by what the file carries alone."""
    return {
        "trust_roots": [for_library(each) for each in roots],
        "moment": at,
        "allow_fetching": False,
        "revocation_mode": "require",
    }


def _certificates_are_covered(embedded: EmbeddedPdfSignature, reader: PdfFileReader) -> bool:
    """Whether each certificate beside the signature and its timestamp also stands in the file's
    store, which the signature covers. Those beside it are not covered: a byte changed there would
    go unseen as long as the store's copy serves.
    """
    tokens = [embedded.signed_data, *extract_tst_data_iter(embedded.signer_info, signed=False)]
    beside = {each.dump() for token in tokens for each in token["certificates"]}
    return beside <= stored(reader) and _has_its_chain(embedded, stored(reader))


def _has_its_chain(embedded: EmbeddedPdfSignature, held: set[bytes]) -> bool:
    """Whether the signer's certificate and its issuer's stand beside the signature, each once, as
    they do in every record: nothing signs that place, so a missing one would go unseen. A root
    never stands there; the store may hold one, where a responder sent it with its answer.
    """
    beside = [each.dump() for each in embedded.signed_data["certificates"]]
    signer = embedded.signer_cert
    issuers = {each for each in held if asn1.Certificate.load(each).subject == signer.issuer}
    above = {each for each in issuers - {signer.dump()} if not _is_root(each)}
    whole = signer.dump() in beside and (not above or bool(above & set(beside)))
    return whole and len(set(beside)) == len(beside)


def _is_root(der: bytes) -> bool:
    certificate = asn1.Certificate.load(der)
    return bool(certificate.subject == certificate.issuer)


def _message(embedded: EmbeddedPdfSignature) -> cms.ContentInfo:
    return cms.ContentInfo.load(bytes(embedded.pkcs7_content))


def _stamped(embedded: EmbeddedPdfSignature) -> datetime | None:
    """The time in the signature's timestamp token; whether the token itself holds is judged with
    the signature.
    """
    for token in extract_tst_data_iter(embedded.signer_info, signed=False):
        content: Any = token["encap_content_info"]["content"].parsed["gen_time"].native
        return content if isinstance(content, datetime) else None
    return None


def covers_everything(embedded: EmbeddedPdfSignature, data: bytes) -> bool:
    """The library's rule compares lengths; this one looks at the bytes: the gap is the signature's
    own digits and no more.
    """
    ranges = [int(each) for each in embedded.byte_range]
    if len(ranges) != 4:
        return False
    start, before, resume, after = ranges
    if start != 0 or min(before, after) <= 0 or resume <= before or resume + after != len(data):
        return False
    gap = data[before:resume]
    if gap[:1] != b"<" or gap[-1:] != b">":
        return False
    held = bytes(embedded.pkcs7_content)
    length = len(_message(embedded).dump())
    return gap[1:-1] == held.hex().upper().encode() and not any(held[length:])


def _attachments(reader: PdfFileReader) -> dict[str, bytes]:
    """The embedded files by name. A name given twice makes the file unreadable: nobody could say
    which one is meant.
    """
    root = reader.root
    if "/Names" not in root or "/EmbeddedFiles" not in root["/Names"]:
        return {}
    pairs = root["/Names"]["/EmbeddedFiles"]["/Names"]
    if len(pairs) > 2 * MOST_ATTACHMENTS:
        raise ValueError("too many attachments")
    found: dict[str, bytes] = {}
    for place in range(0, len(pairs), 2):
        name, held = str(pairs[place]), pairs[place + 1]
        if name in found:
            raise ValueError(f"two attachments are called {name}")
        found[name] = bytes(held["/EF"]["/F"].data)
    return found
