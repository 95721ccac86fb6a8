"""Every file that somebody uploaded: when it is done with, and who still needs its bytes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.store.rows.documents import VersionRow
from govern.store.rows.imports import (
    LegacyAgreementRow,
    LegacyImportRow,
    PartnerCheckRow,
    PiaImportRow,
)
from govern.store.rows.word import WordUploadRow

MOST = 200
Uploaded = WordUploadRow | PartnerCheckRow | PiaImportRow | LegacyImportRow


def due(session: Session, now: datetime, kept: timedelta) -> list[Uploaded]:
    """The uploads that were done with before `kept` ago, and are still there; at most `MOST` of
    each kind.

    A Word file is done with when it was closed, but not while its text is a draft: comments of it
    may wait for the review. It is too when its text was frozen or withdrawn, as a partner's
    agreement and an imported assessment are; a spreadsheet when it was taken in or discarded.
    """
    before = text(now - kept)
    closed = and_(WordUploadRow.settled_at <= before, VersionRow.status != "draft")
    found: list[Uploaded] = []
    kinds: tuple[tuple[Any, Any], ...] = (
        (WordUploadRow, or_(closed, _over(before))),
        (PartnerCheckRow, _over(before)),
        (PiaImportRow, _over(before)),
        (LegacyImportRow, LegacyImportRow.settled_at <= before),
    )
    for kind, ended in kinds:
        query: Any = select(kind).where(kind.disposed_at.is_(None), ended).order_by(kind.id)
        if kind is not LegacyImportRow:
            query = query.join(VersionRow, VersionRow.id == kind.version_id)
        found += session.scalars(query.limit(MOST))
    return found


def _over(before: str) -> Any:
    """The text was frozen or withdrawn so long ago: nothing of the file can go into it any more."""
    return or_(
        and_(VersionRow.status == "frozen", VersionRow.frozen_at <= before),
        and_(VersionRow.status == "withdrawn", VersionRow.withdrawn_at <= before),
    )


def needed(session: Session, digest: str) -> bool:
    """Whether any upload that was not disposed of, or a legacy agreement, has these bytes."""
    kinds = (WordUploadRow, PartnerCheckRow, PiaImportRow, LegacyImportRow)
    queries = [
        select(kind.id).where(kind.sha256 == digest, kind.disposed_at.is_(None)) for kind in kinds
    ]
    queries.append(
        select(LegacyImportRow.id).where(
            LegacyImportRow.zip_sha256 == digest, LegacyImportRow.disposed_at.is_(None)
        )
    )
    queries.append(select(LegacyAgreementRow.id).where(LegacyAgreementRow.sha256 == digest))
    return any(session.scalar(each.limit(1)) is not None for each in queries)


def disposed_since(session: Session, since: datetime) -> set[str]:
    """The digests of what was disposed of since then."""
    found: set[str] = set()
    for kind in (WordUploadRow, PartnerCheckRow, PiaImportRow, LegacyImportRow):
        found |= set(session.scalars(select(kind.sha256).where(kind.disposed_at >= text(since))))
    packed = select(LegacyImportRow.zip_sha256).where(
        LegacyImportRow.disposed_at >= text(since), LegacyImportRow.zip_sha256.is_not(None)
    )
    return found | {each for each in session.scalars(packed) if each}
