"""`govern report` on the second store: what waits there, since when, and when it is unreachable."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from govern.records.archive import Archive
from tests.cli.conftest import Run


@pytest.fixture
def second(begun: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A second store that is named and empty."""
    folder = tmp_path / "second"
    folder.mkdir()
    monkeypatch.setenv("GOVERN_SECOND_STORE", str(folder))
    begun("ledger", "checkpoint")
    return folder


def kept(home: Path, *, minutes: int) -> str:
    """A file of the archive that has been there for so many minutes."""
    archive = Archive(home / "archive")
    digest = archive.put(b"a record")
    (place,) = (home / "archive").glob(f"??/??/{digest}")
    at = place.stat().st_mtime - minutes * 60
    os.utime(place, (at, at))
    return digest


def test_without_a_second_store_nothing_is_said_of_it(begun: Run) -> None:
    assert begun("report")[1]["second_store"] is None


def test_what_has_just_come_waits_and_is_no_fault(begun: Run, home: Path, second: Path) -> None:
    kept(home, minutes=0)

    code, told = begun("report")

    assert (code, told["second_store"]["waiting"], told["second_store"]["late"]) == (0, 1, False)


def test_what_waits_long_wants_a_person_until_the_worker_copied_it(
    begun: Run, home: Path, second: Path
) -> None:
    kept(home, minutes=30)

    code, told = begun("report")
    assert code == 1
    assert "1 files wait for the second store since" in told["needs_attention"][0]

    assert begun("worker", "--once")[0] == 0
    assert begun("report")[1]["second_store"]["waiting"] == 0


def test_a_store_that_is_gone_wants_a_person(begun: Run, second: Path) -> None:
    second.rmdir()

    code, told = begun("report")

    assert code == 1
    assert "is not there: make the folder" in told["second_store"]["fault"]
    assert "cannot be used" in told["needs_attention"][0]
