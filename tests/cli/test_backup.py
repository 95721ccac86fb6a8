"""`govern backup` and `restore`: proven whole, overwriting nothing, held back until compared."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from govern.cli import main
from tests.cli.conftest import Run


@pytest.fixture
def saved(begun: Run, tmp_path: Path) -> Path:
    """A backup, with its keys."""
    folder = tmp_path / "backup"
    assert begun("backup", str(folder), "--keys")[0] == 0
    return folder


def test_a_backup_is_restored_and_held_back_until_released(
    begun: Run, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = begun("ledger", "verify")[1]["root"]
    monkeypatch.setenv("GOVERN_HOME", str(tmp_path / "new"))

    code, told = begun("restore", str(saved))

    assert (code, told["root"]) == (0, before)
    code, told = begun("serve")
    assert (code, "govern restore --release" in told["error"]) == (1, True)
    assert begun("ledger", "verify")[0] == 0
    assert begun("restore", "--release")[1] == {"released": True}
    assert begun("restore", "--release")[1] == {"released": False}


def test_a_restore_overwrites_nothing(begun: Run, saved: Path) -> None:
    code, told = begun("restore", str(saved))

    assert (code, "overwrites nothing" in told["error"]) == (1, True)


@pytest.mark.parametrize("change", ["alter", "remove", "add"])
def test_a_changed_backup_is_refused(
    begun: Run, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setenv("GOVERN_HOME", str(tmp_path / "new"))
    database = saved / "govern.db"
    if change == "alter":
        database.write_bytes(database.read_bytes() + b"\0")
    elif change == "remove":
        database.unlink()
    else:
        (saved / "keys" / "extra.key").write_text("x")

    code, told = begun("restore", str(saved))

    assert (code, "not whole" in told["error"]) == (1, True)
    assert not (tmp_path / "new").exists()


def test_private_keys_stay_out_unless_asked_for(begun: Run, tmp_path: Path) -> None:
    code, told = begun("backup", str(tmp_path / "plain"))

    assert (code, told["keys"]) == (0, False)
    assert list((tmp_path / "plain").rglob("*.key")) == []


def test_a_backup_of_damaged_rows_does_not_count(
    begun: Run, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect(home / "govern.db") as connection:
        connection.execute("UPDATE organisation SET name = 'Another'")
    connection.close()

    assert main(["backup", str(tmp_path / "bad")]) == 1
    assert "not whole" in capsys.readouterr().err
    assert not (tmp_path / "bad" / "manifest.json").exists()


def test_a_folder_without_a_manifest_is_no_backup(begun: Run, tmp_path: Path) -> None:
    assert begun("restore", str(tmp_path / "nothing"))[0] == 1
    assert begun("restore")[0] == 2
