"""Who finds what: the conditions under which pages open, said of entries of the search.

Each follows the page that a result leads to: `access` for documents and texts, `audiences` for
comments, `flows` and `organisation_pages` for the rest; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import Session, aliased

from govern.store import access, audiences, flows, organisation_pages
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.search import SearchEntryRow as Entry
from workflows import roles
from workflows.engine import Actor

OF_VERSIONS = ("document", "text", "comment", "suggestion")
"""Kinds of entry that belong to one version of a document."""

FEW = 200

AUDIENCED = frozenset({"comment", "suggestion"})
"""Those of them that one audience reads."""


def visible(
    session: Session, actor: Actor, kinds: Collection[str], *, earlier: bool
) -> ColumnElement[bool]:
    """The condition under which an entry of these kinds exists for the actor. Of each document
    only the newest version they may see counts, unless `earlier` ones do too.

    Each part is asked of one entry at a time by an index: a list of all that the actor may see
    would be made anew for every search.
    """
    may = _documents(session, actor)
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


def _writes(actor: Actor) -> bool:
    return actor.role in (roles.LAWYER, roles.AUTHOR)


def _documents(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Whether the entry's document exists for the actor, as `access.sight` judges it."""
    if actor.role in roles.MACHINE_ROLES:
        return false()
    if actor.role in access.SEES_ALL:
        return true()
    audited = access.audited(session, actor)
    if audited == access.EVERYBODY:
        return Entry.document_id.is_not(None)
    whose = [actor.organisation, *audited]
    few = _few(session, actor, whose)
    if few is not None:
        return Entry.document_id.in_(few)
    bound = select(PartyRow.id).where(
        PartyRow.document_id == Entry.document_id, PartyRow.organisation_id.in_(whose)
    )
    found = [Entry.owner_id == actor.organisation, bound.correlate(Entry).exists()]
    if _writes(actor):
        found.insert(0, _drafts(actor))
    return or_(*found)


def _few(session: Session, actor: Actor, whose: Collection[str]) -> Collection[str] | None:
    """The documents of somebody who may see FEW at most: then their names are looked for among the
    matches, instead of asking of each match who may see it. None when there are more.
    """
    queries = [
        select(PartyRow.document_id).where(PartyRow.organisation_id.in_(whose)),
        select(DocumentRow.id).where(DocumentRow.owner_id == actor.organisation),
    ]
    if _writes(actor):
        drafted = DocumentRow.drafter_id == actor.organisation
        queries.insert(0, select(DocumentRow.id).where(drafted))
    found: set[str] = set()
    for query in queries:
        found.update(session.scalars(query.distinct().limit(FEW + 1)))
        if len(found) > FEW:
            return None
    return found


def _version(actor: Actor, *, earlier: bool) -> ColumnElement[bool]:
    """Whether the actor may read the entry's version: a draft only who writes it."""
    there = select(VersionRow.id).where(VersionRow.id == Entry.version_id, _readable(actor))
    if not earlier:
        later = aliased(VersionRow)
        newer = select(later.id).where(
            later.document_id == VersionRow.document_id,
            later.number > VersionRow.number,
            _readable(actor, later),
        )
        there = there.where(~newer.correlate(VersionRow, Entry).exists())
    return there.correlate(Entry).exists()


def _readable(actor: Actor, version: Any = VersionRow) -> ColumnElement[bool]:
    """Of a version of the entry's own document."""
    open_to_all: ColumnElement[bool] = version.status != "draft"
    return open_to_all | _drafts(actor) if _writes(actor) else open_to_all


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
