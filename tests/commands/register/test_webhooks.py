"""Hints of a publication: queued once for each address, tried again, and left for a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from govern.commands.jobs.lease import MOST_ATTEMPTS, counts
from govern.commands.jobs.run import run_due
from govern.commands.register import webhooks
from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.publish import Published, Publisher
from govern.errors import Invalid
from govern.exchange.webhooks.address import Place
from govern.settings import settings
from govern.store.rows.working import JobRow
from tests.sharing import Sharing

URLS = ("https://one.example/in", "https://two.example/in")


@pytest.fixture
def told(sharing: Sharing, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Place, bytes]]:
    """What is sent, with public addresses behind every name."""
    sent: list[tuple[Place, bytes]] = []
    sharing.installation.settings = replace(sharing.installation.settings, webhooks=URLS)

    def found(url: str, allowed: Any) -> Place:
        return Place(url.split("/")[2], 443, "/in", "93.184.215.14")

    def send(place: Place, content: bytes, headers: Any) -> None:
        sent.append((place, content))

    monkeypatch.setattr(webhooks, "place", found)
    monkeypatch.setattr(webhooks, "send", send)
    return sent


def published(sharing: Sharing) -> list[Published]:
    hold_ceremony(sharing.installation)
    return Publisher(sharing.installation).turn()


def test_each_address_is_told_once_of_each_publication(
    sharing: Sharing, told: list[tuple[Place, bytes]]
) -> None:
    made = published(sharing)

    assert webhooks.tell(sharing.installation, made) == 2
    assert webhooks.tell(sharing.installation, made) == 0
    run_due(sharing.installation)

    assert sorted(place.host for place, _ in told) == ["one.example", "two.example"]
    assert b'"forces":["essex","kent"' in told[0][1]


def test_a_renewed_lease_is_no_news(sharing: Sharing, told: list[tuple[Place, bytes]]) -> None:
    now = sharing.installation.clock.now()

    assert webhooks.tell(sharing.installation, [Published(1, 4, (), now)]) == 0


def test_an_address_that_is_no_longer_named_is_told_nothing_more(
    sharing: Sharing, told: list[tuple[Place, bytes]]
) -> None:
    webhooks.tell(sharing.installation, published(sharing))
    sharing.installation.settings = replace(sharing.installation.settings, webhooks=URLS[:1])
    run_due(sharing.installation)

    assert [place.host for place, _ in told] == ["one.example"]


def test_one_that_does_not_answer_is_tried_again_ever_later_and_then_left_for_a_person(
    sharing: Sharing, told: list[tuple[Place, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise webhooks.NotDelivered("it answered 503")

    monkeypatch.setattr(webhooks, "send", refuses)
    webhooks.tell(sharing.installation, published(sharing))
    for _ in range(MOST_ATTEMPTS):
        run_due(sharing.installation)
        sharing.people.later(seconds=int(timedelta(hours=1).total_seconds()) + 1)

    assert counts(sharing.installation)["failed"] == 2
    with sharing.installation.reading() as session:
        faults = session.scalars(select(JobRow.fault).where(JobRow.kind == webhooks.KIND)).all()
    assert all("503" in str(fault) for fault in faults)


def test_an_address_without_encryption_is_no_setting() -> None:
    with pytest.raises(Invalid, match="https"):
        settings({"GOVERN_WEBHOOKS": "http://one.example/in"})
