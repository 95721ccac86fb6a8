"""Threads of comments as pieces of a page."""

from __future__ import annotations

from collections.abc import Mapping

from govern.store.comment_pages import Talk, Written
from govern.web import words
from govern.web.documents.loading import Text
from govern.web.panels import Comment, Thread
from govern.web.pieces import Tag

_SETTLED = {"resolved": Tag("Resolved", "green"), "overruled": Tag("Overruled", "orange")}


def thread(talk: Talk, new: frozenset[str] = frozenset(), fate: str = "") -> Thread:
    """A thread to read, with the `new` comments marked; answering and settling have a page of
    their own. `fate` says what became of the words it quotes.
    """
    return Thread(
        first=_comment(talk.first, new, talk),
        replies=[_comment(each, new) for each in talk.answers],
        audience=talk.audience,
        state=state(talk),
        quote=talk.first.row.quote or "",
        fate=fate,
        assigned=talk.assigned,
    )


def state(talk: Talk) -> Tag:
    """Open, or what became of it."""
    row = talk.first.row
    if row.recalled_at:
        return Tag("Recalled")
    if row.resolution in _SETTLED:
        return _SETTLED[row.resolution]
    return Tag("Changes asked for", "orange") if row.asks_for_changes else Tag("Open", "blue")


def address(text: Text, talk: Talk, given: Mapping[str, str] | None = None) -> str:
    """The page of one thread, with the filters by which it was come to."""
    return text.url("comment", comment_id=talk.first.row.id, **(given or {}))


def anchor(comment_id: str) -> str:
    """The place of a comment on the page that shows it."""
    return f"comment-{comment_id}"


def _comment(written: Written, new: frozenset[str], talk: Talk | None = None) -> Comment:
    row = written.row
    tags = []
    if row.privileged:
        tags.append(Tag("Privilege claimed", "purple"))
    if talk and talk.open and talk.moved_since:
        tags.append(Tag("Section saved since", "light-blue"))
    return Comment(
        anchor=anchor(row.id),
        by=written.by,
        appointment=f"{words.role_title(written.role)}, {written.organisation}",
        at=row.at,
        text=row.text or "",
        tags=tags,
        recalled=row.recalled_at is not None,
        new=row.id in new,
    )
