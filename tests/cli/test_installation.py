"""The command line from an empty machine to a first administrator, and how it says no."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path

import pytest

from govern.cli import main
from govern.cli.program import ROOMS, parser
from govern.installation import open_installation
from govern.settings import settings
from tests.cli.conftest import Run

PROMISED = [
    "serve",
    "worker",
    "migrate",
    "demo",
    "config",
    "keys",
    "people",
    "clients",
    "records",
    "ledger",
    "register",
    "backup",
    "restore",
    "report",
]


def test_every_promised_subcommand_is_there() -> None:
    assert set(PROMISED) <= set(ROOMS)


@pytest.mark.parametrize("command", sorted(ROOMS))
def test_every_subcommand_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])

    assert stopped.value.code == 0
    assert f"usage: govern {command}" in capsys.readouterr().out


@pytest.mark.parametrize("line", [[], ["dance"], ["ledger"], ["clients", "add"], ["config", "--x"]])
def test_misuse_ends_with_two(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(line)

    assert stopped.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_help_lists_every_subcommand() -> None:
    words = {line.split()[0] for line in parser().format_help().splitlines() if line.strip()}

    assert set(ROOMS) <= words


def test_a_person_gets_lines_and_a_program_json(
    begun: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["people", "list"]) == 0
    assert capsys.readouterr().out == (
        "Ada Quill  ada@quill.example  administrator of consortium-office\n"
    )
    code, told = begun("people", "list")
    assert (code, told[0]["name"]) == (0, "Ada Quill")


def test_without_an_installation_it_says_what_to_run(
    govern: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = govern("ledger", "verify")
    assert (code, "govern migrate" in told["error"]) == (1, True)

    govern("migrate")
    assert main(["ledger", "verify"]) == 1
    assert "run `govern begin` or `govern demo`" in capsys.readouterr().err


def test_an_installation_begins_once(begun: Run) -> None:
    code, told = begun("begin", "--name", "Another")

    assert code == 1
    assert "error" in told


def test_the_home_and_its_keys_are_the_owners_alone(begun: Run, home: Path) -> None:
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.glob("keys/*.key")}

    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert modes
    assert set(modes.values()) == {0o600}


def test_a_second_first_administrator_is_refused(begun: Run) -> None:
    code, told = begun("people", "add-administrator", "--name", "B", "--email", "b@b.example")

    assert (code, told["error"]) == (
        1,
        "Somebody is here already; ask an administrator to add you.",
    )


def test_a_fault_names_its_field_and_ends_with_two(begun: Run) -> None:
    code, told = begun("people", "add", "--name", "B", "--email", "nowhere")

    assert code == 2
    assert set(told["faults"]) == {"email"}


def test_a_password_comes_by_a_pipe_and_never_in_the_line(
    begun: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("seven green bicycles\n"))

    code, told = begun("people", "add", "--name", "B", "--email", "b@b.example", "--ask-password")

    assert code == 0
    assert "invitation" not in told


def test_an_appointment_is_made_by_address_and_slug(begun: Run) -> None:
    begun("people", "add", "--name", "Bo Lund", "--email", "bo@lund.example")
    line = ("people", "appoint", "--email", "bo@lund.example", "--organisation")

    assert begun(*line, "consortium-office", "--role", "gold", "--until", "2099-12-31")[0] == 0
    assert begun(*line, "atlantis", "--role", "gold")[0] == 2
    assert begun(*line, "consortium-office", "--role", "siro")[0] == 2
    held = next(each for each in begun("people", "list")[1] if each["name"] == "Bo Lund")["roles"]
    assert [(each["role"], each["until"]) for each in held] == [
        ("gold", "2100-01-01T00:00:00.000Z")
    ]


def test_settings_are_printed_with_source_and_meaning(
    govern: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERN_SECRET_KEY", "a planted secret")

    code, told = govern("config")

    by_name = {each["variable"]: each for each in told}
    assert code == 0
    assert by_name["GOVERN_HOME"]["source"] == "environment"
    assert by_name["GOVERN_SMTP_PORT"]["source"] == "default"
    assert all(each["meaning"] for each in told)
    assert "a planted secret" not in json.dumps(told)


def test_a_setting_that_cannot_be_read_ends_with_two(
    govern: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERN_SMTP_PORT", "mail")

    code, told = govern("config")

    assert code == 2
    assert set(told["faults"]) == {"GOVERN_SMTP_PORT"}


def test_outside_demonstration_mode_no_demonstration_is_made(govern: Run) -> None:
    code, told = govern("demo")

    assert (code, "GOVERN_DEMONSTRATION=yes" in told["error"]) == (1, True)


def test_migrate_says_whether_there_is_anything_to_do(govern: Run) -> None:
    assert govern("migrate", "--check")[0] == 1
    assert govern("migrate")[1] == {"before": None, "after": "0001"}
    assert govern("migrate")[1] == {"before": "0001", "after": "0001"}
    assert govern("migrate", "--check")[0] == 0


def test_keys_are_shown_by_fingerprint(begun: Run) -> None:
    begun("ledger", "checkpoint")

    code, told = begun("keys", "show")

    assert code == 0
    assert [each["name"] for each in told["keys"]] == [
        "root",
        "issuing",
        "timestamp",
        "service",
        "checkpoint",
    ]


def test_the_report_says_what_needs_attention(begun: Run) -> None:
    code, told = begun("report")
    assert (code, len(told["needs_attention"])) == (1, 1)

    begun("ledger", "checkpoint")

    assert begun("report")[0] == 0


def test_mail_that_waits_for_a_server_is_told_and_is_no_fault(
    begun: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun("ledger", "checkpoint")
    installation = open_installation(settings({}, home=home))
    with installation.writing(None) as writing:
        writing.enqueue("mail", "mail:one", {})

    code, told = begun("report")
    monkeypatch.setenv("GOVERN_SMTP_HOST", "mail.example")
    with_server = begun("report")[1]["mail"]

    assert code == 0
    assert told["mail"] == "Mail: 1 in the outbox, until GOVERN_SMTP_HOST is set"
    assert with_server == "Mail: 1 to be sent"


def test_the_worker_does_what_is_due_and_says_so(begun: Run, home: Path) -> None:
    code, told = begun("worker", "--once")

    assert (code, told["failed"]) == (0, 0)
    assert list((home / "checkpoints").glob("*.note"))
