"""Shadow attacks: the document is prepared before it is signed, so that a later change shows what
was hidden, hides what was shown, or swaps the two.
"""

from __future__ import annotations

import functools
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import InvisSigSettings
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper

from govern.records import facts
from govern.records.pades.evidence import gather
from govern.records.pades.running import run
from govern.records.pades.signing import Attachment, OneRevision, Revision, add_revision
from govern.records.seal import cites, subject
from govern.records.stamp import Shown, appearance
from tests.records import kinds, specimen
from tests.records.attacks import Attack, resaved
from tests.records.wrapped import page_content, with_table

HIDDEN = b"BT /F1 20 Tf 50 500 Td (Rejected) Tj ET"
Change = Callable[[Any], None]


@dataclass(frozen=True)
class Shadow:
    """What is put into the document before it is frozen, and the change that plays it later."""

    prepare: Callable[[pikepdf.Pdf], None]
    play: Change


def _cover(pdf: pikepdf.Pdf) -> None:
    """A white picture that covers the page, as a note."""
    picture = pdf.make_stream(b"1 g 0 0 600 800 re f")
    picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    picture.BBox = [0, 0, 600, 800]
    note = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Stamp, "/F": 4}
    placed = note | {"/Rect": [0, 0, 600, 800], "/AP": pikepdf.Dictionary(N=picture)}
    pdf.pages[0].Annots.append(pdf.make_indirect(pikepdf.Dictionary(placed)))


def _text_field(pdf: pikepdf.Pdf) -> None:
    """A field that shows what its value does not say."""
    shown = pdf.make_stream(b"BT /F1 12 Tf (Endorsed) Tj ET")
    shown.Type, shown.Subtype, shown.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 90, 20]
    field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="outcome", V="Rejected"))
    field.Subtype, field.Rect = pikepdf.Name.Widget, [0, 0, 90, 20]
    field.AP = pikepdf.Dictionary(N=shown)
    pdf.Root.AcroForm.Fields.append(field)
    pdf.pages[0].Annots.append(field)


def _second_page(pdf: pikepdf.Pdf) -> None:
    """Another page that no tree names yet."""
    page = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Page))
    for key in map(str, pdf.pages[0].obj.keys()):  # a dictionary there iterates over values
        if key != "/Parent":
            page[key] = pdf.pages[0].obj[key]
    page.Parent = pdf.pages[0].obj.Parent
    page.Contents = pdf.make_stream(HIDDEN)
    pdf.Root.PieceInfo = pikepdf.Dictionary(Shadow=page)


def _uncover(writer: Any) -> None:
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    notes = generic.ArrayObject(list(page["/Annots"])[:-1])
    page["/Annots"] = notes
    writer.update_container(page)


def _show_value(writer: Any) -> None:
    field = _field(writer)
    del field["/AP"]
    writer.update_container(field)


def _field(writer: Any) -> Any:
    fields = [each.get_object() for each in list(writer.root["/AcroForm"]["/Fields"])]
    return next(each for each in fields if str(each["/T"]) == "outcome")


def _turn_to_second(writer: Any) -> None:
    kids = writer.root["/Pages"]["/Kids"]
    kids[0] = writer.root["/PieceInfo"].raw_get("/Shadow")
    writer.update_container(kids)


SHADOWS = {
    "hide": Shadow(_cover, _uncover),
    "replace": Shadow(_text_field, _show_value),
    "hide and replace": Shadow(_second_page, _turn_to_second),
}


def prepared(shadow: Shadow) -> bytes:
    """The frozen specimen with a shadow in it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(specimen.frozen())) as pdf:
        shadow.prepare(pdf)
        pdf.save(out, static_id=True)
    return out.getvalue()


def shadowed() -> Iterator[Attack]:
    """Every shadow in every kind of record, played by a revision behind the signature, by one
    under an archive timestamp, and by the signed revision itself.
    """
    for name, shadow in SHADOWS.items():
        frozen = prepared(shadow)
        for kind, of in _facts().items():
            record = signed(of, frozen)
            yield f"{name}, {kind}, saved behind", resaved(record, shadow.play)
            yield f"{name}, {kind}, under a timestamp", stamped(record, shadow.play)
            yield f"{name}, {kind}, signed with it", signed(of, frozen, shadow.play)
    yield from _from_a_stream()


def _from_a_stream() -> Iterator[Attack]:
    """An object that stood in a stream when it was signed is read later, by a table alone."""
    number = page_content(specimen.frozen())
    body = b"%d 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (
        number,
        len(HIDDEN),
        HIDDEN,
    )

    def prepare(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PieceInfo = pikepdf.Dictionary(Shadow=pdf.make_stream(body))

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(specimen.frozen())) as pdf:
        pdf.Root.PieceInfo = pikepdf.Dictionary(Shadow=pdf.make_stream(body))
        pdf.save(out, static_id=True, compress_streams=False)
    frozen = out.getvalue()
    for kind, of in _facts().items():
        record = signed(of, frozen)
        place = record.rindex(b"%d 0 obj" % number, 0, record.index(HIDDEN))
        yield f"from a stream, {kind}", with_table(record, b"", number, place)


@functools.cache
def _facts() -> Mapping[str, dict[str, Any]]:
    return {
        "assessment": specimen.facts(),
        "agreement": kinds.agreement_facts(),
        "certificate": kinds.certificate_facts(),
        "notice": specimen.notice(),
        "executed copy": kinds.executed_facts(),
    }


def signed(
    of: dict[str, Any],
    frozen: bytes,
    before: Change | None = None,
    signed_as: dict[str, Any] | None = None,
    carried: Mapping[str, bytes] | None = None,
) -> bytes:
    """What whoever holds the keys could make: facts about any frozen bytes, with more done in the
    signed revision, signed as somebody else, or with other files than the parties' own inside.
    """
    digest = "sha256:" + hashlib.sha256(frozen).hexdigest()
    told = of | {"frozen_pdf": of["frozen_pdf"] | {"digest": digest, "bytes": len(frozen)}}
    keyring, act = specimen.keyring(), signed_as or told
    person = act["record"] == "act"
    shown = Shown("Endorsed", "Priya Nair", "DPO", "Essex Police", specimen.AT, specimen.ADDRESS)
    own = Attachment(facts.FILE_NAME, facts.canonical(told), "application/json", "Facts")
    if carried is None:
        carried = kinds.counterparts() if told["record"] == "executed_copy" else {}
    others = (Attachment(name, each, "application/pdf", name) for name, each in carried.items())
    return add_revision(
        frozen,
        Revision(
            "dpo" if person else "service",
            _picture(shown),
            "Endorsed",
            "Endorsed",
            (own, *others),
        ),
        keyed=keyring.one_time(subject(act), specimen.AT, cites(act))
        if person
        else keyring.service,
        keyring=keyring,
        at=specimen.AT,
        before=before,
    )


_picture = functools.cache(appearance)


def stamped(record: bytes, change: Change) -> bytes:
    """A change under an archive timestamp of the trusted authority."""

    async def make() -> bytes:
        writer = OneRevision(io.BytesIO(record))
        evidence = await gather(specimen.keyring(), specimen.AT + timedelta(days=365), None)
        evidence.put_into(writer)
        change(writer)
        hidden = InvisSigSettings(set_print_flag=True, set_hidden_flag=False)
        stamper = PdfTimeStamper(evidence.stamper, "archive-1", hidden)
        out = await stamper.async_timestamp_pdf(writer, "sha512", bytes_reserved=evidence.reserved)
        return bytes(out.getvalue())

    return run(make())
