"""Shards: what a gate reads back answers every question as the register that was published."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govern.clock import instant, text
from govern.register.decide import Held, Question, Standing, decide
from govern.register.derive import derive
from govern.register.facts import facts
from govern.register.repository import held
from govern.register.repository.held import Shard, read_shard
from govern.register.repository.shard import encode, target_name
from govern.register.repository.unpacking import UnreadableTarget
from govern.register.row import FOREVER, FlowKey, Row
from tests.register.changes import FUTURE, Change, apply, busy_world, changes
from tests.register.world import NOW, World

FRESH = Standing(1, 418, text(NOW), FOREVER)


class Loaded(Held):
    """A shard as a source of answers."""

    def __init__(self, shard: Shard, standing: Standing = FRESH) -> None:
        super().__init__({}, standing)
        self._shard = shard

    def lookup(
        self, force: str, partner: str, category: str, purpose: str, direction: str
    ) -> Row | None:
        return self._shard.lookup(partner, category, purpose, direction)


def rows_of(world: World, force: str = "essex") -> dict[FlowKey, Row]:
    found = derive(facts(world.tables), NOW).rows
    return {key: row for key, row in found.items() if key.force == force}


def published(world: World, force: str = "essex") -> bytes:
    return encode(force, rows_of(world, force).values())


def changed(data: bytes, **parts: Any) -> bytes:
    """The shard with other parts, as a faulty publisher might have made it."""
    content = orjson.loads(gzip.decompress(data))
    dims = parts.get("dims")
    if dims:
        parts = {**parts, "dims": {**content["dims"], **dims} if isinstance(dims, dict) else dims}
    return gzip.compress(orjson.dumps({**content, **parts}))


@given(changes(), st.sampled_from((NOW, *map(instant, FUTURE))))
def test_a_shard_answers_as_the_register_it_was_made_of(made: list[Change], at: Any) -> None:
    world = apply(busy_world(), made)
    rows = rows_of(world)
    loaded = Loaded(read_shard(encode("essex", rows.values()), "essex"))

    for key in rows:
        ours = decide(Question(key), Held(rows, FRESH), at)
        theirs = decide(Question(key), loaded, at)

        assert orjson.dumps(ours.context, default=dict) == orjson.dumps(
            theirs.context, default=dict
        )
        assert ours.decision == theirs.decision


def test_the_same_rows_make_the_same_bytes_whatever_their_order() -> None:
    rows = list(rows_of(busy_world()).values())

    assert encode("essex", rows) == encode("essex", reversed(rows))


def test_a_shard_says_nothing_of_when_it_was_made() -> None:
    world = World()
    later = derive(facts(world.tables), NOW + timedelta(hours=3)).rows

    assert encode("essex", rows_of(world).values()) == encode(
        "essex", (row for key, row in later.items() if key.force == "essex")
    )


def test_every_flow_is_listed_once_open_or_closed() -> None:
    world = World()
    world.stop("flow", "flow-essex")
    rows = rows_of(world)

    listed = list(read_shard(encode("essex", rows.values()), "essex").flows())

    assert sorted(listed) == sorted(rows)


def test_a_row_signed_in_advance_opens_by_the_gates_own_clock() -> None:
    (key, row), *_ = rows_of(World()).items()
    start = text(NOW + timedelta(days=1))
    later = row._replace(valid_from=start)
    waiting = row._replace(
        reasons=("not_yet_valid",), valid_from=None, valid_until=None, then=later
    )
    loaded = Loaded(read_shard(encode("essex", [waiting]), "essex"))

    before = decide(Question(key), loaded, instant(start) - timedelta(milliseconds=1))
    after = decide(Question(key), loaded, instant(start))

    assert (before.decision, before.context["reason"]) == (False, "not_yet_valid")
    assert after.decision


def test_a_flow_with_no_row_is_unknown() -> None:
    shard = read_shard(published(World()), "essex")

    assert shard.lookup("nobody", "intelligence", "safeguarding", "send") is None


def test_a_force_without_flows_has_an_empty_shard() -> None:
    shard = read_shard(encode("kent", []), "kent")

    assert (len(shard), list(shard.flows())) == (0, [])


def test_ids_of_another_form_come_back_as_they_were() -> None:
    rows = [
        row._replace(flow=word)
        for row, word in zip((*rows_of(World()).values(),) * 2, ("A" * 32, "a" * 32), strict=False)
    ]

    found = [read_shard(encode("essex", [row]), "essex") for row in rows]

    assert [one.lookup(*row.key[1:]).flow for one, row in zip(found, rows, strict=True)] == [  # type: ignore[union-attr]  # it is there
        row.flow for row in rows
    ]


@pytest.mark.parametrize(
    "parts",
    [
        {"schema": "flow-shard/9"},
        {"force": "kent"},
        {"columns": ["partner"]},
        {"flows": [[0, 0, 0, 0, 1, 2, "flow", None, 9]]},
        {"flows": [[-1, 0, 0, 0, 1, 2, "flow", None, 0]]},
        {"flows": [[0, 0, 0, 0, "1", 2, "flow", None, 0]]},
        {"flows": [[0, 0, 0, 0, 1, 2]]},
        {"off": {"partner/category": {"flow": "f", "reasons": ["expired"]}}},
        {"off": {"a/b/c/send": {"flow": "f"}}},
        {"observe_until": "tomorrow"},
        {"dims": {}},
        {"dims": "terms"},
        {"dims": {"evidence": [[0, 1, "x"]]}},
        {"dims": {"terms": [[0, 0, 5, []]]}},
        {"dims": {"terms": [[0, 0, None, [9]]]}},
    ],
    ids=str,
)
def test_a_shard_understood_only_in_part_is_refused(parts: dict[str, Any]) -> None:
    data = changed(published(World()), **parts)

    with pytest.raises(UnreadableTarget):
        read_shard(data, "essex")


@pytest.mark.parametrize(
    "data", [b"", b"{}", gzip.compress(b"[]", mtime=0), gzip.compress(b"{}", mtime=0)[:-3]]
)
def test_what_is_no_shard_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableTarget):
        read_shard(data, "essex")


def test_the_name_of_a_target_is_its_forces() -> None:
    assert target_name("essex") == "force-essex.json.gz"


@pytest.mark.parametrize("short", [0, held.SHORT])
def test_every_flow_is_found_whether_words_stand_in_a_table_or_in_a_list(
    monkeypatch: pytest.MonkeyPatch, short: int
) -> None:
    monkeypatch.setattr(held, "SHORT", short)
    rows = rows_of(World())
    shard = read_shard(published(World()), "essex")

    found = [shard.lookup(*key[1:]) for key in rows]

    assert [row.flow for row in found if row is not None] == [row.flow for row in rows.values()]
    assert shard.lookup("nobody", *next(iter(rows))[2:]) is None
