"""All in one call: a gate fetches nothing else, and believes no more of it than of any file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from typing import Any

import orjson
import pytest
from tuf.api.exceptions import DownloadHTTPError

from govern.gate import line as line_module
from govern.gate.brought import Brought
from tests.gate.publishing import ROUTINE, Beside, Wire, usual

How = Callable[[Any], Any]
Bend = Callable[[How], None]


@pytest.fixture
def answers(beside: Beside, monkeypatch: pytest.MonkeyPatch) -> Bend:
    """Has what the service says in one call bent on the way."""

    def bend(how: Callable[[Any], Any]) -> None:
        real = beside.wire._since

        def bent(number: int, root: int, forces: Sequence[str]) -> bytes:
            made = how(orjson.loads(real(number, root, forces)))
            return made if isinstance(made, bytes) else orjson.dumps(made)

        monkeypatch.setattr(beside.wire, "_since", bent)

    return bend


def test_a_change_comes_in_one_call_and_nothing_is_fetched_beside_it(beside: Beside) -> None:
    beside.wire.fetched.clear()
    beside.service.publish(usual()[1:], kills=[{"category": "custody"}])

    taken = beside.gate.step()

    assert (taken, beside.permits(ROUTINE), beside.wire.fetched) == (True, False, [])


def test_a_heartbeat_comes_in_one_call(beside: Beside) -> None:
    beside.wire.fetched.clear()
    before = beside.gate.memory.mark.timestamp
    beside.service.heartbeat()

    beside.gate.step()

    assert beside.gate.memory.mark.timestamp == before + 1
    assert beside.wire.fetched == []


def other_bytes(told: Any) -> Any:
    files = {name: b64encode(b"{}").decode() for name in told["files"]}
    return {**told, "files": files}


def flipped(told: Any) -> Any:
    """Every target has one letter changed; the metadata are as they were signed."""
    bent = {name: "A" + each[1:] for name, each in told["files"].items() if "targets/" in name}
    return {**told, "files": {**told["files"], **bent}}


@pytest.mark.parametrize("lie", [other_bytes, flipped], ids=lambda it: it.__name__)
def test_a_lie_in_it_is_refused_like_a_lie_in_a_file_and_the_old_register_goes_on(
    beside: Beside, answers: Bend, lie: How
) -> None:
    held = beside.gate.memory.mark
    beside.service.publish(usual()[1:])
    answers(lie)

    taken = beside.gate.step()

    assert (taken, beside.gate.memory.mark, beside.permits(ROUTINE)) == (False, held, True)
    assert beside.refusal in {"forged", "tampered", "unreadable"}


@pytest.mark.parametrize(
    "instead",
    [b"", b"[]", b"{}", b'{"files":[],"none":[]}', b'{"files":{"a":"*"},"none":[]}',
     b'{"files":{"a":7},"none":[]}', b'{"files":{},"none":7}'],
)  # fmt: skip
def test_what_is_no_answer_is_left_and_files_are_fetched_one_by_one(
    beside: Beside, answers: Bend, instead: bytes
) -> None:
    beside.service.publish(usual()[1:])
    answers(lambda _: instead)

    taken = beside.gate.step()

    assert (taken, beside.permits(ROUTINE)) == (True, False)
    assert "timestamp.json" in beside.wire.fetched


def test_an_answer_that_leaves_files_out_is_filled_up_from_their_addresses(
    beside: Beside, answers: Bend
) -> None:
    beside.service.publish(usual()[1:])
    answers(lambda told: {"files": {}, "none": []})

    assert beside.gate.step()
    assert not beside.permits(ROUTINE)


@pytest.mark.parametrize(("status", "asked"), [(404, 1), (403, 1), (503, 2), (401, 2)])
def test_a_service_that_has_no_such_call_is_not_asked_again_for_a_while(
    beside: Beside, monkeypatch: pytest.MonkeyPatch, status: int, asked: int
) -> None:
    calls = []

    def refuses(*given: Any) -> bytes:
        calls.append(given)
        raise DownloadHTTPError("no", status)

    monkeypatch.setattr(beside.wire, "_since", refuses)
    beside.service.publish(usual()[1:])

    taken = [beside.gate.step(), beside.gate.step()]

    assert (taken, beside.permits(ROUTINE), len(calls)) == ([True, True], False, asked)


def test_an_answer_without_end_is_cut_off(beside: Beside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "MOST_AT_ONCE", 1000)
    wire: Wire = beside.wire
    wire.since = None
    monkeypatch.setattr(wire, "_fetch", _endless(wire._fetch))
    beside.service.publish(usual()[1:])

    assert beside.gate.step()
    assert not beside.permits(ROUTINE)


def _endless(real: Callable[[str], Any]) -> Callable[[str], Any]:
    def fetch(url: str) -> Any:
        return iter(lambda: b"x" * 100, b"") if "/since?" in url else real(url)

    return fetch


def test_each_file_is_handed_out_once() -> None:
    brought = Brought.read(b'{"files":{"a":"YQ=="},"none":["b"]}')

    assert [brought.take("a"), brought.take("a")] == [b"a", None]
    assert (brought.lacks("b"), brought.lacks("a")) == (True, False)
