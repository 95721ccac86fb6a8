"""Says what a signed revision did to the frozen document under it: it may add, but replace only
what signing must replace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

_ADDED_TO_CATALOG = {"/AcroForm", "/Names", "/AF", "/DSS", "/Extensions"}
_GROWN_BY_PAGES = {"/Pages", "/StructTreeRoot", "/Outlines"}
_SIGNING_FILLS = {"/V", "/AP", "/Contents", "/F"}

_END = re.compile(rb"startxref\r?\n(\d+)\r?\n%%EOF\r?\n?\Z")

Id = tuple[int, int]


def changes(
    signed: PdfFileReader, data: bytes, length: int, field: str, *, appended: bool
) -> list[str]:
    """What the bytes after `length` change in the frozen document before it, as short phrases;
    empty when nothing. `signed` is the reader of all of `data`.

    Signing `field` and attaching files is not a change. With `appended`, pages may follow behind
    the frozen ones. Raises what the library raises on damaged files.
    """
    if signed.xrefs.get_startxref_for_revision(0) != ends_at(data[:length]):
        return ["the frozen document is read from another place than its own end names"]
    before: Any = signed.get_historical_root(0)
    after: Any = signed.root
    allowed = set(_touched_by_signing(signed, before, field))
    if appended:
        allowed |= set(_touched_by_pages(before))
    found = [f"object {each[0]} was replaced" for each in replaced(signed, 1) - allowed]
    found += _catalog(before, after, appended)
    found += _form(before, after, field)
    if appended:
        found += _grown(before, after)
    return sorted(found)


def ends_at(frozen: bytes) -> int | None:
    """Where a file's own last line but one says that its table of objects begins."""
    found = _END.search(frozen[-64:])
    return int(found.group(1)) if found else None


def replaced(signed: PdfFileReader, revision: int) -> set[Id]:
    """Objects of the revisions before one that it defines again or frees."""
    table = signed.xrefs
    old = {
        (ref.idnum, ref.generation)
        for earlier in range(revision)
        for ref in table.explicit_refs_in_revision(earlier)
    }
    new = table.explicit_refs_in_revision(revision) | table.refs_freed_in_revision(revision)
    return old & {(ref.idnum, ref.generation) for ref in new}


def _touched_by_signing(signed: PdfFileReader, root: Any, field: str) -> Iterator[Id]:
    yield id_of(signed.trailer.raw_get("/Root"))
    yield from ids(root, "/AcroForm")
    yield from ids(root, "/Names")
    for each in _fields(root):
        if str(each.get_object()["/T"]) == field:
            yield id_of(each)


def _touched_by_pages(root: Any) -> Iterator[Id]:
    yield from ids(root, "/Pages")
    yield from ids(root["/Pages"], "/Kids")
    yield from ids(root, "/StructTreeRoot")
    tree = root["/StructTreeRoot"]
    yield id_of(_document(tree))
    yield from ids(_document(tree).get_object(), "/K")
    yield from ids(tree, "/ParentTree")
    yield from ids(tree["/ParentTree"], "/Nums")
    if "/Outlines" in root:
        yield from ids(root, "/Outlines")
        yield from ids(root["/Outlines"], "/Last")


def _catalog(before: Any, after: Any, appended: bool) -> list[str]:
    free = _ADDED_TO_CATALOG | (_GROWN_BY_PAGES if appended else set())
    found = differing(before, after, free)
    if "/Names" in before:
        found += differing(before["/Names"], after["/Names"], {"/EmbeddedFiles"})
    return [f"{key[1:]} of the catalogue was changed" for key in found]


def _form(before: Any, after: Any, field: str) -> list[str]:
    found = [
        f"{key[1:]} of the form was changed"
        for key in differing(before["/AcroForm"], after["/AcroForm"], {"/SigFlags"})
    ]
    for old, new in zip(_fields(before), _fields(after), strict=True):
        free = _SIGNING_FILLS if str(old.get_object()["/T"]) == field else set()
        found += [
            f"{key[1:]} of a signature field was changed"
            for key in differing(old.get_object(), new.get_object(), free)
        ]
    return found


def _grown(before: Any, after: Any) -> list[str]:
    """The frozen pages stand first and in order, and what describes them stands as it stood."""
    pairs = {
        "pages": (list(_leaves(before["/Pages"])), list(_leaves(after["/Pages"]))),
        "structure": (_kids(before), _kids(after)),
        "parents": (_parents(before), _parents(after)),
    }
    return [
        f"the frozen {name} were not kept"
        for name, (old, new) in pairs.items()
        if len(new) < len(old) or not same(old, new[: len(old)])
    ]


def _leaves(node: Any) -> Iterator[Any]:
    """References to the pages, in order. Only trusted files come here, so the tree is as ours are:
    shallow.
    """
    for kid in list(node["/Kids"]):
        if kid.get_object()["/Type"] == "/Pages":
            yield from _leaves(kid.get_object())
        else:
            yield kid


def _kids(root: Any) -> list[Any]:
    return list(_document(root["/StructTreeRoot"]).get_object()["/K"])


def _parents(root: Any) -> list[Any]:
    return list(root["/StructTreeRoot"]["/ParentTree"]["/Nums"])


def _document(tree: Any) -> Any:
    kids = tree["/K"]
    return kids.raw_get(0) if isinstance(kids, generic.ArrayObject) else tree.raw_get("/K")


def _fields(root: Any) -> list[Any]:
    return list(root["/AcroForm"]["/Fields"])


def differing(before: Any, after: Any, free: Set[str]) -> list[str]:
    """The keys whose values are not the same, but for the free ones."""
    return [
        key
        for key in sorted(set(before) | set(after))
        if key not in free
        and not (key in before and key in after and same(before.raw_get(key), after.raw_get(key)))
    ]


def same(old: Any, new: Any) -> bool:
    """Whether two values are the same; a reference is the same only as a reference."""
    if isinstance(old, generic.IndirectObject):
        return isinstance(new, generic.IndirectObject) and id_of(old) == id_of(new)
    if isinstance(old, generic.DictionaryObject):
        return isinstance(new, generic.DictionaryObject) and not differing(old, new, set())
    if isinstance(old, list):
        return (
            isinstance(new, list) and len(old) == len(new) and all(map(same, list(old), list(new)))
        )
    return bool(old == new)


def ids(holder: Any, key: str) -> Iterator[Id]:
    """The object that a key refers to, if it refers to one."""
    if key in holder and isinstance(holder.raw_get(key), generic.IndirectObject):
        yield id_of(holder.raw_get(key))


def id_of(reference: Any) -> Id:
    """Number and generation of a reference."""
    return reference.idnum, reference.generation
