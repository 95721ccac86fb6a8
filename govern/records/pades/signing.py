"""Adds one signed revision to a PDF: attachments, the visible appearance, and a PAdES B-LT
signature over the whole file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pyhanko.pdf_utils import embed, generic
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes, Signer
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSignatureMetadata,
    PdfSigner,
    PdfTBSDocument,
    SigDSSPlacementPreference,
)
from pyhanko.stamp.static import StaticStampStyle
from pyhanko_certvalidator.errors import PathError

from govern.records.authority import AuthorityError, OutsideAuthority
from govern.records.certificates import Keyed
from govern.records.keys import Keyring
from govern.records.pades.evidence import Evidence, gather
from govern.records.pades.reading import read
from govern.records.pades.running import run
from govern.records.pades.signers import KeyedSigner, for_library


@dataclass(frozen=True)
class Attachment:
    """A file carried inside a record. `relationship` is Data for facts, Source or Supplement for
    other records.
    """

    name: str
    content: bytes
    media_type: str
    description: str
    relationship: str = "Data"


@dataclass(frozen=True)
class Revision:
    """What one signed revision adds: the field it signs, what is seen there and read aloud, and
    what it carries.
    """

    field: str
    appearance: bytes
    spoken: str
    reason: str
    attachments: tuple[Attachment, ...]


class NoSuchField(Exception):
    """The frozen document has no empty signature field of that name."""


class OneRevision(IncrementalPdfFileWriter):
    """Leaves the frozen document's own metadata and version alone.

    The library would write the machine's clock into both and raise the version to 2.0, which
    PDF/A-3 forbids.
    """

    def _update_meta(self) -> None:
        return

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        return


class _Page(ImportedPdfPage):
    """The first page of a small PDF in memory, as a picture."""

    def __init__(self, content: bytes) -> None:
        super().__init__("appearance")  # type: ignore[no-untyped-call]  # untyped there
        self._content = content

    def render(self) -> bytes:
        """Import the page into the document being written and return the command that draws it."""
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._content)))
        self.resources.xobject["/Appearance"] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Appearance Do"


def add_revision(
    frozen: bytes,
    revision: Revision,
    *,
    keyed: Keyed,
    keyring: Keyring,
    at: datetime,
    before: Callable[[IncrementalPdfFileWriter], None] | None = None,
    authority: OutsideAuthority | None = None,
) -> bytes:
    """The frozen bytes and one signed revision after them. Raises NoSuchField, and AuthorityError
    when the outside `authority` fails; without one the keyring's own authority states `at`.

    `before` may add to the revision, such as a schedule's pages, before anything is signed.
    """
    if authority is None:
        return run(_add_revision(frozen, revision, keyed, keyring, at, before, None))
    try:
        made = run(_add_revision(frozen, revision, keyed, keyring, at, before, authority))
    except (PathError, SigningError) as fault:
        raise AuthorityError(
            f"What {authority.url} states is not to be believed: {fault}"
        ) from fault
    _require_stamp(made, keyring, authority)
    return made


def _require_stamp(made: bytes, keyring: Keyring, authority: OutsideAuthority) -> None:
    """A file whose outside timestamp does not hold is thrown away, not archived."""
    signature = read(made, keyring.root, authority.roots).signature
    if signature is None or not (signature.trusted and signature.intact):
        authority.seen.clear()
        raise AuthorityError(
            f"The timestamp of {authority.url} does not lead to the certificates that are "
            "trusted for it, or its signature does not hold."
        )


async def _add_revision(
    frozen: bytes,
    revision: Revision,
    keyed: Keyed,
    keyring: Keyring,
    at: datetime,
    before: Callable[[IncrementalPdfFileWriter], None] | None,
    authority: OutsideAuthority | None,
) -> bytes:
    writer = OneRevision(io.BytesIO(frozen))
    evidence = await gather(keyring, at, authority)
    if authority is not None:
        evidence.put_into(writer)
    signer = KeyedSigner(keyed, [for_library(keyring.issuing.certificate)])
    prepared = await lay_out(writer, revision, signer, evidence, at, before)
    digest, output = prepared.digest_tbs_document()
    await prepared.perform_signature(
        digest.document_digest, PdfCMSSignedAttributes(signing_time=at.astimezone(UTC))
    )
    output.seek(0)
    return bytes(output.read())


async def lay_out(
    writer: IncrementalPdfFileWriter,
    revision: Revision,
    signer: Signer,
    evidence: Evidence,
    at: datetime,
    before: Callable[[IncrementalPdfFileWriter], None] | None = None,
) -> PdfTBSDocument:
    """The revision with everything in it but the signature, for which a place is kept free. Raises
    NoSuchField.
    """
    _require_field(writer.prev, revision.field)
    if before is not None:
        before(writer)
    _attach(writer, revision.attachments, at)
    pdf_signer = PdfSigner(
        _metadata(revision, evidence, at),
        signer,
        timestamper=evidence.stamper,
        stamp_style=_style(revision.appearance),
    )
    session = pdf_signer.init_signing_session(writer, existing_fields_only=True)
    session.system_time = at.astimezone(UTC)
    session.sig_field["/Contents"] = generic.TextStringObject(revision.spoken)
    checked = await session.perform_presign_validation(writer)
    return session.prepare_tbs_document(checked, evidence.reserved)


def _metadata(revision: Revision, evidence: Evidence, at: datetime) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=revision.field,
        md_algorithm="sha256",
        reason=revision.reason,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=True,
        validation_context=evidence.context(at),
        dss_settings=DSSContentSettings(
            include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
        ),
    )


def _style(appearance: bytes) -> StaticStampStyle:
    middle = AxisAlignment.ALIGN_MID
    whole = SimpleBoxLayoutRule(x_align=middle, y_align=middle, margins=Margins.uniform(0))
    return StaticStampStyle(
        border_width=0,
        background=_Page(appearance),
        background_layout=whole,
        background_opacity=1.0,
    )


def _require_field(reader: PdfFileReader, name: str) -> None:
    held = reader.root["/AcroForm"]["/Fields"] if "/AcroForm" in reader.root else ()
    fields = [each.get_object() for each in held]
    names = [str(each["/T"]) for each in fields if "/V" not in each]
    if name not in names:
        found = ", ".join(names) or "none"
        raise NoSuchField(
            f"The frozen document has no empty signature field {name!r}; it has: {found}."
        )


def _attach(
    writer: IncrementalPdfFileWriter, attachments: Sequence[Attachment], at: datetime
) -> None:
    for each in attachments:
        params = embed.EmbeddedFileParams(creation_date=at, modification_date=at)
        stream = embed.EmbeddedFileObject.from_file_data(
            writer,
            each.content,
            compress=each.media_type != "application/pdf",
            params=params,
            mime_type=each.media_type,
        )
        embed.embed_file(
            writer,
            embed.FileSpec(
                file_spec_string=each.name,
                file_name=each.name,
                embedded_data=stream,
                description=each.description,
                af_relationship=generic.pdf_name("/" + each.relationship),
            ),
        )
