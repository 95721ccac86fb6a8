"""Dispose of uploaded files that were done with long ago: their bytes and the words read from
them go, that they were there stays.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from govern.clock import text
from govern.installation import Installation
from govern.store import uploaded
from govern.store.rows.imports import LegacyImportRow, PartnerCheckRow, PiaImportRow
from govern.store.rows.word import NOTHING, WordUploadRow
from govern.store.uploaded import Uploaded
from govern.store.writing import Writing

GONE = "disposed of"
LOOK_BACK = timedelta(days=7)
"""How long a worker that died between note and bytes has to come back."""


def dispose_due(installation: Installation) -> int:
    """Dispose of what is due; how many files were. Safe to repeat and to interrupt.

    What was confirmed of a partner's agreement, and legacy agreements with their PDFs, are results
    and stay with their document.
    """
    kept = timedelta(days=installation.settings.upload_days)
    with installation.reading() as session:
        if not uploaded.due(session, installation.clock.now(), kept):
            _take_away(installation)
            return 0
    with installation.writing(None) as w:
        rows = uploaded.due(w.session, w.at, kept)
        for row in rows:
            dispose(w, row)
    _take_away(installation)
    return len(rows)


def dispose(w: Writing, row: Uploaded) -> None:
    """Mark one upload as gone, without the words that were read from it; its bytes follow."""
    row.disposed_at = text(w.at)
    row.name = GONE
    if isinstance(row, WordUploadRow):
        row.found = NOTHING
        row.state = "closed"
        row.settled_at = row.settled_at or text(w.at)
    elif isinstance(row, PartnerCheckRow):
        row.found = {item: _told(each) for item, each in row.found.items()}
    elif isinstance(row, PiaImportRow | LegacyImportRow):
        row.report = {}
    kind = str(row.__tablename__)
    w.record("uploaded_file_disposed", (kind, row.id), {"digest": row.sha256})


def _told(found: Any) -> dict[str, Any]:
    """What was found without the passages quoted from the file."""
    return {**found, "passages": []}


def _take_away(installation: Installation) -> None:
    """Remove the bytes that nothing needs any more."""
    with installation.reading() as session:
        since = installation.clock.now() - LOOK_BACK
        digests = [
            each
            for each in uploaded.disposed_since(session, since)
            if installation.uploads.has(each) and not uploaded.needed(session, each)
        ]
    for each in digests:
        installation.uploads.remove(each)
