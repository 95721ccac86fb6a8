"""The lawyers' note on a later version: which changed answers are material, why, and whose
sign-offs a minor change may carry over (decision 3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.changes import changes
from govern.clock import text
from govern.store import drafts, events
from govern.store.rows.documents import VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import ActRow, SignOffRow
from workflows import roles
from workflows.added_steps import standard, steps_of
from workflows.catalogue import workflow

COMPLETE = ("complete", "carried")
ANSWERERS: Mapping[str, str] = {"force": roles.DPO, "partner": roles.SIGNATORY}
"""Who says for an organisation that a change is minor: the DPO of a force; of a partner, whoever
binds it.
"""
NEVER_CARRIED = frozenset({"connection", "connection_acceptance"})
"""A declaration is true of the day on which it was made: no notice repeats it."""


@dataclass(frozen=True)
class Note:
    """A materiality note: its class, each changed question's class, and the reasons by question.

    `again` are the organisations that sign anew in any case; `listed` the agreements that need
    this version. A reason that was erased is missing from `reasons`.
    """

    id: str
    materiality: str
    questions: Mapping[str, str]
    reasons: Mapping[str, str]
    again: frozenset[str]
    listed: frozenset[str]
    at: str
    appointment_id: str | None


@dataclass(frozen=True)
class Carriable:
    """What can be carried over: the older sign-off and its version."""

    origin: SignOffRow
    version: VersionRow


def sign_offs(session: Session, version: VersionRow) -> list[SignOffRow]:
    """The sign-offs of a version, in the order in which they were opened."""
    query = select(SignOffRow).where(SignOffRow.version_id == version.id)
    return list(session.scalars(query.order_by(SignOffRow.opened_at, SignOffRow.id)))


def note(session: Session, version: VersionRow) -> Note | None:
    """The note that stands on a version, if it was classed."""
    made = [each for each in events.about(session, [version.id]) if each.type == "version_classed"]
    if not made or not version.materiality:
        return None
    last, standing = made[-1], version.materiality
    commitment = last.commitments.get("reasons")
    texts = events.private_texts(session, [commitment]) if commitment else {}
    return Note(
        standing.get("note") or "",
        standing["class"],
        standing.get("questions") or {},
        texts.get(commitment or "") or {},
        frozenset(standing.get("again") or ()),
        frozenset(standing.get("listed") or ()),
        text(last.at),
        last.author.appointment if last.author else None,
    )


def before(session: Session, version: VersionRow) -> VersionRow | None:
    """The frozen version that this one is classed against: the newest before it."""
    query = select(VersionRow).where(
        VersionRow.document_id == version.document_id,
        VersionRow.number < version.number,
        VersionRow.status == "frozen",
    )
    return session.scalars(query.order_by(VersionRow.number.desc()).limit(1)).first()


def changed_questions(session: Session, version: VersionRow) -> list[str]:
    """The questions whose answers differ from the version before, in the order of the text."""
    earlier = before(session, version)
    if earlier is None:
        return []
    found = changes(drafts.content(session, earlier), drafts.content(session, version))
    return list(dict.fromkeys(each.question for each in found))


def carriable(session: Session, row: SignOffRow) -> Carriable | str:
    """The older sign-off that a notice may carry over to this one, or why none may be, in words."""
    version = session.get_one(VersionRow, row.version_id)
    standing, earlier = version.materiality or {}, before(session, version)
    if earlier is None or not standing.get("note"):
        return "The lawyers have not said whether the change is minor."
    if version.status != "frozen":
        return "This version was withdrawn."
    if standing["class"] != "minor" and row.organisation_id in (standing.get("again") or ()):
        return "The change is material for this organisation: it signs this version itself."
    if standard(row.chain) in NEVER_CARRIED:
        return "A declaration or an acceptance of a connection is never carried over."
    if row.outcome is not None or _begun(session, row):
        return "This organisation has begun to sign this version, or is done with it."
    origin = _standing_on(session, earlier, row)
    if origin is None:
        return f"This organisation has no sign-off in force on version {earlier.number}."
    if not _kinds(row.chain) <= _kinds(origin.chain):
        return "This organisation has since added a step to its chain: it signs this version."
    return Carriable(origin, earlier)


def answerer(session: Session, organisation_id: str) -> str | None:
    """The role that confirms or disputes a class for an organisation; None where nobody does."""
    return ANSWERERS.get(session.get_one(OrganisationRow, organisation_id).kind)


def _begun(session: Session, row: SignOffRow) -> bool:
    acts = select(ActRow.id).where(ActRow.sign_off_id == row.id, ActRow.lapsed_at.is_(None))
    first = workflow(row.chain, row.chain_version).first
    return row.stage != first or session.scalar(acts.limit(1)) is not None


def _standing_on(session: Session, earlier: VersionRow, row: SignOffRow) -> SignOffRow | None:
    """The organisation's sign-off of the version before, by the same standard chain and still
    standing.
    """
    query = select(SignOffRow).where(
        SignOffRow.version_id == earlier.id,
        SignOffRow.organisation_id == row.organisation_id,
        SignOffRow.outcome.in_(COMPLETE),
        SignOffRow.ended_at.is_(None),
        SignOffRow.endorsement_withdrawn_at.is_(None),
    )
    found = session.scalars(query.order_by(SignOffRow.completed_at.desc()))
    return next((each for each in found if standard(each.chain) == standard(row.chain)), None)


def _kinds(chain: str) -> frozenset[str]:
    return frozenset(step.kind for step in steps_of(chain))
