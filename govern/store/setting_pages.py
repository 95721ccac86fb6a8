"""Settings with who changed them when: those that change an answer, and an organisation's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from govern.clock import text
from govern.ledger.leaf import Event
from govern.store import events, organisations
from govern.store.authors import Doer, doers


@dataclass(frozen=True)
class Changed:
    """What was set, at which instant, by which event of the ledger and by whom; None for what the
    installation itself recorded.
    """

    value: Any
    at: str
    seq: int
    by: Doer | None


def history(session: Session, name: str) -> list[Changed]:
    """Every value that a setting which changes an answer was given, the latest first."""
    found = [each for each in events.about(session, [name]) if each.subject_kind == "setting"]
    return _changed(session, found, "value")


def own_history(session: Session, organisation_id: str) -> list[Changed]:
    """Every set of values that an organisation gave its own settings, the latest first."""
    found = events.about(session, [organisation_id])
    kept = [each for each in found if each.type == "organisation_setting_changed"]
    return _changed(session, kept, "settings")


def own(session: Session, organisation_id: str) -> dict[str, Any]:
    """An organisation's settings as they stand."""
    return dict(organisations.by_id(session, organisation_id).settings or {})


def _changed(session: Session, found: Iterable[Event], key: str) -> list[Changed]:
    made = list(found)
    by = doers(session, made)
    return [
        Changed(each.data.get(key), text(each.at), each.seq, by.get(each.seq))
        for each in reversed(made)
    ]
