"""Who finds what: the conditions under which pages open, said of entries of the search.

Each follows the page that a result leads to: `reach` for documents and texts, `audiences` for
comments, `flows` and `organisation_pages` for the rest; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import Session

from govern.store import audiences, flows, organisation_pages, reach
from govern.store.reach import writes
from govern.store.rows.documents import PartyRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.search import SearchEntryRow as Entry
from workflows.engine import Actor

OF_VERSIONS = ("document", "text", "comment", "suggestion")
"""Kinds of entry that belong to one version of a document."""

AUDIENCED = frozenset({"comment", "suggestion"})
"""Those of them that one audience reads."""


def visible(
    session: Session, actor: Actor, kinds: Collection[str], *, earlier: bool
) -> ColumnElement[bool]:
    """The condition under which an entry of these kinds exists for the actor. Of each document
    only the newest version they may see counts, unless `earlier` ones do too.

    Each part is asked of one entry at a time by an index: a list of all that the actor may see
    would be made anew for every search. What they cannot see was mostly passed over by its marks.
    """
    of = reach.reach(session, actor)
    may = reach.within(of, Entry.document_id, Entry.owner_id, Entry.drafter_id)
    if of.everything:
        may = Entry.document_id.is_not(None)
    conditions: Mapping[str, Callable[[], ColumnElement[bool]]] = {
        "flow": lambda: _flows(session, actor),
        "organisation": lambda: _organisation(session, actor),
        "record": lambda: (Entry.first_id == actor.organisation) & may,
    }
    found = [(Entry.what == what) & make() for what, make in conditions.items() if what in kinds]
    read = [what for what in OF_VERSIONS if what in kinds]
    if read:
        texts = Entry.what.in_(read) & may & _version(actor, earlier=earlier)
        if AUDIENCED & set(read):
            texts &= Entry.what.not_in(AUDIENCED) | _heard(session, actor)
        found.append(texts)
    return or_(*found) if found else false()


def _version(actor: Actor, *, earlier: bool) -> ColumnElement[bool]:
    """Whether the actor may read the entry's version: a draft only who writes it. Asked as a value,
    which no database answers by reading every version first.
    """
    read = select(VersionRow.id).where(_readable(actor))
    if earlier:
        read = read.where(VersionRow.id == Entry.version_id)
    else:
        newest = VersionRow.number.desc()
        read = read.where(VersionRow.document_id == Entry.document_id).order_by(newest).limit(1)
    return Entry.version_id == read.correlate(Entry).scalar_subquery()


def _readable(actor: Actor) -> ColumnElement[bool]:
    """Of a version of the entry's own document."""
    open_to_all = VersionRow.status != "draft"
    return open_to_all | _drafts(actor) if writes(actor) else open_to_all


def _drafts(actor: Actor) -> ColumnElement[bool]:
    return Entry.drafter_id == actor.organisation


def _heard(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Whether the entry's audience holds the actor, as `audiences.audiences` judges it."""
    own = session.get_one(OrganisationRow, actor.organisation)
    if own.kind in ("office", "scrutiny"):
        return false()
    found: list[ColumnElement[bool]] = [_to(audiences.INTERNAL) & (Entry.whose == own.id)]
    party = PartyRow.document_id == Entry.document_id
    bound = select(PartyRow.id).where(party, PartyRow.organisation_id == own.id)
    shared = _to(audiences.LAWYER_AND_FORCES) | (_to(audiences.NEGOTIATION) & _partner())
    if own.kind == "legal":
        all_forces = _to(audiences.LAWYER_AND_FORCE) & _among(force=True)
        found.append(_drafts(actor) & (shared | all_forces))
    elif own.kind == "force":
        mine = _to(audiences.LAWYER_AND_FORCE) & (Entry.whose == own.id)
        found.append((shared | mine) & bound.correlate(Entry).exists())
    else:
        negotiated = _to(audiences.NEGOTIATION) & (Entry.whose == own.id)
        found.append(negotiated & bound.correlate(Entry).exists())
    return or_(*found)


def _organisation(session: Session, actor: Actor) -> ColumnElement[bool]:
    there = select(OrganisationRow.id).where(
        OrganisationRow.id == Entry.first_id, organisation_pages.known(session, actor)
    )
    return there.correlate(Entry).exists()


def _to(audience: str) -> ColumnElement[bool]:
    return Entry.audience == audience


def _partner() -> ColumnElement[bool]:
    return _among(force=False)


def _among(*, force: bool) -> ColumnElement[bool]:
    """Whether the audience's organisation is a party of the document, and a force or not."""
    kind = OrganisationRow.kind == "force" if force else OrganisationRow.kind != "force"
    party = (
        select(PartyRow.id)
        .join(OrganisationRow, OrganisationRow.id == PartyRow.organisation_id)
        .where(
            PartyRow.document_id == Entry.document_id,
            PartyRow.organisation_id == Entry.whose,
            kind,
        )
    )
    return party.correlate(Entry).exists()


def _flows(session: Session, actor: Actor) -> ColumnElement[bool]:
    seen = flows.sight(session, actor)
    if seen.all:
        return true()
    ids = select(OrganisationRow.id).where(OrganisationRow.slug.in_(seen.organisations))
    return or_(Entry.first_id.in_(ids), Entry.second_id.in_(ids), Entry.subject_id.in_(seen.flows))
