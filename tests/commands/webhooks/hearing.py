"""Two subscriptions, and what is sent to them, with public addresses behind every name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.publish import Published, Publisher
from govern.commands.webhooks import telling
from govern.commands.webhooks.asking import open_webhook
from govern.exchange.webhooks.address import Place
from govern.exchange.webhooks.sending import NotDelivered
from govern.store import webhooks
from govern.store.rows.webhooks import WebhookAttemptRow, WebhookRow
from tests.sharing import Sharing

PUBLIC = "93.184.215.14"


def resolves(*_: object) -> list[str]:
    """A name service that knows one public address."""
    return [PUBLIC]


@dataclass
class Hearing:
    """The consortium, its webhooks by name, and what reached them."""

    sharing: Sharing
    ids: dict[str, str] = field(default_factory=dict)
    sent: list[tuple[str, bytes]] = field(default_factory=list)
    signed: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    deaf: set[str] = field(default_factory=set)

    def open(self, name: str, forces: Sequence[str] = ("all",)) -> str:
        """Open one as the installation itself."""
        self.ids[name] = open_webhook(
            self.sharing.installation,
            name=name,
            url=f"https://{name}.example/in",
            forces=forces,
            resolve=resolves,
        )
        return self.ids[name]

    def published(self) -> list[Published]:
        """The first publication."""
        hold_ceremony(self.sharing.installation)
        return Publisher(self.sharing.installation).turn()

    def row(self, name: str) -> WebhookRow:
        """The subscription as it stands."""
        with self.sharing.installation.reading() as session:
            return webhooks.one(session, self.ids[name])

    def attempts(self, name: str) -> list[WebhookAttemptRow]:
        """What came of the attempts to tell it, the newest first."""
        with self.sharing.installation.reading() as session:
            return webhooks.attempts(session, self.ids[name], most=50)


def hear(sharing: Sharing, monkeypatch: pytest.MonkeyPatch) -> Hearing:
    """Nothing leaves this computer: what would be sent is kept."""
    heard = Hearing(sharing)

    def found(url: str, allowed: Any) -> Place:
        return Place(url.split("/")[2], 443, "/in", PUBLIC)

    def send(place: Place, content: bytes, headers: Any) -> None:
        if place.host in heard.deaf:
            raise NotDelivered(f"{place.host} answered 503")
        heard.sent.append((place.host, content))
        heard.signed.append((place.host, headers))

    monkeypatch.setattr(telling, "place", found)
    monkeypatch.setattr(telling, "send", send)
    return heard
