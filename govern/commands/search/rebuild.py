"""Index everything anew: after a restore into another database, or when the index is doubted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select

from govern.installation import Installation
from govern.store.database import Session
from govern.store.rows.documents import FlowRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.search import SearchEntryRow
from govern.store.rows.sign_offs import ActRow
from govern.store.rows.word import SuggestionRow
from govern.store.rows.working import CommentRow, DraftSectionRow
from govern.store.search import index
from govern.store.search.entries import key
from govern.store.search.index import Touched

AT_ONCE = 500
"""Texts of one transaction: nobody waits long for their turn to write meanwhile."""


@dataclass(frozen=True)
class Rebuilt:
    """How many texts were indexed, and how many entries had nothing behind them any more."""

    indexed: int
    removed: int


def rebuild(installation: Installation) -> Rebuilt:
    """Index every text anew, a few hundred at a time; the search answers throughout."""
    with installation.reading() as session:
        things = list(_everything(session))
    wanted = iter(things)
    while several := list(islice(wanted, AT_ONCE)):
        with installation.database.writing() as session:
            index.refresh(session, several)
    known = {key(*each) for each in things}
    with installation.database.writing() as session:
        there = list(session.scalars(select(SearchEntryRow.key)))
        stale = [each for each in there if each not in known]
        # What was written since the list above was read is indexed already, and no longer stale.
        again = [each for each in _everything(session) if key(*each) in set(stale)]
        index.drop(session, stale)
        index.refresh(session, again)
    return Rebuilt(len(things), len(stale) - len(again))


def _everything(session: Session) -> Iterator[Touched]:
    for what, column in (
        ("organisation", OrganisationRow.id),
        ("document", VersionRow.id),
        ("comment", CommentRow.id),
        ("suggestion", SuggestionRow.id),
        ("flow", FlowRow.id),
        ("record", ActRow.id),
    ):
        for subject_id in session.scalars(select(column).order_by(column)):
            yield (what, subject_id, "")
    query = select(DraftSectionRow.version_id, DraftSectionRow.section)
    for version_id, section in session.execute(query):
        yield ("text", version_id, section)
