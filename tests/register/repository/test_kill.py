"""The kill target: what a stop touches, and what cannot be read stops everything."""

from __future__ import annotations

import pytest

from govern.register.repository.kill import Kills, encode, read_kills
from govern.register.repository.unpacking import UnreadableTarget
from govern.register.row import FlowKey

KEY = FlowKey("essex", "council", "custody", "care", "send")


@pytest.mark.parametrize(
    ("stop", "touched"),
    [
        ({}, True),
        ({"force": "essex"}, True),
        ({"force": "kent"}, False),
        ({"partner": "council"}, True),
        ({"force": "kent", "partner": "council"}, False),
        ({"category": "custody", "since": "2026-11-24T09:00:00.000Z"}, True),
        (KEY._asdict(), True),
        ({**KEY._asdict(), "direction": "receive"}, False),
        ({"force": "essex", "a part of a later version": "x"}, True),
    ],
)
def test_a_stop_touches_the_flows_that_have_all_its_parts(
    stop: dict[str, str], touched: bool
) -> None:
    assert read_kills(encode([stop])).touch(KEY) is touched


def test_without_stops_nothing_is_touched() -> None:
    assert not Kills().touch(KEY)


def test_the_same_stops_make_the_same_bytes_whatever_their_order() -> None:
    stops = [{"force": "kent"}, {"category": "custody"}]

    assert encode(stops) == encode(reversed(stops))


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'{"schema":"kill/2","stops":[]}', b'{"schema":"kill/1"}',
     b'{"schema":"kill/1","stops":[{"force":1}]}', b'{"schema":"kill/1","stops":["*"]}'],
)  # fmt: skip
def test_what_cannot_be_understood_is_said_to_be_so(data: bytes) -> None:
    with pytest.raises(UnreadableTarget):
        read_kills(data)
