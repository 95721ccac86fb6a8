"""From what was found to what the page shows: where it leads, what it is, and its passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from govern.search.passages import Piece, marked, passage
from govern.search.query import Query
from govern.store.search.finding import Hit
from govern.web import words
from govern.web.filters import day

TITLES = {
    "document": "Documents",
    "text": "Texts of documents",
    "comment": "Comments",
    "suggestion": "Suggested wording",
    "flow": "Flows",
    "organisation": "Organisations",
    "record": "Signed records",
}
"""What can be found, by its code."""

PAGES = {
    "document": "documents.show",
    "text": "documents.review",
    "comment": "documents.comment",
    "suggestion": "documents.suggestion",
    "flow": "flows.show",
    "organisation": "organisations.show",
    "record": "records.download",
}
"""The page that a result opens; whoever may not open such a page finds nothing of the kind."""


@dataclass(frozen=True)
class Result:
    """One result."""

    href: str
    title: Sequence[Piece]
    about: str
    passage: Sequence[Piece]


def result(hit: Hit, query: Query) -> Result:
    """A hit as it is shown."""
    return Result(
        href=_address(hit),
        title=marked(hit.entry.title, query),
        about=_about(hit),
        passage=passage(hit.entry.body, query),
    )


_DONE = {
    "text": "written",
    "comment": "commented",
    "suggestion": "suggested",
    "record": "sealed",
}


def _address(hit: Hit) -> str:
    entry, endpoint = hit.entry, PAGES[hit.entry.what]
    here: dict[str, Any] = {
        "document_id": entry.document_id,
        "number": hit.version.number if hit.version else 0,
    }
    if entry.what == "document":
        return url_for(endpoint, document_id=entry.document_id)
    if entry.what == "text":
        return url_for(endpoint, **here, _anchor=entry.section)
    if entry.what == "comment":
        return url_for(endpoint, **here, comment_id=entry.second_id or entry.subject_id)
    if entry.what == "suggestion":
        return url_for(endpoint, **here, suggestion_id=entry.subject_id)
    if entry.what == "flow":
        return url_for(endpoint, flow_id=entry.subject_id)
    if entry.what == "record":
        return url_for(endpoint, sha256=entry.code)
    return url_for(endpoint, slug=entry.code)


def _about(hit: Hit) -> str:
    entry, document, version = hit.entry, hit.document, hit.version
    if document is None or version is None:
        told = {"flow": "Flow", "organisation": "Organisation"}
        return f"{told.get(entry.what, '')}, since {day(entry.at)}"
    state = document.state if document.state != "live" else version.status
    standing = words.state_tag(state).text.lower()
    name = f"{words.kind_title(document.kind)} {document.reference}, version {version.number}"
    if entry.what == "document":
        return f"{name}, {standing}"
    of = _DONE[entry.what]
    return f"{name}, {standing}: {document.title}. Last {of} on {day(entry.at)}"
