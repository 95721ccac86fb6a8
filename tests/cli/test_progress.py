"""A long check says on a terminal how far it is, and to nobody else; a line leaves nothing open."""

from __future__ import annotations

import gc
import io
import sys
import warnings
from pathlib import Path

import pytest

from govern.cli import main, progress
from govern.cli.progress import Line
from tests.cli.conftest import Run
from tests.postgres import Server


class Terminal(io.StringIO):
    """Standard error that somebody looks at."""

    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in place of what the test itself is captured by."""
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(progress, "BETWEEN", 0.0)
    return shown


def test_a_terminal_sees_events_and_nothing_stays_there(
    begun: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = watched(monkeypatch)

    assert main(["ledger", "verify"]) == 0

    assert "\rEvents: 1 of " in terminal.getvalue()
    assert terminal.getvalue().rpartition("\r")[2] == ""


def test_a_program_hears_nothing(begun: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = watched(monkeypatch)

    assert main(["ledger", "verify", "--json"]) == 0

    assert terminal.getvalue() == ""


def test_a_pipe_hears_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    line = Line()

    line("Records", 1, 2)
    line.end()

    assert shown.getvalue() == ""


def test_it_speaks_no_more_than_five_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    line = Line()

    for number in range(1000):
        line("Records", number, 1000)

    assert shown.getvalue().count("Records") == 1


@pytest.mark.postgres
def test_a_line_leaves_no_connection_open(
    home: Path, postgres_server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    name = postgres_server.create()
    monkeypatch.setenv("GOVERN_DATABASE_URL", postgres_server.url(name))
    (tmp_path / "letter.pdf").write_text("no record")

    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        assert main(["begin", "--name", "Test consortium"]) == 0
        assert main(["records", "verify", str(tmp_path / "letter.pdf")]) == 1
        gc.collect()

    with postgres_server.connect() as connection:
        connection.execute(f'DROP DATABASE "{name}"'.encode())
