"""Action plans as an organisation adopted them: which measures are its own, and how each stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.catalogue import definition
from documents.content import Content
from documents.plan import ACTIONS, Measure, plan
from documents.risk import MATRIX, RISKS
from govern.clock import london_end_of, text
from govern.store import events
from govern.store.authors import Doer, doers
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.measures import MeasureRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import SignOffRow
from govern.store.rows.working import DraftSectionRow

KINDS = ("dpia", "local_addendum")


@dataclass(frozen=True)
class Task:
    """One measure of one organisation: the text it stands in and what was said of it."""

    measure: Measure
    document: DocumentRow
    version: VersionRow
    organisation_id: str
    since: str
    said: MeasureRow | None

    @property
    def stage(self) -> str:
        """Where it stands in the table `measure`."""
        return self.said.state if self.said is not None else "open"

    @property
    def done(self) -> bool:
        """Whether the text says that nothing is left to do, or somebody accepted it as in place."""
        return self.measure.settled or self.stage == "in_place"

    @property
    def waits(self) -> bool:
        """Whether it was reported in place and nobody has accepted it or sent it back."""
        return not self.measure.settled and self.stage == "submitted"

    @property
    def due_at(self) -> str | None:
        """The instant from which it is late: the end of its day in London."""
        return text(london_end_of(self.measure.due_on)) if self.measure.due_on else None

    def late(self, now: datetime) -> bool:
        """Whether it is past its day, and not reported in place."""
        return (
            not self.done
            and not self.waits
            and self.due_at is not None
            and self.due_at <= text(now)
        )


def tasks(session: Session, organisation_id: str, document_id: str = "") -> list[Task]:
    """Every measure that the organisation took on by its sign-off, in the newest version that it
    signed of each live document, or of one document.
    """
    query = (
        select(SignOffRow.completed_at, DocumentRow, VersionRow)
        .join(DocumentRow, DocumentRow.id == SignOffRow.document_id)
        .join(VersionRow, VersionRow.id == SignOffRow.version_id)
        .where(
            SignOffRow.organisation_id == organisation_id,
            SignOffRow.outcome.in_(("complete", "carried")),
            DocumentRow.kind.in_(KINDS),
            DocumentRow.state == "live",
        )
        .order_by(DocumentRow.number, VersionRow.number)
    )
    if document_id:
        query = query.where(DocumentRow.id == document_id)
    signed = {
        document.id: (at, document, version) for at, document, version in session.execute(query)
    }
    return [
        task
        for at, document, version in signed.values()
        for task in of_version(session, document, version, organisation_id, at or "")
    ]


def of_version(
    session: Session, document: DocumentRow, version: VersionRow, organisation_id: str, since: str
) -> list[Task]:
    """The measures of one version that bind an organisation."""
    slug = session.get_one(OrganisationRow, organisation_id).slug
    query = select(MeasureRow).where(
        MeasureRow.organisation_id == organisation_id, MeasureRow.document_id == document.id
    )
    said = {row.row_id: row for row in session.scalars(query)}
    return [
        Task(each, document, version, organisation_id, since, said.get(each.row))
        for each in measures(session, version)
        if each.binds(slug)
    ]


def measures(session: Session, version: VersionRow) -> tuple[Measure, ...]:
    """The action plan of a version; only the sections that hold it are read."""
    pinned = definition(version.definition, version.definition_version)
    wanted = [
        pinned.section_of(name).id for name in (RISKS, ACTIONS, MATRIX) if name in pinned.places
    ]
    query = select(DraftSectionRow).where(
        DraftSectionRow.version_id == version.id, DraftSectionRow.section.in_(wanted)
    )
    answers = {key: value for row in session.scalars(query) for key, value in row.answers.items()}
    return plan(Content(pinned, answers))


@dataclass(frozen=True)
class Told:
    """One thing that was said of a measure: what, when, by whom, in which words."""

    type: str
    at: str
    by: Doer | None
    words: str


def told(session: Session, found: Iterable[Task]) -> dict[str, list[Told]]:
    """Row of the plan -> everything that was said of it, in order; erased words are empty."""
    said = {each.said.id: each.measure.row for each in found if each.said is not None}
    made = events.about(session, said)
    by = doers(session, made)
    texts = events.private_texts(session, (c for each in made for c in each.commitments.values()))
    rows: dict[str, list[Told]] = {}
    for each in made:
        words = str(texts.get(each.commitments.get("words", ""), ""))
        one = Told(each.type, text(each.at), by.get(each.seq), words)
        rows.setdefault(said[each.subject_id], []).append(one)
    return rows


def reported(session: Session, organisation_id: str) -> bool:
    """Whether any measure of the organisation waits to be accepted."""
    query = select(MeasureRow.id).where(
        MeasureRow.organisation_id == organisation_id, MeasureRow.state == "submitted"
    )
    return session.scalar(query.limit(1)) is not None


def organisations_with_plans(session: Session) -> list[str]:
    """The organisations that took on any action plan."""
    query = (
        select(SignOffRow.organisation_id)
        .join(DocumentRow, DocumentRow.id == SignOffRow.document_id)
        .where(
            SignOffRow.outcome.in_(("complete", "carried")),
            DocumentRow.kind.in_(KINDS),
            DocumentRow.state == "live",
        )
    )
    return list(session.scalars(query.distinct()))
