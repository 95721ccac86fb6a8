"""The marks of entries as their documents stand, and all of a document's when a party joins it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.store.rows.documents import DocumentRow, PartyRow
from govern.store.rows.search import SearchEntryRow
from govern.store.search import marks, words_index
from govern.store.search.entries import Entry
from govern.store.search.marks import Marks


class Marking:
    """Reads marks; each document's kind and parties are read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._documents: dict[str, tuple[str, set[str]]] = {}

    def marks(self, entry: Entry | SearchEntryRow) -> Marks:
        """The marks that this entry has to have."""
        kind, parties = self._document(entry.document_id)
        ends = (entry.first_id, entry.second_id)
        return marks.of(entry.what, entry.owner_id, entry.drafter_id, kind, parties, ends)

    def _document(self, document_id: str | None) -> tuple[str, set[str]]:
        if document_id is None:
            return "", set()
        if document_id not in self._documents:
            bound = select(PartyRow.organisation_id).where(PartyRow.document_id == document_id)
            row = self._session.get_one(DocumentRow, document_id)
            self._documents[document_id] = row.kind, set(self._session.scalars(bound))
        return self._documents[document_id]


def again(session: Session, documents: Iterable[str]) -> None:
    """Mark what is indexed of these documents by their parties of now."""
    marker = Marking(session)
    for document_id in documents:
        query = select(SearchEntryRow).where(SearchEntryRow.document_id == document_id)
        changed = []
        for row in session.scalars(query.execution_options(populate_existing=True)):
            held = marker.marks(row)
            if marks.written(held) != row.marks:
                row.marks = marks.written(held)
                changed.append((row.id, words_index.read(row.title, row.body, held)))
        words_index.put(session, changed)
    session.flush()
