"""Comparing the register that follows from the events with the one that follows from the rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from govern.commands.ledger.report import Fault, Part
from govern.ledger.projection import Tables
from govern.register.derive import derive
from govern.register.facts import facts
from govern.store.events import tables_now


def part(session: Session, tables: Tables, at: datetime) -> Part:
    """This part of the report: every flow answered alike from both, at an instant."""
    of = "flows answered alike from events and rows"
    replayed = derive(facts(tables), at).rows
    try:
        stored = derive(facts(tables_now(session)), at).rows
    except Exception as fault:  # noqa: BLE001  edited rows may be of any form; all are faults
        sentence = f"No register can be derived from the rows: {type(fault).__name__}."
        return Part("register", len(replayed), of, (Fault(sentence, "flow"),))
    differing = [
        key for key in replayed.keys() | stored.keys() if replayed.get(key) != stored.get(key)
    ]
    faults = tuple(
        Fault(f"The flow {_words(key)} is answered otherwise from its rows.", "flow", _words(key))
        for key in sorted(differing)
    )
    return Part("register", len(replayed), of, faults)


def _words(key: tuple[str, ...]) -> str:
    return " ".join(key)
