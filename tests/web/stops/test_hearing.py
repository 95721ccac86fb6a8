"""After a stop: who applies it and who has not said so, by name and age, with and without a stream
of news.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import Any

import pytest
from flask import Flask

from govern.clock import text
from govern.commands.clients.add_client import add_client
from govern.commands.clients.authenticate_client import authenticate_client
from govern.commands.register.acknowledge import Acknowledgement, take_acknowledgement
from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.publish import Publisher
from govern.web.stops import hearing
from tests.shared_sites import browse
from tests.sharing import COUNCIL, Sharing


@pytest.fixture
def publisher(sharing: Sharing) -> Publisher:
    hold_ceremony(sharing.installation)
    made = Publisher(sharing.installation)
    made.turn()
    return made


@pytest.fixture
def gate(sharing: Sharing) -> Gate:
    return Gate(sharing)


class Gate:
    """A caller for Essex that acknowledges what it is told to."""

    def __init__(self, sharing: Sharing) -> None:
        self._house = sharing.installation
        token = add_client(self._house, by=None, name="gate", forces=["essex"]).token
        client = authenticate_client(self._house, token)
        assert client is not None
        self._client = client

    def applies(self, number: int, name: str = "rms-1", epoch: int = 1) -> None:
        now = text(self._house.clock.now())
        given = Acknowledgement(name, ["essex"], epoch, number, number, None, [], now, now)
        take_acknowledgement(self._house, client=self._client, given=given)


def killed(sharing: Sharing) -> str:
    return sharing.suspend("partner", sharing.people.organisations[COUNCIL], "essex_duty", "kill")


def shown(shared_site: Flask, sharing: Sharing, stop: str, who: str = "essex_duty") -> str:
    answer = browse(shared_site, sharing, who).get(f"/stops/{stop}/gates")
    assert answer.status_code == 200
    return answer.text


def test_a_gate_that_has_not_acknowledged_is_named_with_its_age(
    shared_site: Flask, sharing: Sharing, publisher: Publisher, gate: Gate
) -> None:
    gate.applies(1, "rms-1")
    stop = killed(sharing)
    number = publisher.turn()[-1].number
    gate.applies(number, "rms-2")
    sharing.people.later(seconds=9)

    page = shown(shared_site, sharing, stop)

    assert "1 gate of 2 has not acknowledged it." in page
    assert "<strong>rms-1</strong> <span>Holds register 1, heard of 9 seconds ago" in page
    assert "<strong>rms-2" not in page


def test_when_every_gate_applies_it_the_page_says_so(
    shared_site: Flask, sharing: Sharing, publisher: Publisher, gate: Gate
) -> None:
    stop = killed(sharing)
    gate.applies(publisher.turn()[-1].number)

    assert "The gate applies it." in shown(shared_site, sharing, stop)


def test_a_register_from_before_the_stop_is_no_acknowledgement(
    shared_site: Flask, sharing: Sharing, publisher: Publisher, gate: Gate
) -> None:
    sharing.people.later(seconds=20)
    (before,) = publisher.turn()
    stop = killed(sharing)
    gate.applies(before.number)

    assert "1 gate of 1 has not acknowledged it." in shown(shared_site, sharing, stop)


@pytest.mark.parametrize(("minutes", "said"), [(0, "within seconds"), (6, "is late"),
                                               (16, "very late")])  # fmt: skip
def test_the_longer_a_gate_is_silent_the_louder_the_page(
    shared_site: Flask, sharing: Sharing, publisher: Publisher, gate: Gate, minutes: int, said: str
) -> None:
    gate.applies(1)
    stop = killed(sharing)
    sharing.people.later(minutes=minutes)

    assert said in shown(shared_site, sharing, stop)


def test_without_gates_or_a_register_nobody_is_lulled(shared_site: Flask, sharing: Sharing) -> None:
    stop = killed(sharing)
    unpublished = shown(shared_site, sharing, stop)
    hold_ceremony(sharing.installation)
    Publisher(sharing.installation).turn()

    assert "no gate can learn of it" in unpublished
    assert "No gate of this force has ever reported" in shown(shared_site, sharing, stop)


def test_another_forces_stop_is_not_there(shared_site: Flask, sharing: Sharing) -> None:
    stop = killed(sharing)
    client = browse(shared_site, sharing, "kent_siro")

    answers = [client.get(f"/stops/{stop}/gates{more}").status_code for more in ("", "/news")]

    assert answers == [404, 404]


def test_the_stream_tells_how_far_it_has_come_and_ends_with_the_last_gate(
    shared_site: Flask, sharing: Sharing, publisher: Publisher, gate: Gate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    gate.applies(1)
    stop = killed(sharing)
    number = publisher.turn()[-1].number
    monkeypatch.setattr(hearing, "sleep", lambda _: gate.applies(number))

    answer = browse(shared_site, sharing, "essex_duty").get(f"/stops/{stop}/gates/news")

    told = list(_events(answer.get_data(as_text=True)))
    assert answer.mimetype == "text/event-stream"
    assert [len(each["waiting"]) for each in told] == [1, 0]


def test_too_many_streams_are_asked_to_come_again(
    shared_site: Flask, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "_STREAMS", BoundedSemaphore(1))
    assert hearing._STREAMS.acquire(blocking=False)
    stop = killed(sharing)

    answer = browse(shared_site, sharing, "essex_duty").get(f"/stops/{stop}/gates/news")

    assert answer.get_data(as_text=True) == "retry: 15000\n\n"


def _events(stream: str) -> Iterator[dict[str, Any]]:
    for line in stream.splitlines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))
