"""The clause bank of an organisation of lawyers: its clauses, their versions, their uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import catalogue
from documents.clauses import Passage, locate
from govern.errors import NotFound
from govern.store import drafts
from govern.store.rows.clauses import ClauseUseRow, ClauseVersionRow
from govern.store.rows.documents import DocumentRow, VersionRow
from workflows.engine import Actor

STANDARD: Final = "standard"
FALLBACK: Final = "fallback"
BUILT_IN: Final = {"sharing_agreement": "clauses"}
"""Definition -> the reference table whose rows are version 1 of its bank."""


@dataclass(frozen=True)
class Clause:
    """One clause with every version of it, the newest first."""

    id: str
    versions: tuple[ClauseVersionRow, ...]

    @property
    def newest(self) -> ClauseVersionRow:
        """The version written last, whatever became of it."""
        return self.versions[0]

    @property
    def approved(self) -> ClauseVersionRow | None:
        """What is offered to drafters: the newest approved version; None once that is retired."""
        decided = [each for each in self.versions if each.state in ("approved", "retired")]
        return decided[0] if decided and decided[0].state == "approved" else None

    @property
    def proposed(self) -> ClauseVersionRow | None:
        """The version that waits for another lawyer."""
        return self.newest if self.newest.state == "proposed" else None

    def version(self, number: int) -> ClauseVersionRow | None:
        """The version of that number."""
        return next((each for each in self.versions if each.number == number), None)


@dataclass(frozen=True)
class Use:
    """A clause in an answer: what was put there and where it stands now, if it does."""

    row: ClauseUseRow
    document: DocumentRow
    version: VersionRow
    wording: str
    answer: str
    passage: Passage | None

    @property
    def open(self) -> bool:
        """Whether the text can still be changed."""
        return self.version.status in ("draft", "review")

    @property
    def deviates(self) -> bool:
        """Whether the text was changed, or taken out, after the clause was put in."""
        return self.passage is None or not self.passage.unchanged


def wording_of(version: ClauseVersionRow, variant: str) -> str:
    """The standard wording or the fallback; the standard where there is no fallback."""
    return (version.fallback if variant == FALLBACK else None) or version.wording


def bank(session: Session, organisation_id: str) -> list[Clause]:
    """Every clause of the bank, in the order of the built-in table, then as they were proposed."""
    found: dict[str, list[ClauseVersionRow]] = {}
    for built in _built_in(organisation_id):
        found[built.clause_id] = [built]
    query = select(ClauseVersionRow).where(ClauseVersionRow.organisation_id == organisation_id)
    for row in session.scalars(query.order_by(ClauseVersionRow.proposed_at, ClauseVersionRow.id)):
        versions = found.setdefault(row.clause_id, [])
        versions[:] = [each for each in versions if each.number != row.number] + [row]
    return [
        Clause(id, tuple(sorted(each, key=lambda one: -one.number))) for id, each in found.items()
    ]


def clause(session: Session, organisation_id: str, clause_id: str) -> Clause:
    """One clause of the bank; NotFound when it is not there or another organisation's."""
    for each in bank(session, organisation_id):
        if each.id == clause_id:
            return each
    raise NotFound(f"clause {clause_id}")


def offered(session: Session, organisation_id: str, definition: str) -> list[Clause]:
    """The clauses that a drafter of such a document may put in."""
    return [
        each
        for each in bank(session, organisation_id)
        if each.approved is not None and each.approved.definition == definition
    ]


def uses(session: Session, actor: Actor, clause_id: str) -> list[Use]:
    """Where a clause of the actor's bank was put, latest documents first."""
    found = clause(session, actor.organisation, clause_id)
    query = (
        select(ClauseUseRow, DocumentRow, VersionRow)
        .join(DocumentRow, DocumentRow.id == ClauseUseRow.document_id)
        .join(VersionRow, VersionRow.id == ClauseUseRow.version_id)
        .where(
            ClauseUseRow.organisation_id == actor.organisation,
            ClauseUseRow.clause_id == clause_id,
            DocumentRow.drafter_id == actor.organisation,
        )
        .order_by(VersionRow.opened_at.desc(), ClauseUseRow.question)
    )
    return [_use(session, found, *row) for row in session.execute(query).all()]


def outdated(session: Session, actor: Actor, clause_id: str) -> list[Use]:
    """Its uses in texts that can still be changed, of a version older than the approved one."""
    standing = clause(session, actor.organisation, clause_id).approved
    number = standing.number if standing else 0
    return [
        each for each in uses(session, actor, clause_id) if each.open and each.row.number < number
    ]


def used_in(session: Session, version_id: str) -> dict[tuple[str, str], ClauseUseRow]:
    """(question, clause) -> what was put there, in one version of a document."""
    query = select(ClauseUseRow).where(ClauseUseRow.version_id == version_id)
    return {(row.question, row.clause_id): row for row in session.scalars(query)}


def _use(
    session: Session, of: Clause, row: ClauseUseRow, document: DocumentRow, version: VersionRow
) -> Use:
    section = drafts.section(session, version.id, row.section)
    answer = str((section.answers if section else {}).get(row.question) or "")
    put = of.version(row.number)
    wording = wording_of(put, row.variant) if put else ""
    return Use(row, document, version, wording, answer, locate(answer, wording))


def _built_in(organisation_id: str) -> Iterator[ClauseVersionRow]:
    for definition, table in BUILT_IN.items():
        for row in catalogue.reference(table):
            yield ClauseVersionRow(
                id=row["id"],
                organisation_id=organisation_id,
                clause_id=row["id"],
                number=1,
                definition=definition,
                section=row["section"],
                title=row["title"],
                wording=row["text"],
                fallback=row.get("fallback"),
                why=row.get("why"),
                state="approved" if row["approved"] else "proposed",
            )
