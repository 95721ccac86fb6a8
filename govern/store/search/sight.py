"""Who finds what: the conditions under which pages open, said of entries of the search.

Each follows the page that a result leads to: `access` for documents and texts, `audiences` for
comments, `flows` and `organisation_pages` for the rest; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import Session, aliased

from govern.store import access, audiences, flows, organisation_pages
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.search import SearchEntryRow as Entry
from workflows import roles
from workflows.engine import Actor


def visible(
    session: Session, actor: Actor, kinds: Collection[str], *, earlier: bool
) -> ColumnElement[bool]:
    """The condition under which an entry of these kinds exists for the actor. Of each document
    only the newest version they may see counts, unless `earlier` ones do too.
    """
    may = _documents(session, actor)
    texts = _version(actor, may, earlier=earlier)
    conditions: Mapping[str, Callable[[], ColumnElement[bool]]] = {
        "document": lambda: texts,
        "text": lambda: texts,
        "comment": lambda: texts & _heard(session, actor),
        "flow": lambda: _flows(session, actor),
        "organisation": lambda: Entry.first_id.in_(
            select(OrganisationRow.id).where(organisation_pages.known(session, actor))
        ),
        "record": lambda: (Entry.first_id == actor.organisation) & may,
    }
    found = [(Entry.what == what) & make() for what, make in conditions.items() if what in kinds]
    return or_(*found) if found else false()


def _writes(actor: Actor) -> bool:
    return actor.role in (roles.LAWYER, roles.AUTHOR)


def _documents(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Whether the entry's document exists for the actor, as `access.sight` judges it."""
    drafted = select(DocumentRow.id).where(DocumentRow.drafter_id == actor.organisation)
    if actor.role in roles.MACHINE_ROLES:
        return false()
    if actor.role in access.SEES_ALL:
        return true()
    bound = select(PartyRow.document_id).where(PartyRow.organisation_id == actor.organisation)
    owned = select(DocumentRow.id).where(DocumentRow.owner_id == actor.organisation)
    found = [Entry.document_id.in_(bound), Entry.document_id.in_(owned)]
    if _writes(actor):
        found.append(Entry.document_id.in_(drafted))
    if actor.role == roles.AUDITOR:
        seen = [row.id for row in access.visible_documents(session, actor)]
        found.append(Entry.document_id.in_(seen))
    return or_(*found)


def _version(actor: Actor, may: ColumnElement[bool], *, earlier: bool) -> ColumnElement[bool]:
    """Whether the actor may read the entry's version: a draft only who writes it."""
    there = select(VersionRow.id).where(VersionRow.id == Entry.version_id, _readable(actor))
    if not earlier:
        later = aliased(VersionRow)
        newer = select(later.id).where(
            later.document_id == VersionRow.document_id,
            later.number > VersionRow.number,
            _readable(actor, later),
        )
        there = there.where(~newer.exists())
    return and_(may, there.correlate(Entry).exists())


def _readable(actor: Actor, version: Any = VersionRow) -> ColumnElement[bool]:
    open_to_all: ColumnElement[bool] = version.status != "draft"
    if not _writes(actor):
        return open_to_all
    drafted = select(DocumentRow.id).where(DocumentRow.drafter_id == actor.organisation)
    return or_(open_to_all, version.document_id.in_(drafted))


def _heard(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Whether the comment's audience holds the actor, as `audiences.audiences` judges it."""
    own = session.get_one(OrganisationRow, actor.organisation)
    if own.kind in ("office", "scrutiny"):
        return false()
    found: list[ColumnElement[bool]] = [_to(audiences.INTERNAL) & (Entry.whose == own.id)]
    drafted = select(DocumentRow.id).where(DocumentRow.drafter_id == own.id)
    bound = Entry.document_id.in_(
        select(PartyRow.document_id).where(PartyRow.organisation_id == own.id)
    )
    shared = _to(audiences.LAWYER_AND_FORCES) | (_to(audiences.NEGOTIATION) & _partner())
    if own.kind == "legal":
        all_forces = _to(audiences.LAWYER_AND_FORCE) & _among(force=True)
        found.append(Entry.document_id.in_(drafted) & (shared | all_forces))
    elif own.kind == "force":
        mine = _to(audiences.LAWYER_AND_FORCE) & (Entry.whose == own.id)
        found.append(bound & (shared | mine))
    else:
        found.append(bound & _to(audiences.NEGOTIATION) & (Entry.whose == own.id))
    return or_(*found)


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
