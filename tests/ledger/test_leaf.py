"""The leaf: one canonical form, read back exactly, and nothing else is a leaf."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from govern.ledger import leaf
from govern.ledger.leaf import Author, Event

AT = datetime(2027, 3, 31, 23, 0, tzinfo=UTC)
KNOWN = Event(
    installation="0" * 32,
    seq=7,
    at=AT,
    type="organisation_renamed",
    type_version=1,
    author=Author("1" * 32, "2" * 32, "3" * 32),
    subject_kind="organisation",
    subject_id="4" * 32,
    data={"name": "Zoë & Co", "count": 3, "open": True, "none": None},
    commitments={"reasons": "5" * 64},
    previous="6" * 64,
)
WRITTEN = (
    '{"author":{"appointment":"22222222222222222222222222222222","organisation":'
    '"33333333333333333333333333333333","person":"11111111111111111111111111111111"},'
    '"commitments":{"reasons":"' + "5" * 64 + '"},'
    '"data":{"count":3,"name":"Zoë & Co","none":null,"open":true},'
    '"installation":"' + "0" * 32 + '","previous":"' + "6" * 64 + '",'
    '"recorded_at":"2027-03-31T23:00:00.000Z","schema":1,"sequence":7,'
    '"subject":{"id":"' + "4" * 32 + '","kind":"organisation"},'
    '"type":"organisation_renamed","type_version":1}'
).encode()

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
names = st.text(st.characters(codec="ascii"), max_size=8)  # as our field names are
whole = st.integers(-(2**53) + 1, 2**53 - 1)
values = st.recursive(
    st.none() | st.booleans() | whole | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
data = st.dictionaries(names, values, max_size=5)


def event(**more: Any) -> Event:
    return Event(**{**vars(KNOWN), **more})


def test_the_form_of_a_leaf_is_for_ever() -> None:
    assert KNOWN.leaf() == WRITTEN


def test_the_hash_of_a_leaf_is_the_merkle_leaf_hash() -> None:
    assert KNOWN.hash() == hashlib.sha256(b"\x00" + WRITTEN).hexdigest()


@given(data)
def test_a_leaf_is_read_back_as_it_was_written(given_data: dict[str, Any]) -> None:
    raw = event(data=given_data).leaf()

    assert leaf.read(raw).leaf() == raw


@given(values)
def test_the_quick_way_writes_what_the_standard_says(value: Any) -> None:
    composed = orjson.loads(unicodedata.normalize("NFC", orjson.dumps(value).decode()))

    assert leaf.canonical(value) == rfc8785.dumps(composed)


@pytest.mark.parametrize("value", [2**53, -(2**53), {1: "a"}])
def test_what_the_standard_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        leaf.canonical(value)


@given(data)
def test_composed_and_decomposed_text_make_one_leaf(given_data: dict[str, Any]) -> None:
    decomposed = _decomposed(given_data)

    assert event(data=decomposed).leaf() == event(data=given_data).leaf()


@given(data)
def test_the_order_of_keys_makes_no_difference(given_data: dict[str, Any]) -> None:
    turned = dict(reversed(given_data.items()))

    assert event(data=turned).leaf() == event(data=given_data).leaf()


@given(st.integers(0, len(WRITTEN) - 1), st.integers(1, 255))
def test_a_changed_byte_is_another_leaf_or_none(place: int, by: int) -> None:
    changed = bytearray(WRITTEN)
    changed[place] ^= by

    try:
        found = leaf.read(bytes(changed))
    except ValueError:
        return
    assert found != KNOWN


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        WRITTEN + b" ",
        b" " + WRITTEN,
        WRITTEN.replace(b'"sequence":7', b'"sequence":7.0'),
        WRITTEN.replace(b'"schema":1', b'"schema":2'),
        WRITTEN.replace(b'"sequence":7', b'"sequence":7,"spare":1'),
        WRITTEN.replace("ë".encode(), "e\u0308".encode()),
        WRITTEN.replace(b"23:00:00.000Z", b"23:00:00Z"),
        WRITTEN.replace(b'"commitments":{"reasons":"' + b"5" * 64 + b'"}', b'"commitments":5'),
        WRITTEN.replace(b'"recorded_at":"2027-03-31T23:00:00.000Z"', b'"recorded_at":7'),
        orjson.dumps(orjson.loads(WRITTEN), option=orjson.OPT_INDENT_2),
    ],
)
def test_what_is_not_canonical_is_no_leaf(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"not a ledger leaf|not in canonical form"):
        leaf.read(raw)


@given(texts)
def test_a_commitment_depends_on_its_salt(plain: str) -> None:
    first, second = leaf.new_salt(), leaf.new_salt()

    assert leaf.commitment(first, plain) == leaf.commitment(first, plain)
    assert leaf.commitment(first, plain) != leaf.commitment(second, plain)


@given(texts, texts)
def test_a_commitment_is_to_one_text(plain: str, other: str) -> None:
    salt = "00" * 32
    alike = unicodedata.normalize("NFC", plain) == unicodedata.normalize("NFC", other)

    assert (leaf.commitment(salt, plain) == leaf.commitment(salt, other)) is alike


def _decomposed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFD", unicodedata.normalize("NFC", value))
    if isinstance(value, dict):
        return {_decomposed(key): _decomposed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_decomposed(item) for item in value]
    return value
