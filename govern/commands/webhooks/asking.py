"""Asking for a webhook, or opening one at the machine: after a look at what is behind its name.

The look takes as long as the name service does, and so is outside the turn to write. It spares a
mistake; what keeps hints out of the house is the look before each delivery.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from govern.commands.second_person.ask import do_or_ask
from govern.commands.webhooks.acts import END, OPEN
from govern.errors import Invalid
from govern.exchange.webhooks.address import RefusedAddress, Resolve, place
from govern.installation import Installation
from govern.store import webhooks
from workflows.engine import Actor


def ask_for_webhook(
    installation: Installation,
    *,
    by: Actor,
    name: str,
    url: str,
    forces: Sequence[str],
    resolve: Resolve | None = None,
) -> None:
    """Ask a second person for a subscription of `url` to hints about `forces` (slugs, or
    `["all"]`). Invalid for an address that hints may not go to.
    """
    _look(installation, url, resolve)
    do_or_ask(installation, by=by, act=OPEN.name, given=_given(name, url, forces))


def open_webhook(
    installation: Installation,
    *,
    name: str,
    url: str,
    forces: Sequence[str],
    resolve: Resolve | None = None,
) -> str:
    """Open one as the installation itself (the command line); returns its id."""
    _look(installation, url, resolve)
    with installation.writing(None) as w:
        return OPEN.alone(w, None, _given(name, url, forces)).made


def ask_to_end_webhook(installation: Installation, *, by: Actor, webhook_id: str) -> None:
    """Ask a second person to end a subscription for good."""
    with installation.reading() as session:
        row = webhooks.one(session, webhook_id)
    given = {"webhook_id": row.id, "name": row.name}
    do_or_ask(installation, by=by, act=END.name, given=given)


def end_webhook(installation: Installation, *, webhook_id: str) -> None:
    """End one as the installation itself (the command line)."""
    with installation.writing(None) as w:
        END.alone(w, None, {"webhook_id": webhook_id, "name": ""})


def _given(name: str, url: str, forces: Sequence[str]) -> dict[str, Any]:
    return {"name": name, "url": url, "forces": list(forces)}


def _look(installation: Installation, url: str, resolve: Resolve | None) -> None:
    try:
        place(url.strip(), installation.settings.webhook_networks, resolve)
    except RefusedAddress as fault:
        raise Invalid.field("url", str(fault)) from fault
