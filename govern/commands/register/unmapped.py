"""The list of codes that were asked for, or that run somewhere, and that no table holds."""

from __future__ import annotations

import logging
from threading import Lock

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.installation import Installation
from govern.store.rows.reconciling import UnmappedCodeRow

_LOG = logging.getLogger("govern.register")
MOST_LISTED = 1000
"""Of one force: whoever asks for made-up codes fills no database."""
LONGEST = 200
"""Signs of a code."""


class UnmappedCodes:
    """Notes each code once; a process that has noted one writes nothing about it again."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._noted: set[tuple[str, str]] = set()
        self._lock = Lock()

    def note(self, force: str, code: str) -> None:
        """Keep that the force's records system has such a code. It never fails: the answer is no
        already, and the list is a help.
        """
        if len(code) > LONGEST or not code.isprintable():
            return
        with self._lock:
            if (force, code) in self._noted or len(self._noted) >= 10 * MOST_LISTED:
                return
            self._noted.add((force, code))
        try:
            with self._installation.database.writing() as session:
                keep(session, force, code, text(self._installation.clock.now()))
        except Exception:  # noqa: BLE001 - a question is answered whatever becomes of the list
            _LOG.exception("a code that is not mapped could not be listed")


def keep(session: Session, force: str, code: str, at: str) -> None:
    """List one code of a force (slug), once and while there is room."""
    listed = select(func.count()).where(UnmappedCodeRow.force == force)
    new = session.get(UnmappedCodeRow, (force, code)) is None
    if new and (session.scalar(listed) or 0) < MOST_LISTED:
        session.add(UnmappedCodeRow(force=force, code=code, first_at=at))
