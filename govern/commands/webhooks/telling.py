"""Telling every subscription of each publication: jobs of the outbox, each attempt written down."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from govern.clock import text
from govern.commands.register.export_keys import webhook_keys
from govern.commands.register.publish import Published
from govern.commands.webhooks.pausing import pause_if_failing
from govern.errors import NotFound
from govern.exchange.webhooks.address import RefusedAddress, place
from govern.exchange.webhooks.event import News, body, headers
from govern.exchange.webhooks.sending import NotDelivered, send
from govern.installation import Installation
from govern.register.repository.kill import TARGET
from govern.store import webhooks
from govern.store.rows.webhooks import WebhookRow

_LOG = logging.getLogger("govern.webhooks")
KIND = "webhook"


def tell(installation: Installation, made: Iterable[Published]) -> int:
    """Queue a hint of each publication for each subscription that it concerns; returns how many.
    Whatever goes wrong is logged and no more: gates look for themselves.
    """
    news = [_news(each) for each in made if each.changed]
    if not news:
        return 0
    try:
        with installation.reading() as session:
            going = webhooks.in_force(session)
        return _queued(installation, news, going) if going else 0
    except Exception:  # noqa: BLE001  a hint that cannot be queued must not stop the register
        _LOG.exception("hints could not be queued")
        return 0


def deliver(installation: Installation, payload: Mapping[str, Any]) -> str:
    """Send one hint and write down what came of it. RefusedAddress or NotDelivered when it was not
    taken; one for a subscription that was ended or paused meanwhile is dropped.
    """
    settings = installation.settings
    with installation.reading() as session:
        row = _wanted(session, payload["webhook_id"])
    if row is None:
        return "no longer wanted"
    news = News(**{name: payload[name] for name in _FIELDS})
    content = body(news, settings.url)
    signed = headers(news.id, content, webhook_keys(settings, row.id), installation.clock.now())
    try:
        send(place(row.url, settings.webhook_networks), content, signed)
    except (RefusedAddress, NotDelivered) as fault:
        _written_down(installation, row.id, news.id, str(fault))
        raise
    _written_down(installation, row.id, news.id, None)
    return "told"


_FIELDS = ("epoch", "version", "forces", "stops", "published_at")


def _queued(installation: Installation, news: list[News], going: list[WebhookRow]) -> int:
    with installation.writing(None) as w:
        return sum(
            w.enqueue(KIND, f"{KIND}:{one.id}:{row.id}", _payload(one, row))
            for one in news
            for row in going
            if one.stops or webhooks.told_of(row, one.forces)
        )


def _wanted(session: Any, webhook_id: str) -> WebhookRow | None:
    try:
        row = webhooks.one(session, webhook_id)
    except NotFound:
        return None
    return None if row.ended_at or row.paused_at else row


def _written_down(
    installation: Installation, webhook_id: str, news: str, fault: str | None
) -> None:
    with installation.writing(None) as w:
        webhooks.keep_attempt(w.session, webhook_id, news, text(w.at), fault)
        if fault is not None and pause_if_failing(w, webhooks.one(w.session, webhook_id)):
            _LOG.warning("webhook %s is paused: %s", webhook_id, fault)


def _news(made: Published) -> News:
    shards = (name.removeprefix("force-").split(".")[0] for name in made.changed if name != TARGET)
    stops = TARGET in made.changed
    return News(made.epoch, made.number, tuple(sorted(set(shards))), stops, text(made.at))


def _payload(news: News, row: WebhookRow) -> dict[str, Any]:
    found = {name: getattr(news, name) for name in _FIELDS}
    return {"webhook_id": row.id, **found, "forces": webhooks.told_of(row, news.forces)}
