"""The page in docs/ is printed from the tables and says when it is out of date."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows import guards, printing
from workflows.catalogue import TABLES


def test_the_printed_page_is_current() -> None:
    assert printing.main(["--check"]) == 0


def test_every_table_has_its_section_and_diagram() -> None:
    text = printing.page()

    assert all(f"## {table.name}, version {table.version}\n" in text for table in TABLES)
    assert f"### {printing.EXAMPLE}, version 1\n" in text
    assert text.count("stateDiagram-v2") == len(TABLES) + 1


def test_a_stale_page_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(printing, "PAGE", tmp_path / "workflows.md")

    before = printing.main(["--check"])
    printing.main([])
    after = printing.main(["--check"])

    assert (before, after) == (1, 0)
    assert "run python -m workflows.printing" in capsys.readouterr().out


def test_an_unknown_argument_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert printing.main(["--help-me"]) == 2
    assert "usage" in capsys.readouterr().out


def test_a_guard_tells_which_facts_it_looks_at() -> None:
    assert printing.looks_at(guards.advice_is_overdue) == (
        "at",
        "advice_sought_at",
        "escalated_at",
    )
    assert printing.looks_at(guards.departure_is_reasoned) == ("acts", "form")
