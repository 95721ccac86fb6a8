"""The working text of a version: its sections as saved, who wrote them, and the whole as
content.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.catalogue import definition
from documents.content import Content
from govern.store.rows.documents import VersionRow
from govern.store.rows.working import DraftRevisionRow, DraftSectionRow


def answers(session: Session, version_id: str) -> dict[str, Any]:
    """Every answer of a version, over all its sections."""
    query = select(DraftSectionRow).where(DraftSectionRow.version_id == version_id)
    return {key: value for row in session.scalars(query) for key, value in row.answers.items()}


def content(session: Session, version: VersionRow) -> Content:
    """The version's text under the definition version that it pins."""
    pinned = definition(version.definition, version.definition_version)
    return Content(pinned, answers(session, version.id))


def section(session: Session, version_id: str, section_id: str) -> DraftSectionRow | None:
    """One section as last saved, or None when nothing was saved yet."""
    return session.get(DraftSectionRow, (version_id, section_id))


def revision(
    session: Session, version_id: str, section_id: str, number: int
) -> DraftRevisionRow | None:
    """One earlier text of a section."""
    query = select(DraftRevisionRow).where(
        DraftRevisionRow.version_id == version_id,
        DraftRevisionRow.section == section_id,
        DraftRevisionRow.revision == number,
    )
    return session.scalar(query)


def revisions(session: Session, version_id: str) -> list[DraftRevisionRow]:
    """Everything ever saved in a version, newest first."""
    query = select(DraftRevisionRow).where(DraftRevisionRow.version_id == version_id)
    return list(session.scalars(query.order_by(DraftRevisionRow.saved_at.desc())))


def open_clashes(session: Session, version_id: str) -> list[DraftRevisionRow]:
    """The clashes of a version that nobody has said are settled, the oldest first."""
    query = select(DraftRevisionRow).where(
        DraftRevisionRow.version_id == version_id, DraftRevisionRow.settled_at.is_(None)
    )
    found = session.scalars(query.order_by(DraftRevisionRow.saved_at, DraftRevisionRow.revision))
    return [row for row in found if row.conflict]


def standing_revisions(session: Session, version_id: str) -> dict[str, int]:
    """The revision of each section of a version that stands now."""
    query = select(DraftSectionRow.section, DraftSectionRow.revision).where(
        DraftSectionRow.version_id == version_id
    )
    return dict(session.execute(query).all())


def answers_at(session: Session, version_id: str, revisions: Mapping[str, int]) -> dict[str, Any]:
    """Every answer of a version as its sections stood at those revisions."""
    query = select(DraftRevisionRow).where(DraftRevisionRow.version_id == version_id)
    kept = {(row.section, row.revision): row.answers for row in session.scalars(query)}
    standing = {
        row.section: row
        for row in session.scalars(
            select(DraftSectionRow).where(DraftSectionRow.version_id == version_id)
        )
    }
    found: dict[str, Any] = {}
    for section, revision in revisions.items():
        at_hand = standing.get(section)
        if at_hand is not None and at_hand.revision == revision:
            found |= at_hand.answers
        else:
            found |= kept.get((section, revision), {})
    return found


def drafters(session: Session, version_id: str) -> frozenset[str]:
    """The persons who wrote any of a version's text, here or in the version it was copied from."""
    query = select(DraftRevisionRow.saved_by).where(DraftRevisionRow.version_id == version_id)
    return frozenset(session.scalars(query.distinct()))
