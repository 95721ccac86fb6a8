"""What tests of the command line may ask for: a home of their own, and an installation in it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govern.cli import main

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home that the environment names, and nothing else of ours in the environment."""
    for name in [name for name in os.environ if name.startswith("GOVERN_")]:
        monkeypatch.delenv(name)
    chosen = tmp_path / "home"
    monkeypatch.setenv("GOVERN_HOME", str(chosen))
    return chosen


@pytest.fixture
def govern(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one line with --json: (exit code, what it answered)."""

    def run(*words: str) -> tuple[int, Any]:
        capsys.readouterr()
        code = main([*words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def begun(govern: Run) -> Run:
    """The same in an installation that has begun and has its first administrator."""
    assert govern("begin", "--name", "Test consortium")[0] == 0
    line = ("people", "add-administrator", "--name", "Ada Quill", "--email", "ada@quill.example")
    assert govern(*line)[0] == 0
    return govern
