"""Reading JSON strictly: the fast way and the careful one agree; neither takes a name twice."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govern.api.strict_json import _carefully, read_json

NAMES = st.sampled_from(["a", "b", "a:b", "", "é", ":", '"', "\\", "x\ny"])
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
LEAVES = st.none() | st.booleans() | NUMBERS | NAMES


class Repeating(dict[str, Any]):
    """An object that is written with whatever names it is given, also one of them twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs or {})
        self._pairs = pairs

    def items(self) -> Any:
        return self._pairs


VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.lists(st.tuples(NAMES, inner), max_size=4).map(Repeating)
    ),
    max_leaves=12,
)


def outcome(read: Any, written: Any) -> Any:
    try:
        return json.dumps(read(written))
    except ValueError:
        return "refused"


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_both_ways_of_reading_agree(value: Any, ascii: bool, indent: int | None) -> None:
    written = json.dumps(value, ensure_ascii=ascii, indent=indent)

    assert outcome(read_json, written.encode()) == outcome(_carefully, written)


@pytest.mark.parametrize(
    "written",
    [
        b'{"a":1,"a":1}', b'{"a" : 1, "a":2}', b'[{"b":{"a":":","a":":"}}]', b'{"a":1,"\\u0061":2}',
        b'{"a":"\\u003a\\u003a","a":1}', b'{"a:":1,"a:":2}', b'{"":{}, "":{}}',
    ],
)  # fmt: skip
def test_a_repeated_name_is_refused_wherever_it_hides(written: bytes) -> None:
    with pytest.raises(ValueError, match="repeated"):
        read_json(written)


def test_what_is_nested_too_deeply_for_the_fast_way_is_still_read() -> None:
    read = read_json(b'{"a":' * 400 + b"1" + b"}" * 400)

    assert read["a"]["a"]


def test_a_number_that_is_too_long_is_no_whole_number_to_either() -> None:
    assert type(read_json(b"[100000000000000000000]")[0]) is float
    assert type(read_json(b'[100000000000000000000, "\\n"]')[0]) is float
    assert read_json(b"[18446744073709551615, -9223372036854775808]") == [2**64 - 1, -(2**63)]
