"""Checking the private texts: each is what its event committed to, or was erased with its salt."""

from __future__ import annotations

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.commands.ledger.report import Fault, Part
from govern.ledger import leaf
from govern.store.rows.ledger import EventRow, PrivateTextRow


def part(session: Session) -> Part:
    """This part of the report."""
    faults = []
    checked = 0
    joined = select(PrivateTextRow, EventRow.leaf).outerjoin(
        EventRow, EventRow.seq == PrivateTextRow.seq
    )
    for row, raw in session.execute(joined.execution_options(yield_per=500)):
        checked += 1
        if sentence := _fault(row, raw):
            faults.append(Fault(sentence, "event_private", row.commitment, event=row.seq))
    return Part("texts", checked, "private texts that events commit to", tuple(faults))


def _fault(row: PrivateTextRow, raw: bytes | None) -> str | None:
    what = f"The private text {row.name} of event {row.seq}"
    try:
        right = leaf.commitment(row.salt, orjson.loads(row.text)) == row.commitment
        named = raw is not None and leaf.read(bytes(raw)).commitments
    except ValueError:
        return f"{what} cannot be read."
    if not right:
        return f"{what} is not what the event committed to."
    if not named or named.get(row.name) != row.commitment:
        return f"{what} is of no such event."
    return None
