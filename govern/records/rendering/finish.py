"""Finishes a laid-out PDF: PDF/UA mark, header cells that resolve, empty signature fields, and a
fixed object order.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from govern.records.rendering.job import Field, Job

FIELD_SCHEME = "govern-field:"
"""A link with this scheme in the print template marks the place of a signature field. Users' text
cannot carry it.
"""

_UA = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" '
    b'pdfuaid:part="1"/>'
    b'<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    b'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Part of ISO 14289 this file conforms to</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


class FieldFault(Exception):
    """The document has a signature field too many or too few; the message says which."""


def finish(laid_out: bytes, job: Job) -> bytes:
    """The final bytes: the same for the same layout, at most 100 objects to an object stream.
    Raises FieldFault.
    """
    with pikepdf.open(io.BytesIO(laid_out)) as pdf:
        if job.tagged:
            _mark_as_universally_accessible(pdf)
            _give_header_cells_their_scope(pdf)
            _leave_signature_fields(pdf, job.fields)
        out = io.BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return out.getvalue()


def _mark_as_universally_accessible(pdf: pikepdf.Pdf) -> None:
    metadata = pdf.Root.Metadata
    xmp = metadata.read_bytes().replace(b"</rdf:RDF>", _UA + b"</rdf:RDF>", 1)
    metadata.write(xmp)


def _give_header_cells_their_scope(pdf: pikepdf.Pdf) -> None:
    """A header in a table's head heads its column, any other heads its row: the print templates
    keep to that.

    The engine writes per-page cell numbers that repeat when a table breaks and that no IDTree
    resolves; a scope says the same to a reader without them (ISO 14289-1, 7.5).
    """
    for element, head in _elements(pdf.Root.StructTreeRoot, False):
        kind = element.get("/S")
        if kind == "/TH":
            attributes = element.get("/A", Dictionary(O=Name.Table))
            attributes.Scope = Name.Column if head else Name.Row
            element.A = attributes
            if "/ID" in element:
                del element["/ID"]
        elif kind == "/TD" and "/A" in element and "/Headers" in element.A:
            del element.A["/Headers"]


def _elements(parent: Any, head: bool) -> Iterator[tuple[Any, bool]]:
    """Every structure element below one, with whether it stands in a table head. Walks with a list:
    documents nest deeply.
    """
    waiting = [(parent, head)]
    while waiting:
        element, head = waiting.pop()
        kids = element.get("/K")
        if kids is None:
            continue
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                inside = head or kid.S == "/THead"
                yield kid, inside
                waiting.append((kid, inside))


def _leave_signature_fields(pdf: pikepdf.Pdf, fields: tuple[Field, ...]) -> None:
    """Turn each marked link into an empty, tagged signature field of its role's name."""
    wanted = {field.name: field for field in fields}
    placed: dict[str, Any] = {}
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            name = _marked(annotation)
            if name is None:
                continue
            if name in placed or name not in wanted:
                raise FieldFault(f"signature field {name} is marked twice or was not asked for")
            _become_field(pdf, page, annotation, wanted[name])
            placed[name] = annotation
    if missing := sorted(set(wanted) - set(placed)):
        raise FieldFault(f"no place is marked for signature field {', '.join(missing)}")
    if placed:
        ordered = Array([placed[field.name] for field in fields])
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=ordered, SigFlags=1))
        _retag(pdf, set(placed))


def _marked(annotation: Any) -> str | None:
    if annotation.get("/Subtype") != "/Link" or "/A" not in annotation:
        return None
    address = str(annotation.A.get("/URI", ""))
    return address.removeprefix(FIELD_SCHEME) if address.startswith(FIELD_SCHEME) else None


def _become_field(pdf: pikepdf.Pdf, page: Any, annotation: Any, field: Field) -> None:
    for key in ("/A", "/BS", "/Contents"):
        if key in annotation:
            del annotation[key]
    left, bottom, right, top = (float(each) for each in annotation.Rect)
    blank = pdf.make_stream(b"")
    blank.Type, blank.Subtype = Name.XObject, Name.Form
    blank.BBox = Array([0, 0, round(right - left, 3), round(abs(top - bottom), 3)])
    blank.Resources = Dictionary()
    annotation.Subtype = Name.Widget
    annotation.FT = Name.Sig
    annotation.T = String(field.name)
    annotation.TU = String(field.label)
    annotation.F = 4
    annotation.P = page.obj
    annotation.Rect = Array([left, min(bottom, top), right, max(bottom, top)])
    annotation.AP = Dictionary(N=blank)


def _retag(pdf: pikepdf.Pdf, names: set[str]) -> None:
    """Widgets stand in `Form` elements, where the engine wrote `Link`."""
    for element, _ in _elements(pdf.Root.StructTreeRoot, False):
        if element.get("/S") != "/Link":
            continue
        kids = element.get("/K")
        for kid in kids if isinstance(kids, Array) else [kids]:
            if (
                isinstance(kid, Dictionary)
                and kid.get("/Type") == "/OBJR"
                and str(kid.Obj.get("/T", "")) in names
            ):
                element.S = Name.Form
                element.Alt = kid.Obj.TU
