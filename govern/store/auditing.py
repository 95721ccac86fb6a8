"""What an auditor's scope holds, what is left out of it, and what was read under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.ledger import leaf
from govern.store import flows
from govern.store.events import tree_head
from govern.store.reach import visible
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.ledger import EventRow
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.rows.working import CommentRow
from workflows.engine import Actor


@dataclass(frozen=True)
class Scope:
    """What an appointment lets an auditor read: organisations by name, or all of them."""

    organisations: Sequence[str]
    everything: bool
    ends_at: str | None
    documents: int
    frozen: int


@dataclass(frozen=True)
class LeftOut:
    """Comments on texts in scope that an auditor does not read: how many, by why."""

    privileged: int
    others: int


@dataclass(frozen=True)
class View:
    """One page that was read under an appointment."""

    at: str
    page: str
    about: str


@dataclass(frozen=True)
class LedgerHead:
    """How many events the ledger holds, and the root that pins all of them."""

    size: int
    root: str


def scope(session: Session, actor: Actor) -> Scope:
    """The scope of the auditor's appointment, counted."""
    seen = flows.sight(session, actor)
    documents = select(DocumentRow.id).where(visible(session, actor))
    names = select(OrganisationRow.name).where(OrganisationRow.slug.in_(seen.organisations))
    frozen = select(func.count()).where(
        VersionRow.document_id.in_(documents), VersionRow.status == "frozen"
    )
    return Scope(
        organisations=list(session.scalars(names.order_by(OrganisationRow.name))),
        everything=seen.all,
        ends_at=session.get_one(AppointmentRow, actor.appointment).ends_at,
        documents=session.scalar(select(func.count()).select_from(documents.subquery())) or 0,
        frozen=session.scalar(frozen) or 0,
    )


def left_out(session: Session, actor: Actor) -> LeftOut:
    """No comment is an auditor's to read; those claimed as privileged are counted apart."""
    documents = select(DocumentRow.id).where(visible(session, actor))
    query = (
        select(CommentRow.privileged, func.count())
        .where(CommentRow.document_id.in_(documents), CommentRow.recalled_at.is_(None))
        .group_by(CommentRow.privileged)
    )
    counted = {bool(privileged): number for privileged, number in session.execute(query)}
    return LeftOut(counted.get(True, 0), counted.get(False, 0))


def views(session: Session, appointment_id: str, *, most: int) -> list[View]:
    """The latest pages read under an appointment."""
    query = (
        select(EventRow.leaf)
        .where(EventRow.subject_id == appointment_id, EventRow.type == "audit_viewed")
        .order_by(EventRow.seq.desc())
        .limit(most)
    )
    found = [leaf.read(bytes(raw)) for raw in session.scalars(query)]
    return [View(text(each.at), each.data["page"], each.data["about"]) for each in found]


def ledger_head(session: Session) -> LedgerHead:
    """The present end of the ledger."""
    size, root = tree_head(session)
    return LedgerHead(size, root.hex())
