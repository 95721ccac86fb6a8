"""Keeping the index: what an event touches is indexed anew before its transaction ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from govern.ledger.events import catalogue
from govern.ledger.leaf import Event
from govern.store.rows.documents import PartyRow
from govern.store.rows.search import SearchEntryRow
from govern.store.search import entries, marking, marks, words_index
from govern.store.search.entries import Entry, Texts
from govern.store.search.marking import Marking

Touched = tuple[str, str, str]
"""What is to be indexed anew: its kind (`version` means its front and every section, `parties` the
marks of a document), the id, and for a text the section.
"""

_COMMENTED = frozenset(
    {"comment_posted", "comment_answered", "changes_requested", "comment_recalled"}
)
_SUGGESTED = frozenset({"suggestion_proposed", "suggestion_withdrawn"})
_TABLES = {"flow": "flow", "organisation": "organisation", "act": "record"}
_FOLLOWED = frozenset(
    name
    for name, kind in catalogue.TYPES.items()
    if {effect.table for effect in kind.effects} & {*_TABLES, "party", "version"}
)


def touched(event: Event) -> Iterator[Touched]:
    """What an event changes of what is searched."""
    if event.type == "section_saved":
        yield ("text", event.subject_id, str(event.data["section"]))
    elif event.type in _COMMENTED:
        yield ("comment", event.subject_id, "")
    elif event.type in _SUGGESTED:
        yield ("suggestion", event.subject_id, "")
    elif event.type in _FOLLOWED:
        for change in catalogue.changes(event):
            if change.table in _TABLES:
                yield (_TABLES[change.table], change.key, "")
            elif change.table == "version" and change.new:
                yield ("version", change.key, "")
            elif change.table == "party" and change.new:
                yield ("document", str(change.values["version_id"]), "")
                yield ("parties", str(change.values["document_id"]), "")


def refresh(session: Session, things: Iterable[Touched]) -> None:
    """Index these anew, in the transaction that changed them; what is gone is taken out."""
    listed = list(dict.fromkeys(things))
    if not listed:
        return
    session.flush()
    texts = Texts(session)
    found: dict[str, Entry] = {}
    stale: list[str] = []
    for what, subject_id, section in _with_fronts(session, listed):
        if what == "parties":
            continue
        made = list(_READ[what](texts, subject_id, section))
        found.update((each.key, each) for each in made)
        if not made:
            stale.append(entries.key(what, subject_id, section))
    _put(session, found)
    drop(session, stale)
    marking.again(session, {each for what, each, _ in listed if what == "parties"})


def drop(session: Session, keys: Iterable[str]) -> None:
    """Take entries out by their keys."""
    query = select(SearchEntryRow.id).where(SearchEntryRow.key.in_(list(keys)))
    numbers = list(session.scalars(query))
    words_index.drop(session, numbers)
    if numbers:
        session.execute(delete(SearchEntryRow).where(SearchEntryRow.id.in_(numbers)))


_READ: Mapping[str, Callable[[Texts, str, str], Iterator[Entry]]] = {
    "version": lambda texts, it, _: _whole(texts, it),
    "document": lambda texts, it, _: texts.front(it),
    "text": lambda texts, it, section: texts.sections(it, section),
    "comment": lambda texts, it, _: texts.comment(it),
    "suggestion": lambda texts, it, _: texts.suggestion(it),
    "flow": lambda texts, it, _: texts.flow(it),
    "organisation": lambda texts, it, _: texts.organisation(it),
    "record": lambda texts, it, _: texts.record(it),
}


def _whole(texts: Texts, version_id: str) -> Iterator[Entry]:
    yield from texts.front(version_id)
    yield from texts.sections(version_id)


def _with_fronts(session: Session, listed: Iterable[Touched]) -> Iterator[Touched]:
    """An organisation that was renamed is named so on the front of every text that binds it."""
    for each in listed:
        yield each
        if each[0] == "organisation":
            bound = select(PartyRow.version_id).where(PartyRow.organisation_id == each[1])
            yield from (("document", version_id, "") for version_id in session.scalars(bound))


def _put(session: Session, found: Mapping[str, Entry]) -> None:
    query = select(SearchEntryRow.key, SearchEntryRow.id).where(SearchEntryRow.key.in_(found))
    numbers = dict(session.execute(query).all())
    marker = Marking(session)
    held = {key: marker.marks(each) for key, each in found.items()}
    for key, entry in found.items():
        values = {name: getattr(entry, name) for name in _COLUMNS}
        values["marks"] = marks.written(held[key])
        if key in numbers:
            there = update(SearchEntryRow).where(SearchEntryRow.id == numbers[key])
            session.execute(there.values(**values))
        else:
            made = insert(SearchEntryRow).values(key=key, **values).returning(SearchEntryRow.id)
            numbers[key] = session.scalars(made).one()
    words_index.put(
        session,
        (
            (numbers[key], words_index.read(each.title, each.body, held[key]))
            for key, each in found.items()
        ),
    )


_COLUMNS = tuple(Entry.__dataclass_fields__)
