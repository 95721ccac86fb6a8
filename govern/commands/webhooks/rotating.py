"""Changing the key of one webhook: a next key, hints under both meanwhile, then the next alone.

A receiver needs no moment at which both sides change: it takes the next key into its trust while
either signature suffices, and says when it has.
"""

from __future__ import annotations

from govern.commands.register.export_keys import next_webhook_key, promote_webhook_key, webhook_keys
from govern.errors import Conflict
from govern.exchange.webhooks.event import public_key
from govern.installation import Installation
from govern.store import webhooks
from govern.store.rows.webhooks import WebhookRow
from govern.store.writing import Writing


def begin_key_change(installation: Installation, *, webhook_id: str) -> str:
    """Make the next key and sign by both from now on; returns its public half. Conflict for a
    webhook that was ended, or has a next key already.
    """
    settings = installation.settings
    with installation.writing(None) as w:
        row = _going(w, webhook_id)
        if len(webhook_keys(settings, row.id)) > 1:
            raise Conflict(f"{row.name} has a next key already: finish that change first.")
        made = public_key(next_webhook_key(settings, row.id).public_key())
        w.record("webhook_key_offered", ("webhook", row.id), {"public_key": made})
    return made


def finish_key_change(installation: Installation, *, webhook_id: str) -> str:
    """Sign by the next key alone; returns its public half. Conflict when there is none."""
    settings = installation.settings
    with installation.writing(None) as w:
        row = _going(w, webhook_id)
        keys = webhook_keys(settings, row.id)
        if len(keys) < 2:
            raise Conflict(f"{row.name} has no next key: begin a change first.")
        left = public_key(keys[-1].public_key())
        w.record("webhook_key_changed", ("webhook", row.id), {"public_key": left})
    promote_webhook_key(settings, webhook_id)
    return left


def _going(w: Writing, webhook_id: str) -> WebhookRow:
    row = webhooks.one(w.session, webhook_id)
    if row.ended_at is not None:
        raise Conflict(f"{row.name} was ended.")
    return row
