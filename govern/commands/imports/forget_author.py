"""Take somebody's name out of what uploaded files brought in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from govern.clock import text
from govern.commands.imports.dispose import GONE, dispose
from govern.store.rows.imports import LegacyAgreementRow
from govern.store.rows.word import SuggestionRow, WordUploadRow
from govern.store.rows.working import CommentRow
from govern.store.writing import Writing

BY = "From Word, by "
"""How a comment that came from Word names its author, up to a colon."""


def forget_author(w: Writing, name: str, instead: str) -> int:
    """Put `instead` for `name` in suggestions, comments and uploads that name it as an author, and
    as owner of legacy agreements; the Word files themselves go. Returns how many files went.

    Names are compared without regard to case and spaces; what somebody wrote about the person in
    the text of a document is no author's name and stays.
    """
    same = _same(name)
    for suggestion in w.session.scalars(
        select(SuggestionRow).where(SuggestionRow.tracked_by.is_not(None))
    ):
        if _is(suggestion.tracked_by, same):
            suggestion.tracked_by = instead
    for comment in w.session.scalars(select(CommentRow).where(CommentRow.text.startswith(BY))):
        head, colon, rest = (comment.text or "").removeprefix(BY).partition(":")
        if _is(head, same):
            comment.text = f"{BY}{instead}{colon}{rest}"
    for agreement in w.session.scalars(select(LegacyAgreementRow)):
        if _is(agreement.owner, same):
            agreement.owner = instead
    return sum(
        _in_upload(w, row, same, instead)
        for row in w.session.scalars(
            select(WordUploadRow).where(WordUploadRow.disposed_at.is_(None))
        )
    )


def _in_upload(w: Writing, row: WordUploadRow, same: str, instead: str) -> bool:
    entries = [*row.found["edits"].values(), *row.found["remarks"].values()]
    if not any(_is(each["author"], same) for each in entries):
        return False
    if row.state == "closed":
        dispose(w, row)
        return True
    row.found = {
        **row.found,
        "edits": _renamed(row.found["edits"], same, instead),
        "remarks": _renamed(row.found["remarks"], same, instead),
    }
    row.disposed_at, row.name = text(w.at), GONE
    w.record("uploaded_file_disposed", ("word_upload", row.id), {"digest": row.sha256})
    return True


def _renamed(items: dict[str, Any], same: str, instead: str) -> dict[str, Any]:
    return {
        item: {**each, "author": instead} if _is(each["author"], same) else each
        for item, each in items.items()
    }


def _is(given: str | None, same: str) -> bool:
    """The name alone, or with the organisation behind a comma as files of ours write it."""
    said = _same(given or "")
    return said == same or said.partition(",")[0].strip() == same


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()
