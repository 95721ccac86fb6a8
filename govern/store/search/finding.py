"""The search itself: what an actor may see of what meets a query, the best first, page by page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from govern.search.query import Query
from govern.store.document_lists import STATE_CONDITIONS
from govern.store.reach import reach
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.search import SearchEntryRow as Entry
from govern.store.search import asking, marks
from govern.store.search.asking import Asked, among
from govern.store.search.sight import visible
from workflows.engine import Actor

KINDS = ("document", "text", "comment", "suggestion", "flow", "organisation", "record")
MOST = 1_000
"""Results that are ranked and counted: of more, those that came last are."""

FEW, FEW_VERSIONS = 2_000, 200


@dataclass(frozen=True)
class Wanted:
    """What a search is narrowed to, where not empty. `since` and `until` are instants."""

    what: str = ""
    kind: str = ""
    state: str = ""
    organisation: str = ""
    since: str = ""
    until: str = ""
    earlier: bool = False


@dataclass(frozen=True)
class Hit:
    """One result with its document and version, where it has them."""

    entry: Entry
    document: DocumentRow | None
    version: VersionRow | None


@dataclass(frozen=True)
class Found:
    """One page of results; `total` counts what the actor may see, and stops at MOST (`more`)."""

    hits: Sequence[Hit]
    total: int
    more: bool


def find(
    session: Session,
    actor: Actor,
    query: Query,
    wanted: Wanted,
    *,
    skip: int,
    take: int,
    kinds: Collection[str] = KINDS,
) -> Found:
    """What meets the query among what the actor may see. `kinds` are those whose pages they may
    open.
    """
    if query.empty:
        return Found((), 0, False)
    kinds = {wanted.what} & set(kinds) if wanted.what else kinds
    rows = _newest(session, actor, query, wanted, kinds)
    more = len(rows) > MOST
    rows = rows[:MOST]
    scores = asking.scores(session, query, [number for number, _ in rows])
    ranked = sorted(rows, key=lambda row: (row[1] != query.whole, -scores[row[0]], -row[0]))
    shown = [number for number, _ in ranked[skip : skip + take]]
    return Found(_hits(session, shown), len(rows), more)


def _newest(
    session: Session, actor: Actor, query: Query, wanted: Wanted, kinds: Collection[str]
) -> list[tuple[int, str]]:
    """(id, code) of the newest that match, are wanted and exist for the actor: MOST and a few."""
    few = _few(session, wanted)
    marked = marks.asked(
        reach(session, actor),
        what=wanted.what,
        kind=wanted.kind,
        organisation=wanted.organisation,
    )
    conditions = [visible(session, actor, kinds, earlier=wanted.earlier), *_narrowed(wanted)]
    found: list[tuple[int, str]] = []
    for numbers in asking.candidates(session, Asked(query, marked, few)):
        there = select(Entry.id, Entry.code).where(among(session, Entry.id, numbers), *conditions)
        listed = session.execute(there.order_by(Entry.id.desc()))
        found += [(number, code) for number, code in listed]
        if len(found) > MOST:
            break
    return found


def _few(session: Session, wanted: Wanted) -> Sequence[int] | None:
    """The entries that a state or dates leave, when those are few: the words are asked of them,
    instead of the state of all that has the words. None when there are more.
    """
    found: Sequence[int] | None = None
    if wanted.since or wanted.until:
        dated = select(Entry.id).where(*_dated(wanted)).limit(FEW + 1)
        found = session.scalars(dated).all()
        found = found if len(found) <= FEW else None
    if found is None and wanted.state in STATE_CONDITIONS:
        standing = (
            select(VersionRow.id)
            .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
            .where(STATE_CONDITIONS[wanted.state])
        )
        versions = session.scalars(standing.limit(FEW_VERSIONS + 1)).all()
        if len(versions) <= FEW_VERSIONS:
            of_them = select(Entry.id).where(Entry.version_id.in_(versions))
            found = session.scalars(of_them).all()
    return found


def _dated(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.since:
        found.append(Entry.at >= wanted.since)
    if wanted.until:
        found.append(Entry.at < wanted.until)
    return found


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = _dated(wanted)
    # Each as a value of the entry's own rows: as sets, all of them would be read for each search.
    if wanted.kind:
        kind = select(DocumentRow.kind).where(DocumentRow.id == Entry.document_id)
        found.append(kind.correlate(Entry).scalar_subquery() == wanted.kind)
    if wanted.state in STATE_CONDITIONS:
        standing = (
            select(VersionRow.id)
            .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
            .where(VersionRow.id == Entry.version_id, STATE_CONDITIONS[wanted.state])
        )
        found.append(Entry.version_id == standing.correlate(Entry).scalar_subquery())
    if wanted.organisation:
        bound = select(PartyRow.id).where(
            PartyRow.version_id == Entry.version_id,
            PartyRow.organisation_id == wanted.organisation,
        )
        found.append(
            bound.correlate(Entry).scalar_subquery().is_not(None)
            | (Entry.first_id == wanted.organisation)
            | (Entry.second_id == wanted.organisation)
        )
    return found


def _hits(session: Session, numbers: Sequence[int]) -> list[Hit]:
    query = (
        select(Entry, DocumentRow, VersionRow)
        .outerjoin(DocumentRow, DocumentRow.id == Entry.document_id)
        .outerjoin(VersionRow, VersionRow.id == Entry.version_id)
        .where(Entry.id.in_(numbers))
    )
    found = {
        entry.id: Hit(entry, document, version)
        for entry, document, version in session.execute(query)
    }
    return [found[number] for number in numbers]
