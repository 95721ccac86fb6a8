"""Suggested wording as its audiences see it; no other audience's is ever loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store import access, people
from govern.store.audiences import INTERNAL, Audience, audiences
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.word import SuggestionRow
from workflows.engine import Actor


@dataclass(frozen=True)
class Suggested:
    """One suggestion with the words for who wrote it, who reads it, and who settled it."""

    row: SuggestionRow
    by: str
    organisation: str
    audience: str
    settled_by: str


def audiences_of(session: Session, actor: Actor, document: DocumentRow) -> list[Audience]:
    """Where this actor may suggest wording, the narrowest first: the drafters are in each."""
    drafts = actor.organisation == document.drafter_id
    found = audiences(session, actor, document)
    return [each for each in found if each.name != INTERNAL or drafts]


def readable(session: Session, actor: Actor, suggestion_id: str) -> SuggestionRow:
    """The suggestion, if one of the actor's audiences holds it and the question is theirs to read;
    else NotFound.
    """
    row = session.get(SuggestionRow, suggestion_id)
    if row is None:
        raise NotFound(f"suggestion {suggestion_id}")
    document = access.document(session, actor, row.document_id)
    access.version(session, actor, row.version_id)
    if row.audience_key not in {each.key for each in audiences(session, actor, document)}:
        raise NotFound(f"suggestion {suggestion_id}")
    return row


def suggested(
    session: Session, actor: Actor, document: DocumentRow, version_id: str
) -> list[Suggested]:
    """The suggestions for a version that the actor's audiences hold, in order."""
    mine = {each.key: each.label for each in audiences(session, actor, document)}
    query = select(SuggestionRow).where(
        SuggestionRow.version_id == version_id,
        SuggestionRow.audience_key.in_(list(mine)),
        SuggestionRow.state != "withdrawn",
    )
    rows = list(session.scalars(query.order_by(SuggestionRow.at, SuggestionRow.id)))
    return [_with_names(session, row, mine) for row in rows]


def of_document(
    session: Session, actor: Actor, document: DocumentRow
) -> list[tuple[SuggestionRow, str]]:
    """Those of every version that the actor's audiences hold, each with its audience's label; what
    was taken back is among them, without its words.
    """
    mine = {each.key: each.label for each in audiences(session, actor, document)}
    query = select(SuggestionRow).where(
        SuggestionRow.document_id == document.id, SuggestionRow.audience_key.in_(list(mine))
    )
    return [(row, mine[row.audience_key]) for row in session.scalars(query)]


def open_count(session: Session, actor: Actor, document: DocumentRow, version_id: str) -> int:
    """How many of them wait for the drafters."""
    found = suggested(session, actor, document, version_id)
    return sum(each.row.state == "open" for each in found)


def _with_names(session: Session, row: SuggestionRow, mine: dict[str, str]) -> Suggested:
    settled = people.person_name(session, row.settled_by) if row.settled_by else ""
    body = session.get_one(OrganisationRow, row.organisation_id)
    return Suggested(
        row,
        people.person_name(session, row.person_id),
        body.name,
        mine[row.audience_key],
        settled,
    )


def open_in_own(session: Session, actor: Actor, columns: Sequence[Any], most: int) -> list[Any]:
    """Texts in work that the actor's organisation writes, with wording that others suggested and
    nobody settled: version id, since when, how many, then `columns`.
    """
    query = (
        select(VersionRow.id, func.min(SuggestionRow.at), func.count(), *columns)
        .join(SuggestionRow, SuggestionRow.version_id == VersionRow.id)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .where(
            VersionRow.status.in_(["draft", "review"]),
            SuggestionRow.state == "open",
            SuggestionRow.person_id != actor.person,
            DocumentRow.drafter_id == actor.organisation,
            DocumentRow.state == "live",
        )
        .group_by(VersionRow.id, *columns)
        .limit(most)
    )
    return list(session.execute(query))
