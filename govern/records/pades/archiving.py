"""Adds one archive timestamp to a record: a revision with fresh evidence and a document timestamp
over everything before it (PAdES B-LTA).
"""

from __future__ import annotations

import io
from datetime import datetime

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko_certvalidator.errors import PathError

from govern.records.authority import AuthorityError, OutsideAuthority
from govern.records.keys import Keyring
from govern.records.pades.evidence import gather
from govern.records.pades.running import run
from govern.records.pades.signing import OneRevision

FIELD = "archive-{}"
DIGEST = "sha512"
"""Another digest than the signature's: what is archived does not hang on SHA-256 alone."""


def add_archive_timestamp(
    data: bytes, *, keyring: Keyring, at: datetime, authority: OutsideAuthority | None = None
) -> bytes:
    """The same bytes and one revision after them, stamped by the keyring's authority at `at` or by
    an outside one. Raises AuthorityError.
    """
    try:
        return run(_add(data, keyring, at, authority))
    except (PathError, SigningError) as fault:
        where = authority.url if authority else "the embedded authority"
        raise AuthorityError(f"{where} is not to be believed: {fault}") from fault


async def _add(
    data: bytes, keyring: Keyring, at: datetime, authority: OutsideAuthority | None
) -> bytes:
    writer = OneRevision(io.BytesIO(data))
    evidence = await gather(keyring, at, authority)
    evidence.put_into(writer)
    number = 1 + len(list(PdfFileReader(io.BytesIO(data)).embedded_timestamp_signatures))
    stamper = PdfTimeStamper(
        evidence.stamper,
        field_name=FIELD.format(number),
        invis_settings=InvisSigSettings(
            set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=False
        ),
        readable_field_name=f"Archive timestamp {number}",
    )
    output = await stamper.async_timestamp_pdf(writer, DIGEST, bytes_reserved=evidence.reserved)
    output.seek(0)
    return bytes(output.read())
