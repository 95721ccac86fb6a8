"""What a decision on a consultation would switch, before the SIRO takes it."""

from __future__ import annotations

from typing import Any

from govern.clock import text
from govern.commands.consultations.record_progress import open_consultation
from govern.commands.signing.dry_run import Switch, tried
from govern.installation import Installation
from govern.ledger.projection import Change
from workflows.engine import Actor


def foresee_decision(
    installation: Installation, *, by: Actor, consultation_id: str, decision: str
) -> list[Switch]:
    """What `continue` or `stop` would switch now; NotFound for another organisation's."""
    return _tried(installation, by, consultation_id, {"continue_decision": decision})


def foresee_closing(installation: Installation, *, by: Actor, consultation_id: str) -> list[Switch]:
    """What closing the consultation would switch now; NotFound for another organisation's."""
    closed = {"state": "closed", "closed_at": text(installation.clock.now())}
    return _tried(installation, by, consultation_id, closed)


def _tried(
    installation: Installation, by: Actor, consultation_id: str, values: dict[str, Any]
) -> list[Switch]:
    at = installation.clock.now()
    with installation.reading() as session:
        row = open_consultation(session, by, consultation_id)
    return tried(installation, [Change("consultation", row.id, values, new=False)], at)
