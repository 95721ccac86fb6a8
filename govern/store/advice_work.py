"""What a DPO advised to stop, as work of those who can stop it: to stop it, or to let it go on."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from govern.clock import text
from govern.store import stops
from govern.store.my_work import Item
from workflows.engine import Actor
from workflows.stops import STOPPERS

LATELY = timedelta(days=30)
"""As long as advice stands on the page of the stops."""


def items(session: Session, actor: Actor, now: datetime) -> list[Item]:
    """Advice that nobody followed or dismissed, for whoever can stop what the force controls."""
    if actor.role not in STOPPERS:
        return []
    return [
        Item(
            "advice",
            each.id,
            document_id="",
            document_kind="stop",
            reference=each.what,
            title=f"Advised by {each.person}, DPO",
            number=0,
            since=each.at,
        )
        for each in stops.pending(session, actor, text(now - LATELY))
    ]
