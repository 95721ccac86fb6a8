"""Says what the revision of an archive timestamp did beside stamping: it may add evidence and one
invisible field, and nothing else.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from govern.records.pades.difference import Id, differing, ends_at, id_of, ids, replaced, same

_STORE = ("/Certs", "/CRLs", "/OCSPs")
_OF_FIELD = {"/FT", "/T", "/TU", "/V", "/Type", "/Subtype", "/Rect", "/F", "/P"}


def faults_of_layer(under: bytes, reader: PdfFileReader, stamp: EmbeddedPdfSignature) -> list[str]:
    """What the last revision that `reader` sees changed in the file `under` it, as phrases; empty
    when it did no more than lay `stamp` over it.
    """
    below = PdfFileReader(io.BytesIO(under))
    last = int(reader.xrefs.total_revisions) - 1
    if last != int(below.xrefs.total_revisions):
        return ["it is not one revision of its own"]
    if reader.xrefs.get_startxref_for_revision(last - 1) != ends_at(under):
        return ["the record under it is read from another place than its own end names"]
    before: Any = reader.get_historical_root(last - 1)
    after: Any = reader.root
    touched = replaced(reader, last) - set(_may_be_touched(reader, before))
    found = [f"it replaced object {each[0]}" for each in touched]
    found += [
        f"it changed {key[1:]} of the catalogue"
        for key in differing(before, after, {"/AcroForm", "/DSS"})
    ]
    found += _form(before["/AcroForm"], after["/AcroForm"], stamp)
    found += _page(before, after)
    found += _store(before["/DSS"], after["/DSS"])
    return sorted(found)


def _may_be_touched(reader: PdfFileReader, root: Any) -> Iterator[Id]:
    yield id_of(reader.trailer.raw_get("/Root"))
    yield from ids(root, "/AcroForm")
    yield from ids(root["/AcroForm"], "/Fields")
    yield from ids(root, "/DSS")
    for key in _STORE:
        yield from ids(root["/DSS"], key)
    page = _first_page(root)
    yield id_of(page)
    yield from ids(page.get_object(), "/Annots")


def _form(before: Any, after: Any, stamp: EmbeddedPdfSignature) -> list[str]:
    found = [
        f"it changed {key[1:]} of the form"
        for key in differing(before, after, {"/Fields", "/SigFlags"})
    ]
    old, new = list(before["/Fields"]), list(after["/Fields"])
    if len(new) != len(old) + 1 or not same(old, new[: len(old)]):
        return [*found, "it changed other fields than its own"]
    field = new[-1].get_object()
    shown = [float(each) for each in field["/Rect"]] if "/Rect" in field else []
    if set(field) - _OF_FIELD or any(shown) or field["/V"] != stamp.sig_object:
        found.append("its field shows or does something")
    return found


def _page(before: Any, after: Any) -> list[str]:
    old, new = _first_page(before).get_object(), _first_page(after).get_object()
    found = [f"it changed {key[1:]} of a page" for key in differing(old, new, {"/Annots"})]
    notes, more = list(old.get("/Annots", ())), list(new.get("/Annots", ()))
    added = more[len(notes) :]
    field = list(after["/AcroForm"]["/Fields"])[-1:]
    if not same(notes, more[: len(notes)]) or not (added == [] or same(added, field)):
        found.append("it put something on a page")
    return found


def _store(before: Any, after: Any) -> list[str]:
    """Evidence may be added and none taken away."""
    kept = all(
        {id_of(each) for each in list(before.get(key, ()))}
        <= {id_of(each) for each in list(after.get(key, ()))}
        for key in _STORE
    )
    return [] if kept else ["it took away evidence"]


def _first_page(root: Any) -> Any:
    node, depth = root["/Pages"], 0
    while True:
        first = next(iter(node["/Kids"]))
        depth += 1
        if depth > 50:
            raise ValueError("the page tree is too deep")
        if first.get_object()["/Type"] != "/Pages":
            return first
        node = first.get_object()
