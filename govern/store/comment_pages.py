"""Comments as pages show them: the threads of an actor's own audiences, and what became of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.store import audiences, people
from govern.store.audiences import Audience
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.rows.working import CommentRow, DraftSectionRow
from workflows.engine import Actor


@dataclass(frozen=True)
class Written:
    """A comment with the words for who wrote it; names within an audience are known to it."""

    row: CommentRow
    by: str
    role: str
    organisation: str


@dataclass(frozen=True)
class Talk:
    """One thread: its first comment, the answers, its audience and whether the text moved since.

    `assigned` is the name of the actor's own colleague who sees to it, else empty.
    """

    first: Written
    answers: Sequence[Written]
    audience: str
    moved_since: bool
    assigned: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has settled it, or taken it back."""
        return self.first.row.resolved_at is None and self.first.row.recalled_at is None


@dataclass(frozen=True)
class Talks:
    """Every thread of one version that the actor may read, and the audiences they may write to."""

    talks: Sequence[Talk]
    audiences: Sequence[Audience]
    by_section: Mapping[str, Sequence[Talk]] = field(default_factory=dict)


def talks(session: Session, actor: Actor, document: DocumentRow, version: VersionRow) -> Talks:
    """The threads on a version, oldest first; no comment of another audience is ever loaded."""
    mine = audiences.audiences(session, actor, document)
    rows = audiences.comments(session, actor, document, version.id)
    labels = {each.key: each.label for each in mine}
    written = _written(session, rows)
    saved = _saved(session, version.id)
    assigned = _colleagues(session, actor, {r.assigned_to for r in rows if r.assigned_to})
    found = [
        Talk(
            first=written[row.id],
            answers=[written[each.id] for each in rows if each.reply_to == row.id],
            audience=labels[row.audience_key],
            moved_since=saved.get(row.section, "") > row.at,
            assigned=assigned.get(row.assigned_to or "", ""),
        )
        for row in rows
        if row.reply_to is None
    ]
    grouped: dict[str, list[Talk]] = {}
    for talk in found:
        grouped.setdefault(talk.first.row.section, []).append(talk)
    return Talks(found, mine, grouped)


def _colleagues(session: Session, actor: Actor, given: set[str]) -> dict[str, str]:
    """The names of those who hold or held an office of the actor's own organisation."""
    if not given:
        return {}
    held = select(AppointmentRow.person_id).where(
        AppointmentRow.organisation_id == actor.organisation, AppointmentRow.person_id.in_(given)
    )
    return people.person_names(session, session.scalars(held))


def _written(session: Session, rows: Sequence[CommentRow]) -> dict[str, Written]:
    names = people.person_names(session, (row.person_id for row in rows))
    held = select(AppointmentRow).where(AppointmentRow.id.in_({r.appointment_id for r in rows}))
    roles = {row.id: row.role for row in session.scalars(held)}
    bodies = select(OrganisationRow.id, OrganisationRow.name)
    organisations = dict(session.execute(bodies).all())
    return {
        row.id: Written(
            row,
            names.get(row.person_id, ""),
            roles.get(row.appointment_id, ""),
            organisations.get(row.organisation_id, ""),
        )
        for row in rows
    }


def _saved(session: Session, version_id: str) -> dict[str, str]:
    query = select(DraftSectionRow.section, DraftSectionRow.saved_at).where(
        DraftSectionRow.version_id == version_id
    )
    return dict(session.execute(query).all())
