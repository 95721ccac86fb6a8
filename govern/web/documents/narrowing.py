"""Filters of a redline: only what the lawyers classed material, or only one's own sections."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request

from documents.changes import Change
from govern.store import comment_pages, document_pages, materiality
from govern.store.rows.documents import VersionRow
from govern.web.context import actor
from govern.web.documents.loading import Text
from govern.web.pieces import Link

MATERIAL, MINE = "material", "mine"
_LABELS = {
    "": "Show every change",
    MATERIAL: "Show only what the lawyers classed material",
    MINE: "Show only sections that my organisation has commented on",
}


def asked() -> str:
    """The filter that the request names; empty for none, or for one that there is not."""
    only = request.args.get("only", "")
    return only if only in _LABELS else ""


def narrowed(text: Text, earlier: VersionRow, found: Sequence[Change]) -> list[Change]:
    """The changes that pass the filter.

    What no note classes yet counts as material: a reader must not miss it for want of a note.
    """
    only = asked()
    if only == MATERIAL:
        minor = _minor(text, earlier)
        return [each for each in found if each.question not in minor]
    if only == MINE:
        sections = _own_sections(text, earlier)
        return [each for each in found if each.section in sections]
    return list(found)


def filters(text: Text, earlier: VersionRow) -> list[Link]:
    """The ways to see more or less of the same redline."""
    here = {"with": earlier.number}
    return [
        Link(label, text.url("compare", **(here | ({"only": name} if name else {}))))
        for name, label in _LABELS.items()
        if name != asked()
    ]


def _between(text: Text, earlier: VersionRow) -> list[VersionRow]:
    low, high = sorted((earlier.number, text.version.number))
    seen = document_pages.versions(text.session, actor(), text.document)
    return [each for each in seen if low < each.number <= high and each.status != "withdrawn"]


def _minor(text: Text, earlier: VersionRow) -> set[str]:
    """The questions that every step between the two versions classed, and only ever as minor."""
    minor: set[str] = set()
    material: set[str] = set()
    for version in _between(text, earlier):
        note = materiality.note(text.session, version)
        classes = note.questions if note else {}
        changed = materiality.changed_questions(text.session, version)
        material |= {each for each in changed if classes.get(each) != "minor"}
        minor |= {each for each, as_ in classes.items() if as_ == "minor"}
    return minor - material


def _own_sections(text: Text, earlier: VersionRow) -> set[str]:
    """The sections on which somebody of the own organisation has commented, in either version."""
    return {
        written.row.section
        for version in (earlier, text.version)
        for talk in comment_pages.talks(text.session, actor(), text.document, version).talks
        for written in (talk.first, *talk.answers)
        if written.row.organisation_id == actor().organisation
    }
