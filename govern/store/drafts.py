"""The working text of a version: its sections as saved, who wrote them, and the whole as
content.
"""

from __future__ import annotations

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


def drafters(session: Session, version_id: str) -> frozenset[str]:
    """The persons who wrote any of a version's text, here or in the version it was copied from."""
    query = select(DraftRevisionRow.saved_by).where(DraftRevisionRow.version_id == version_id)
    return frozenset(session.scalars(query.distinct()))
