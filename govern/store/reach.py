"""Whose documents exist for an actor, as a condition that any query can ask: the one place for it.

`access.sight` is the same rule for one document in plain words; a test holds them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, false, or_, select, true, union
from sqlalchemy.orm import Session

from govern.store.rows.documents import DocumentRow, PartyRow
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from workflows import roles
from workflows.engine import Actor

SEES_ALL = frozenset({roles.COORDINATOR, roles.GOLD})
EVERYBODY = ("all",)
"""The scope of an auditor of every organisation."""


@dataclass(frozen=True)
class Reach:
    """The documents that exist for somebody: all; or those of this drafter, of this owner, and of
    which any version binds one of these organisations (ids). By none of them there are none.
    """

    everything: bool = False
    drafter: str | None = None
    owner: str | None = None
    parties: tuple[str, ...] = ()


def reach(session: Session, actor: Actor) -> Reach:
    """The reach of an actor (decision 21)."""
    if actor.role in roles.MACHINE_ROLES:
        return Reach()
    whose = audited(session, actor)
    if actor.role in SEES_ALL or whose == EVERYBODY:
        return Reach(everything=True)
    own = actor.organisation
    return Reach(drafter=own if writes(actor) else None, owner=own, parties=(own, *whose))


def writes(actor: Actor) -> bool:
    """Whether the actor writes the texts that the organisation drafts."""
    return actor.role in (roles.LAWYER, roles.AUTHOR)


def within(of: Reach, document: Any, owner: Any, drafter: Any) -> ColumnElement[bool]:
    """Whether the document of these three columns is in reach: asked of one row at a time, the
    cheapest part first.
    """
    if of.everything:
        return true()
    found: list[ColumnElement[bool]] = []
    if of.drafter:
        found.append(drafter == of.drafter)
    if of.owner:
        found.append(owner == of.owner)
    if of.parties:
        bound = select(PartyRow.id).where(
            PartyRow.document_id == document, PartyRow.organisation_id.in_(of.parties)
        )
        # The query around it may read parties of its own.
        found.append(bound.correlate(document.class_).exists())
    return or_(*found) if found else false()


def documents(of: Reach) -> CompoundSelect[tuple[str]]:
    """The ids of the documents in a reach that does not hold all: for those who see few of many,
    read from their own end.
    """
    return union(
        select(PartyRow.document_id).where(PartyRow.organisation_id.in_(of.parties)),
        select(DocumentRow.id).where(DocumentRow.owner_id == of.owner),
        select(DocumentRow.id).where(DocumentRow.drafter_id == of.drafter),
    )


def visible(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The condition under which a document exists for the actor, of a query over documents."""
    of = reach(session, actor)
    return within(of, DocumentRow.id, DocumentRow.owner_id, DocumentRow.drafter_id)


def audited(session: Session, actor: Actor) -> Sequence[str]:
    """The ids of the organisations whose documents an auditor reads, or EVERYBODY; nobody else
    audits any.

    An auditor's scope names organisations (slugs) or is `all`: {"organisations": ["essex"]}.
    """
    if actor.role != roles.AUDITOR:
        return ()
    appointment = session.get(AppointmentRow, actor.appointment)
    named = (appointment.scope or {}).get("organisations", []) if appointment else []
    if named == "all":
        return EVERYBODY
    known = select(OrganisationRow.id).where(OrganisationRow.slug.in_(named))
    return tuple(session.scalars(known))
