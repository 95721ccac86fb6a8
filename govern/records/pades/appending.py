"""Adds the pages of one tagged PDF to the end of another inside a revision: pages, structure and
bookmark.
"""

from __future__ import annotations

import io
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader


def append_pages(writer: IncrementalPdfFileWriter, added: bytes, title: str) -> None:
    """Append every page of `added`, a PDF made by `render`, to the document being written, under a
    bookmark of that title.
    """
    source: Any = PdfFileReader(io.BytesIO(added)).root
    for key in [each for each in source if each not in ("/Type", "/Pages", "/StructTreeRoot")]:
        del source[key]
    tree = source["/StructTreeRoot"]
    for key in [each for each in tree if each not in ("/K", "/ParentTree")]:
        del tree[key]
    imported: Any = writer.import_object(source)
    _append_structure(writer, imported["/StructTreeRoot"], imported["/Pages"])
    _append_page_tree(writer, imported.raw_get("/Pages"))
    _append_bookmark(writer, title, _leaves(imported.raw_get("/Pages"))[0])


def _append_page_tree(writer: IncrementalPdfFileWriter, node: Any) -> None:
    """The added document's whole page tree becomes the last branch of ours."""
    pages = writer.root["/Pages"]
    branch = node.get_object()
    branch["/Parent"] = writer.root.raw_get("/Pages")
    pages["/Kids"].append(node)
    pages["/Count"] = generic.NumberObject(pages["/Count"] + branch["/Count"])
    writer.update_container(pages["/Kids"])
    writer.update_container(pages)


def _append_structure(writer: IncrementalPdfFileWriter, tree: Any, pages: Any) -> None:
    """The added document's structure becomes the last part of ours; its parent keys move behind
    ours.
    """
    ours = writer.root["/StructTreeRoot"]
    whole = ours["/K"][0] if isinstance(ours["/K"], generic.ArrayObject) else ours["/K"]
    part = (
        tree["/K"].raw_get(0) if isinstance(tree["/K"], generic.ArrayObject) else tree.raw_get("/K")
    )
    part.get_object()["/S"] = pdf_name("/Part")
    part.get_object()["/P"] = whole.container_ref and generic.IndirectObject(
        whole.container_ref.idnum, whole.container_ref.generation, writer
    )
    whole["/K"].append(part)
    writer.update_container(whole["/K"])
    _append_parents(writer, ours["/ParentTree"]["/Nums"], tree["/ParentTree"]["/Nums"], pages)


def _append_parents(writer: IncrementalPdfFileWriter, ours: Any, added: Any, pages: Any) -> None:
    behind = 1 + max(int(ours[place]) for place in range(0, len(ours), 2))
    for place in range(0, len(added), 2):
        ours.append(generic.NumberObject(int(added[place]) + behind))
        ours.append(added.raw_get(place + 1))
    writer.update_container(ours)
    for leaf in pages["/Kids"]:
        page = leaf.get_object()
        page["/StructParents"] = generic.NumberObject(int(page["/StructParents"]) + behind)


def _append_bookmark(writer: IncrementalPdfFileWriter, title: str, page: Any) -> None:
    if "/Outlines" not in writer.root:
        return
    outlines = writer.root["/Outlines"]
    last = outlines.raw_get("/Last")
    destination = generic.ArrayObject([page, pdf_name("/Fit")])
    made = writer.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Title"): generic.TextStringObject(title),
                pdf_name("/Parent"): writer.root.raw_get("/Outlines"),
                pdf_name("/Prev"): last,
                pdf_name("/Dest"): destination,
            }
        )
    )
    last.get_object()["/Next"] = made
    outlines["/Last"] = made
    outlines["/Count"] = generic.NumberObject(int(outlines["/Count"]) + 1)
    writer.update_container(last.get_object())
    writer.update_container(outlines)


def _leaves(node: Any) -> list[Any]:
    return list(node.get_object()["/Kids"])
