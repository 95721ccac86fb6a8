"""One command's transaction: its instant, its events, its jobs; all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.ledger.leaf import Author, Event
from govern.store.append import append, head
from govern.store.identifiers import new_id
from govern.store.rows.working import JobRow
from govern.store.search import index
from govern.store.search.index import Touched


class Writing:
    """What a command writes through. `at` is the instant of every event in it: never before the
    previous event's.
    """

    def __init__(
        self, session: Session, *, installation: str, now: datetime, by: Author | None
    ) -> None:
        self.session = session
        self.by = by
        self._installation = installation
        self._touched: list[Touched] = []
        self._end = head(session)
        self.at = max(now, self._end.at) if self._end.at else now

    def record(
        self,
        type: str,
        subject: tuple[str, str],
        data: Mapping[str, Any] | None = None,
        private: Mapping[str, Any] | None = None,
    ) -> Event:
        """Append one event and write what it changes. ValueError when the data do not fit its
        type.
        """
        event = append(
            self.session,
            installation=self._installation,
            end=self._end,
            at=self.at,
            type=type,
            author=self.by,
            subject=subject,
            data=data or {},
            private=private or {},
        )
        self._end = head(self.session)
        self._touched.extend(index.touched(event))
        return event

    def finish(self) -> None:
        """Bring the search up to date with what was written: the last thing before the commit."""
        index.refresh(self.session, self._touched)

    def enqueue(
        self, kind: str, key: str, payload: Mapping[str, Any], due: datetime | None = None
    ) -> bool:
        """Queue a side effect for after the commit; a second job under one key is not made again
        (False).
        """
        if self.session.scalar(select(JobRow.id).where(JobRow.key == key)):
            return False
        values = {
            "id": new_id(),
            "key": key,
            "kind": kind,
            "payload": orjson.loads(orjson.dumps(dict(payload))),
            "state": "waiting",
            "due_at": text(due or self.at),
            "attempts": 0,
        }
        self.session.execute(insert(JobRow).values(**values))
        return True
