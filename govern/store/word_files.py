"""Word files that went out and came back, for the organisation whose they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.catalogue import definition
from documents.content import Content
from govern.errors import NotFound
from govern.store import access, drafts
from govern.store.rows.documents import VersionRow
from govern.store.rows.word import WordDownloadRow, WordUploadRow
from govern.store.rows.working import DraftSectionRow
from workflows.engine import Actor


def revisions(session: Session, version_id: str) -> dict[str, int]:
    """Section -> the revision that stands now."""
    query = select(DraftSectionRow).where(DraftSectionRow.version_id == version_id)
    return {row.section: row.revision for row in session.scalars(query)}


def downloaded(
    session: Session, actor: Actor, document_id: str, download_id: str
) -> WordDownloadRow | None:
    """A download of this document from a version that the actor may read; else None."""
    row = session.get(WordDownloadRow, download_id)
    if row is None or row.document_id != document_id:
        return None
    try:
        access.version(session, actor, row.version_id)
    except NotFound:
        return None
    return row


def base(session: Session, row: WordDownloadRow, version: VersionRow) -> Content:
    """The text as it was downloaded, under the definition of the version it comes back to."""
    pinned = definition(version.definition, version.definition_version)
    answers: dict[str, Any] = {}
    for section, number in row.revisions.items():
        found = drafts.revision(session, row.version_id, section, number)
        answers |= found.answers if found else {}
    return Content(pinned, _known(pinned.places, answers))


def _known(places: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    return {name: answer for name, answer in answers.items() if name in places}


def upload(session: Session, actor: Actor, version_id: str, upload_id: str) -> WordUploadRow:
    """One upload of the actor's own organisation; else NotFound."""
    row = session.get(WordUploadRow, upload_id)
    if row is None or (row.version_id, row.organisation_id) != (version_id, actor.organisation):
        raise NotFound(f"upload {upload_id}")
    return row


def uploads(session: Session, actor: Actor, version_id: str) -> list[WordUploadRow]:
    """The uploads of the actor's own organisation to a version, the newest first."""
    query = select(WordUploadRow).where(
        WordUploadRow.version_id == version_id,
        WordUploadRow.organisation_id == actor.organisation,
    )
    return list(session.scalars(query.order_by(WordUploadRow.at.desc(), WordUploadRow.id)))


def comments_wait(session: Session, version_id: str) -> bool:
    """Whether comments of any upload wait for the review of this version."""
    query = select(WordUploadRow.outcome).where(WordUploadRow.version_id == version_id)
    found = [outcome or {} for outcome in session.scalars(query)]
    return any(each.get("became") == "waiting" for one in found for each in one.values())
