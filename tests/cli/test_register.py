"""`govern register ceremony, publish, rotate, renew, recover`, and what a backup holds of it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def published(begun: Run) -> Run:
    """An installation whose register is published."""
    assert begun("register", "ceremony")[0] == 0
    return begun


def test_a_ceremony_makes_the_keys_and_publishes(begun: Run, home: Path) -> None:
    code, told = begun("register", "ceremony")

    assert code == 0
    assert (told["version"], told["epoch"], len(told["keys"])) == (1, 1, 7)
    assert Path(told["root"]) == home / "register" / "metadata" / "1.root.json"
    assert "kill.json" in told["published"][0]["changed"]
    assert begun("register", "ceremony")[0] == 1


def test_without_a_ceremony_nothing_is_published(begun: Run) -> None:
    code, told = begun("register", "publish")

    assert (code, "govern register ceremony" in told["error"]) == (1, True)


def test_publishing_says_the_number_and_the_end_of_the_lease(published: Run) -> None:
    code, told = published("register", "publish")

    assert (code, told["epoch"], told["published"]) == (0, 1, [])
    assert told["lease_until"] > "2026"
    assert published("register", "publish", "--anew")[1]["version"] > told["version"]


def test_keys_are_changed_and_the_epoch_raised_by_command(published: Run) -> None:
    rotated = published("register", "rotate", "timestamp")
    renewed = published("register", "renew")
    recovered = published("register", "recover")

    assert [code for code, _ in (rotated, renewed, recovered)] == [0, 0, 0]
    assert [told["version"] for _, told in (rotated, renewed, recovered)] == [2, 3, 4]
    assert [told["epoch"] for _, told in (rotated, renewed, recovered)] == [1, 1, 2]


def test_a_role_nobody_knows_is_misuse(published: Run) -> None:
    assert published("register", "rotate", "mirror")[0] == 2


@pytest.mark.parametrize("keys", [False, True])
def test_a_backup_holds_what_gates_trust_and_no_key_of_root(
    published: Run, tmp_path: Path, keys: bool
) -> None:
    folder = tmp_path / "backup"
    published("backup", str(folder), *(["--keys"] if keys else []))

    kept = {path.name for path in (folder / "register" / "metadata").iterdir()}
    private = {path.name for path in folder.glob("register-keys/*")}

    assert {"1.root.json", "timestamp.json", "1.targets.json", "1.kill.json"} < kept
    assert private == (
        {f"{role}.key" for role in ("targets", "snapshot", "timestamp", "kill")} if keys else set()
    )


def test_what_was_restored_publishes_only_when_it_was_released(
    published: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published("backup", str(tmp_path / "backup"), "--keys")
    monkeypatch.setenv("GOVERN_HOME", str(tmp_path / "new"))
    published("restore", str(tmp_path / "backup"))

    held = published("register", "publish", "--anew")
    published("restore", "--release")
    released = published("register", "publish", "--anew")

    assert (held[0], "restored from a backup" in held[1]["error"]) == (1, True)
    assert released[0] == 0
    mode = (tmp_path / "new" / "register-keys" / "kill.key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
