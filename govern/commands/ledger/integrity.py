"""The check that runs with the service: rows, records and chain are as the ledger says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from govern.commands.ledger import records, rows
from govern.commands.ledger.report import Fault
from govern.commands.ledger.walk import Walk
from govern.commands.ledger.walk import rows as event_rows
from govern.installation import Installation
from govern.store.identifiers import new_id
from govern.store.tables import projected

Place = tuple[str, str, str | None]
"""(table, row key, digest of the record or None) of one piece of evidence."""

FAILURES = "evidence_failure"


@dataclass(frozen=True)
class Checked:
    """What one check found: all that is broken now, and what the ledger learnt from it."""

    broken: tuple[Fault, ...]
    failed: tuple[Place, ...]
    restored: tuple[Place, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is broken."""
        return not self.broken


class IntegrityWatch:
    """Checks again and again, replaying only what came since the last time.

    What it finds becomes an event, so that flows standing on it answer closed (decision 14); what
    is whole again becomes another. It compares with its own replay of the leaves, never with
    memory that a page or a gate could have been told.
    """

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._walk = Walk(installation.id)
        self._files = records.Rechecked(installation.archive)

    def check(self) -> Checked:
        """Check rows, records and the chain of new events; record what is newly broken or whole.

        When some event cannot be read nothing is recorded: then nobody can say what is known, and
        every question about the register fails, which denies.
        """
        with self._installation.reading() as session:
            self._catch_up(session)
            broken = tuple(self._broken(session))
        if self._walk.tables is None:
            return Checked(broken, (), ())
        found = {place(fault): fault for fault in broken}
        if found.keys() == self._known().keys():
            return Checked(broken, (), ())
        return self._record(broken, found)

    def _catch_up(self, session: Session) -> None:
        for row in event_rows(session, after=self._walk.size - 1):
            self._walk.take(row)

    def _broken(self, session: Session) -> Iterator[Fault]:
        yield from self._walk.faults
        if self._walk.tables is None:
            return
        for name, row in projected().items():
            yield from rows.differences(session, row.__table__, self._walk.tables.get(name, {}))
        for each, sentence in self._files.missing(self._walk.tables):
            yield each.fault(sentence)

    def _known(self) -> dict[Place, str]:
        """What the ledger says is broken: place -> id of the failure that says so."""
        told = (self._walk.tables or {}).get(FAILURES, {})
        return {
            (row["table_name"], row["row_key"], row.get("record_sha256")): key
            for key, row in told.items()
            if row.get("cleared_at") is None
        }

    def _record(self, broken: tuple[Fault, ...], found: dict[Place, Fault]) -> Checked:
        """Tell the ledger what changed; another process may have told it in the meantime."""
        with self._installation.writing(None) as writing:
            self._catch_up(writing.session)
            known = self._known()
            failed = tuple(each for each in found if each not in known)
            restored = tuple(each for each in known if _is_whole(each, known[each], found))
            for table, key, digest in failed:
                fault = found[table, key, digest].column or "whole"
                data = {"table_name": table, "row_key": key, "fault": fault}
                if digest is not None:
                    data["record_sha256"] = digest
                writing.record("evidence_failed", (FAILURES, new_id()), data)
            for each in restored:
                writing.record("evidence_restored", (FAILURES, known[each]))
        return Checked(broken, failed, restored)


def check_integrity(installation: Installation) -> Checked:
    """One check from the first event on: what the service runs when it starts."""
    return IntegrityWatch(installation).check()


def place(fault: Fault) -> Place:
    """Which piece of evidence a fault is about: one row, whichever columns of it were changed."""
    return (fault.table or "", fault.row or "", fault.record)


def _is_whole(each: Place, failure_id: str, found: dict[Place, Fault]) -> bool:
    """Whether evidence is whole again, and the row that says it was not can be written to."""
    return each not in found and (FAILURES, failure_id, None) not in found
