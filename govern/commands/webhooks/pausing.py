"""Pausing a webhook, by a person or after many failures, and letting it go on."""

from __future__ import annotations

from datetime import timedelta

from govern.clock import instant
from govern.commands.authority import OFFICE, require
from govern.commands.mail.tell import tell
from govern.errors import Conflict
from govern.installation import Installation
from govern.store import organisations, webhooks
from govern.store.rows.webhooks import WebhookRow
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

FAILURES, OVER = 10, timedelta(minutes=30)
"""So many failures in a row, the first so long ago: a short break of the line pauses nothing."""
MAY_PAUSE = OFFICE | {roles.OPERATOR}


def pause_webhook(installation: Installation, *, by: Actor | None, webhook_id: str) -> None:
    """Tell it nothing more until somebody resumes it; one person's, at once."""
    with installation.writing(by) as w:
        row = _going(w, by, webhook_id)
        if row.paused_at is not None:
            raise Conflict(f"{row.name} is paused already.")
        w.record("webhook_paused", ("webhook", row.id), {"paused_because": "person"})


def resume_webhook(installation: Installation, *, by: Actor | None, webhook_id: str) -> None:
    """Tell it of the next register again: the same address, which two people agreed on."""
    with installation.writing(by) as w:
        row = _going(w, by, webhook_id)
        if row.paused_at is None:
            raise Conflict(f"{row.name} is not paused.")
        w.record("webhook_resumed", ("webhook", row.id))


def pause_if_failing(w: Writing, row: WebhookRow) -> bool:
    """Pause one that failed too often for too long, and tell those who can mend it."""
    failing = webhooks.failing(w.session, row)
    if failing.since is None or failing.number < FAILURES or row.paused_at is not None:
        return False
    if w.at - instant(failing.since) < OVER:
        return False
    data = {"paused_because": "failures", "failures": failing.number}
    event = w.record("webhook_paused", ("webhook", row.id), data)
    for office in organisations.of_kind(w.session, "office"):
        tell(
            w, office.id, sorted(MAY_PAUSE), "webhook_paused",
            key=f"{row.id}:{event.seq}", about={"title": row.name}, path=f"/webhooks/{row.id}",
        )  # fmt: skip
    return True


def _going(w: Writing, by: Actor | None, webhook_id: str) -> WebhookRow:
    require(w, by, MAY_PAUSE)
    row = webhooks.one(w.session, webhook_id)
    if row.ended_at is not None:
        raise Conflict(f"{row.name} was ended.")
    return row
