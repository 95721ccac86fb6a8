"""Takes a record apart into what was sealed and the archive timestamps that were laid over it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator.errors import PathError

from govern.records.pades.laying import faults_of_layer
from govern.records.pades.reading import Unreadable, context, covers_everything, stored
from govern.records.pades.running import run
from govern.records.pades.shape import is_token
from govern.records.pades.signers import for_library

MOST_STAMPS = 60
_MARK = b"/DocTimeStamp"


@dataclass(frozen=True)
class Stamp:
    """One archive timestamp: when, by whom, and what is wrong with it, as phrases."""

    at: datetime
    authority: x509.Certificate
    faults: tuple[str, ...]

    def kept_until(self) -> datetime:
        """When its certificate ends: the next stamp must be laid over it before then."""
        return self.authority.not_valid_after_utc


def sealed_length(data: bytes) -> int:
    """How many bytes are the record as it was sealed; all of them unless timestamps follow. Raises
    Unreadable.
    """
    if _MARK not in data:
        return len(data)
    found = _embedded(data)
    stamps = [each for each in found if _is_stamp(each)]
    if not stamps or len(found) - len(stamps) != 1:
        return len(data)
    return _end(next(each for each in found if not _is_stamp(each)))


def stamps(
    data: bytes,
    sealed: int,
    roots: Sequence[x509.Certificate],
    first: Stamp | None,
) -> tuple[Stamp, ...]:
    """Judge each archive timestamp after the `sealed` bytes, in the order they were laid.

    Each must be one revision of its own that adds evidence and itself and nothing else, cover
    everything before it, lead to a root, and be laid after the one before it (`first` is the
    signature's own) and while that was in force. Raises Unreadable.
    """
    ends = sorted(_end(each) for each in _embedded(data))
    if ends[:1] != [sealed] or len(ends) > MOST_STAMPS + 1 or len(set(ends)) != len(ends):
        raise Unreadable("its archive timestamps do not follow one another")
    if ends[-1] != len(data):
        raise Unreadable("something follows its last archive timestamp")
    judged: list[Stamp] = []
    before, start = first, sealed
    for end in ends[1:]:
        judged.append(_judged(data[:start], data[:end], roots, before))
        before, start = judged[-1], end
    return tuple(judged)


def _judged(
    under: bytes, over: bytes, roots: Sequence[x509.Certificate], before: Stamp | None
) -> Stamp:
    try:
        return run(_judge(under, over, roots, before))
    except Exception as error:
        raise Unreadable(f"{type(error).__name__}: {error}"[:300]) from error


async def _judge(
    under: bytes, over: bytes, roots: Sequence[x509.Certificate], before: Stamp | None
) -> Stamp:
    reader = PdfFileReader(io.BytesIO(over))
    stamp = next(each for each in reader.embedded_signatures if _end(each) == len(over))
    token: Any = stamp.signed_data
    at = token["encap_content_info"]["content"].parsed["gen_time"].native
    store = DocumentSecurityStore.read_dss(reader)
    status = await async_validate_pdf_timestamp(
        stamp, store.as_validation_context(context(roots, at)), skip_diff=True
    )
    beside = {each.dump() for each in token["certificates"]}
    whole = covers_everything(stamp, over) and is_token(_content(stamp))
    faults = faults_of_layer(under, reader, stamp)
    if not whole or not (status.intact and status.valid):
        faults.append("it was changed, or does not cover everything before it")
    if not status.trusted or not beside <= stored(reader):
        faults.append("its authority does not lead to a root that is trusted, or was revoked")
    if before is None or before.at > at:
        faults.append("it states an earlier time than the timestamp under it")
    elif not await _in_force(before.authority, store, roots, at):
        faults.append("it was laid when the timestamp under it was no longer in force")
    certificate = x509.load_der_x509_certificate(stamp.signer_cert.dump())
    return Stamp(at, certificate, tuple(faults))


async def _in_force(
    certificate: x509.Certificate,
    store: DocumentSecurityStore,
    roots: Sequence[x509.Certificate],
    at: datetime,
) -> bool:
    judge = CertificateValidator(
        for_library(certificate),
        validation_context=store.as_validation_context(context(roots, at)),
    )
    try:
        await judge.async_validate_usage(set(), {"time_stamping"})
    except PathError:
        return False
    return True


def _embedded(data: bytes) -> list[EmbeddedPdfSignature]:
    try:
        return list(PdfFileReader(io.BytesIO(data)).embedded_signatures)
    except Exception as error:
        raise Unreadable(f"{type(error).__name__}: {error}"[:300]) from error


def _is_stamp(embedded: EmbeddedPdfSignature) -> bool:
    return bool(embedded.sig_object_type == _MARK.decode())


def _content(embedded: EmbeddedPdfSignature) -> Any:
    return cms.ContentInfo.load(bytes(embedded.pkcs7_content))


def _end(embedded: EmbeddedPdfSignature) -> int:
    """Where the bytes that a signature covers end, as it says itself."""
    ranges = [int(each) for each in embedded.byte_range]
    return ranges[2] + ranges[3] if len(ranges) == 4 else -1
