"""Telling the addresses that the operator named of each publication: jobs of the outbox.

Subscriptions are settings of the machine, which whoever operates it can alone write.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from typing import Any

from govern.clock import text
from govern.commands.register.export_keys import webhook_key
from govern.commands.register.publish import Published
from govern.exchange.webhooks.address import place
from govern.exchange.webhooks.event import News, body, headers
from govern.exchange.webhooks.sending import NotDelivered as NotDelivered
from govern.exchange.webhooks.sending import send
from govern.installation import Installation
from govern.register.repository.kill import TARGET

_LOG = logging.getLogger("govern.webhooks")
KIND = "webhook"


def tell(installation: Installation, made: Iterable[Published]) -> int:
    """Queue a hint of each publication for each address; returns how many. Whatever goes wrong is
    logged and no more: gates look for themselves.
    """
    urls = installation.settings.webhooks
    news = [_news(each) for each in made if each.changed] if urls else []
    if not news:
        return 0
    try:
        with installation.writing(None) as w:
            queued = [
                w.enqueue(KIND, f"{KIND}:{one.id}:{_short(url)}", _payload(one, url))
                for one in news
                for url in urls
            ]
    except Exception:  # noqa: BLE001  a hint that cannot be queued must not stop the register
        _LOG.exception("hints could not be queued")
        return 0
    return sum(queued)


def deliver(installation: Installation, payload: Mapping[str, Any]) -> str:
    """Send one hint. RefusedAddress or NotDelivered when that cannot be done now; one for an
    address that is no longer named is dropped.
    """
    settings, url = installation.settings, payload["url"]
    if url not in settings.webhooks:
        return "no longer wanted"
    news = News(**{name: payload[name] for name in _FIELDS})
    content = body(news, settings.url)
    signed = headers(news.id, content, webhook_key(settings), installation.clock.now())
    send(place(url, settings.webhook_networks), content, signed)
    return "told"


_FIELDS = ("epoch", "version", "forces", "stops", "published_at")


def _news(made: Published) -> News:
    shards = (name.removeprefix("force-").split(".")[0] for name in made.changed if name != TARGET)
    stops = TARGET in made.changed
    return News(made.epoch, made.number, tuple(sorted(set(shards))), stops, text(made.at))


def _payload(news: News, url: str) -> dict[str, Any]:
    return {"url": url, **{name: getattr(news, name) for name in _FIELDS}}


def _short(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:16]
