"""Putting projection rows back to what the events say, after somebody changed them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from govern.commands.ledger import rows
from govern.commands.ledger.report import Fault
from govern.commands.ledger.walk import walk
from govern.errors import Conflict
from govern.installation import Installation
from govern.ledger.projection import Tables
from govern.store.tables import projected


def repair(installation: Installation) -> list[Fault]:
    """Write every projection row as replay makes it, and return what was wrong.

    Conflict when the events themselves are not whole: then nothing can be repaired from them, and
    a backup is needed. Flows closed by the damage open again at the next integrity check, which
    records that the rows are whole.
    """
    with installation.writing(None) as writing:
        walked = walk(writing.session, installation.id, lambda *_: None)
        if walked.faults or walked.tables is None:
            raise Conflict("The events themselves are not whole; restore a backup instead.")
        wrong = list(rows.part(writing.session, walked.tables).faults)
        for table, key in dict.fromkeys((fault.table, fault.row) for fault in wrong):
            _put_back(writing.session, walked.tables, table or "", key or "")
    return wrong


def _put_back(session: Session, tables: Tables, table: str, key: str) -> None:
    row: Any = projected()[table]
    said = tables.get(table, {}).get(key)
    if said is None:
        session.execute(delete(row).where(row.id == key))
        return
    values = {column.name: said.get(column.name) for column in row.__table__.columns}
    changed: Any = session.execute(update(row).where(row.id == key).values(**values))
    if changed.rowcount == 0:
        session.execute(insert(row).values(**values))
