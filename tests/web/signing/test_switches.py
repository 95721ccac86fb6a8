"""What a signature switches: flows closed for one reason stand together, safety-critical first."""

from __future__ import annotations

from typing import Any

import pytest

from govern.commands.signing.dry_run import Switch
from govern.store import document_pages
from govern.web.pieces import Cell, Tag
from govern.web.signing import switches
from govern.web.signing.switches import MOST_NAMED, switch_block


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_pages, "names", lambda _: {})
    monkeypatch.setattr(switches, "named", lambda words: words)


def closed(category: str, *reasons: str, critical: bool = False) -> Switch:
    fallback = "the duty telephone" if critical else None
    return Switch(
        "essex", "council", category, "care", "send", "stays_closed", critical, fallback, reasons
    )


def unchanged(*found: Switch) -> list[Any]:
    session: Any = None
    block = switch_block(session, found, title="What switches", none="")
    assert block.unchanged is not None
    return list(block.unchanged.rows)


def test_flows_with_one_reason_are_one_row_with_their_number() -> None:
    rows = unchanged(
        closed("one", "not_yet_valid"), closed("two", "not_yet_valid"), closed("three", "expired")
    )

    assert [row[1].value for row in rows] == ["2 flows", "1 flow"]


def test_the_reason_with_a_safety_critical_flow_comes_first_and_names_its_fallback() -> None:
    rows = unchanged(
        closed("one", "expired"),
        closed("two", "expired"),
        closed("three", "not_yet_valid", critical=True),
    )

    first: Cell = rows[0][1]
    assert list(first.notes) == [Tag("1 safety-critical", "purple")]
    assert rows[0][2].value.endswith("Safety-critical; use the duty telephone")


def test_of_many_flows_some_are_named_and_the_rest_counted() -> None:
    rows = unchanged(*(closed(f"kind-{n}", "expired") for n in range(MOST_NAMED + 3)))

    assert rows[0][1].value == f"{MOST_NAMED + 3} flows"
    assert rows[0][2].notes[-1] == "and 3 further flows"
