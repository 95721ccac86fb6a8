"""Appropriate policy documents as their pages show them: one's own, or for the office all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.store import access, events
from govern.store.authors import Doer, doers
from govern.store.rows.organisations import OrganisationRow, PolicyDocumentRow
from workflows.engine import Actor


@dataclass(frozen=True)
class Kept:
    """One record of a policy document; `current` when no later one has its title.

    `by` is None for what the installation itself recorded.
    """

    row: PolicyDocumentRow
    organisation: str
    current: bool
    at: str
    by: Doer | None


def listed(session: Session, actor: Actor) -> list[Kept]:
    """Those of the actor's organisation, or for who oversees all of everybody's: by organisation,
    those whose review is due first in front.
    """
    query = (
        select(PolicyDocumentRow, OrganisationRow.name)
        .join(OrganisationRow, OrganisationRow.id == PolicyDocumentRow.organisation_id)
        .order_by(OrganisationRow.name, PolicyDocumentRow.review_due_on, PolicyDocumentRow.seq)
    )
    if actor.role not in access.SEES_ALL:
        query = query.where(PolicyDocumentRow.organisation_id == actor.organisation)
    found = [(row, name) for row, name in session.execute(query)]
    newest: dict[tuple[str, str], PolicyDocumentRow] = {}
    for row, _ in sorted(found, key=lambda each: (each[0].reviewed_on, each[0].seq)):
        newest[row.organisation_id, row.title] = row
    made = events.about(session, [row.id for row, _ in found])
    by, at = doers(session, made), {each.subject_id: each for each in made}
    return [
        Kept(
            row=row,
            organisation=name,
            current=newest[row.organisation_id, row.title] is row,
            at=text(at[row.id].at),
            by=by.get(at[row.id].seq),
        )
        for row, name in found
    ]


def without(session: Session) -> list[str]:
    """Names of the acting forces that have recorded none."""
    having = select(PolicyDocumentRow.organisation_id)
    query = select(OrganisationRow.name).where(
        OrganisationRow.kind == "force",
        OrganisationRow.ended_at.is_(None),
        OrganisationRow.id.not_in(having),
    )
    return list(session.scalars(query.order_by(OrganisationRow.name)))
