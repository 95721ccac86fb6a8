"""The steps that forces added to their own chains, and the chain that a sign-off opens with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store.people import person_names
from govern.store.rows.chain_steps import ChainStepRow
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.organisations import AppointmentRow
from govern.store.rows.second_person import SecondPersonRow
from govern.store.rows.sign_offs import ActRow, SignOffRow
from workflows import added_steps
from workflows.added_steps import AddedStep


@dataclass(frozen=True)
class TwoPeople:
    """Who asked for a change of a chain and who confirmed it, and the request they did it by."""

    request_id: str
    asked_by: str
    asked_role: str
    confirmed_by: str


def running(session: Session, organisation_id: str, chain: str) -> list[ChainStepRow]:
    """The steps that stand in a force's chain now, in the order in which they were added."""
    query = select(ChainStepRow).where(
        ChainStepRow.organisation_id == organisation_id,
        ChainStepRow.chain == chain,
        ChainStepRow.ended_at.is_(None),
    )
    return list(session.scalars(query.order_by(ChainStepRow.added_at, ChainStepRow.id)))


def of_organisation(session: Session, organisation_id: str) -> list[ChainStepRow]:
    """Every step that a force ever added, the latest first."""
    query = select(ChainStepRow).where(ChainStepRow.organisation_id == organisation_id)
    return list(
        session.scalars(query.order_by(ChainStepRow.added_at.desc(), ChainStepRow.id.desc()))
    )


def one(session: Session, organisation_id: str, step_id: str) -> ChainStepRow:
    """A step of this very force; NotFound for any other id."""
    row = session.get(ChainStepRow, step_id)
    if row is None or row.organisation_id != organisation_id:
        raise NotFound(f"step {step_id}")
    return row


def chain_of(session: Session, organisation_id: str, chain: str) -> str:
    """The name of the chain with what this organisation has added to it by now."""
    return named(chain, running(session, organisation_id, chain))


def named(chain: str, rows: Iterable[ChainStepRow]) -> str:
    """The name of the chain with these steps."""
    return added_steps.named(
        chain, [AddedStep(row.kind, row.before_stage, row.days) for row in rows]
    )


def two_people(session: Session, act: str, organisation_id: str) -> dict[str, TwoPeople]:
    """By the instant at which it was done: who asked for an act on this force's chains, and who
    confirmed it.
    """
    query = (
        select(SecondPersonRow, AppointmentRow.role)
        .join(AppointmentRow, AppointmentRow.id == SecondPersonRow.asked_by)
        .where(
            SecondPersonRow.act == act,
            SecondPersonRow.organisation_id == organisation_id,
            SecondPersonRow.confirmed_at.is_not(None),
        )
    )
    found = [(row, role) for row, role in session.execute(query)]
    people = {id for row, _ in found for id in (row.asked_by_person, row.confirmed_by_person) if id}
    names = person_names(session, people)
    return {
        row.confirmed_at or "": TwoPeople(
            row.id,
            names.get(row.asked_by_person, ""),
            role,
            names.get(row.confirmed_by_person or "", ""),
        )
        for row, role in found
    }


@dataclass(frozen=True)
class StepRecord:
    """A record that was made at an added step: of which text, by which act, when."""

    reference: str
    number: int
    act: str
    at: str
    sha256: str


def records(session: Session, organisation_id: str, most: int) -> list[StepRecord]:
    """The latest records that this force made at steps it added, the latest first."""
    own = [act for kind in added_steps.KINDS for act in (kind.act, *kind.goes_on, *kind.ends)]
    query = (
        select(
            DocumentRow.reference,
            VersionRow.number,
            ActRow.act,
            ActRow.confirmed_at,
            ActRow.record_sha256,
        )
        .join(SignOffRow, SignOffRow.id == ActRow.sign_off_id)
        .join(VersionRow, VersionRow.id == SignOffRow.version_id)
        .join(DocumentRow, DocumentRow.id == SignOffRow.document_id)
        .where(
            ActRow.organisation_id == organisation_id,
            ActRow.act.in_(own),
            ActRow.record_sha256.is_not(None),
        )
        .order_by(ActRow.confirmed_seq.desc())
        .limit(most)
    )
    return [
        StepRecord(reference, number, act, at, sha256 or "")
        for reference, number, act, at, sha256 in session.execute(query)
    ]


def waiting(session: Session, organisation_id: str, acts: Iterable[str], now: str) -> list[str]:
    """The requests of these acts about a force that wait for a second person, the latest first."""
    query = select(SecondPersonRow.id).where(
        SecondPersonRow.organisation_id == organisation_id,
        SecondPersonRow.act.in_(list(acts)),
        SecondPersonRow.confirmed_at.is_(None),
        SecondPersonRow.refused_at.is_(None),
        SecondPersonRow.expires_at > now,
    )
    return list(session.scalars(query.order_by(SecondPersonRow.asked_at.desc())))
