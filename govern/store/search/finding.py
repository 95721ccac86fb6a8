"""The search itself: what an actor may see of what meets a query, the best first, page by page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from govern.search.query import Query
from govern.store.document_lists import STATE_CONDITIONS
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.search import SearchEntryRow as Entry
from govern.store.search import words_index
from govern.store.search.sight import visible
from workflows.engine import Actor

KINDS = ("document", "text", "comment", "suggestion", "flow", "organisation", "record")
MOST = 1_000
"""Results that are ranked and counted: of more, those that came last are."""


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
    asked = words_index.matching(session, query)
    kinds = {wanted.what} & set(kinds) if wanted.what else kinds
    candidates = words_index.newest(
        asked,
        [visible(session, actor, kinds, earlier=wanted.earlier), *_narrowed(wanted)],
        MOST + 1,
    )
    rows = session.execute(candidates).all()
    more = len(rows) > MOST
    rows = rows[:MOST]
    ranked = sorted(rows, key=lambda row: (row.code != query.whole, -row.score, -row.id))
    return Found(_hits(session, [row.id for row in ranked[skip : skip + take]]), len(rows), more)


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.since:
        found.append(Entry.at >= wanted.since)
    if wanted.until:
        found.append(Entry.at < wanted.until)
    if wanted.kind:
        of_kind = select(DocumentRow.id).where(DocumentRow.kind == wanted.kind)
        found.append(Entry.document_id.in_(of_kind))
    if wanted.state in STATE_CONDITIONS:
        standing = (
            select(VersionRow.id)
            .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
            .where(VersionRow.id == Entry.version_id, STATE_CONDITIONS[wanted.state])
        )
        found.append(standing.correlate(Entry).exists())
    if wanted.organisation:
        bound = select(PartyRow.version_id).where(PartyRow.organisation_id == wanted.organisation)
        found.append(
            Entry.version_id.in_(bound)
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
