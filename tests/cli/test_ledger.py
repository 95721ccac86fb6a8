"""`govern ledger`, `records` and `register`: 0 when whole or open, 1 when broken or closed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from govern.cli import main
from tests.cli.conftest import Run


def damage(home: Path, statement: str) -> None:
    with sqlite3.connect(home / "govern.db") as connection:
        connection.execute(statement)
    connection.close()


def test_a_whole_ledger_ends_with_nought(begun: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", "verify"]) == 0
    assert capsys.readouterr().out.endswith("The ledger is whole.\n")


def test_an_edited_row_is_named_and_put_back(begun: Run, home: Path) -> None:
    damage(home, "UPDATE appointment SET role = 'siro'")

    code, told = begun("ledger", "verify")
    (fault,) = [fault for part in told["parts"] for fault in part["faults"]]
    assert code == 1
    assert (fault["table"], fault["column"]) == ("appointment", "role")

    assert begun("ledger", "repair")[1]["put_back"] == [fault]
    assert begun("ledger", "verify")[0] == 0


def test_a_checkpoint_is_printed_for_others_to_keep(begun: Run) -> None:
    first, second = begun("ledger", "checkpoint"), begun("ledger", "checkpoint")

    assert first[1]["new"] is True
    assert second[1]["new"] is False
    assert first[1]["note"] == second[1]["note"]
    assert Path(first[1]["path"]).read_text() == first[1]["note"]


def test_a_file_that_is_no_pdf_is_no_record(begun: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam")

    code, told = begun("records", "verify", str(path))

    assert code == 1
    assert told[0]["whole"] is False


def test_a_file_that_is_not_there_ends_with_two(begun: Run, tmp_path: Path) -> None:
    assert begun("records", "verify", str(tmp_path / "nothing.pdf"))[0] == 2


def test_an_export_without_records_is_a_table_of_contents(begun: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"

    assert begun("records", "export", str(folder)) == (0, {"records": 0})
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.txt",
        "SHA256SUMS",
        "manifest.json",
        "records.csv",
        "root.crl",
        "root.crt",
    ]
    assert begun("records", "export", str(folder))[0] == 1
    assert begun("records", "export", str(tmp_path / "two"), "--document", "ISA-9")[0] == 2


def test_an_empty_register_has_no_flows(begun: Run) -> None:
    code, told = begun("register", "show")

    assert (code, told["flows"]) == (0, [])
    assert begun("register", "show", "--force", "atlantis")[0] == 2


def test_a_flow_nobody_knows_is_closed(begun: Run) -> None:
    code, told = begun("register", "explain", "kent/council/crime-report/prevention/send")

    assert code == 1
    assert (told["open"], told["codes"]) == (False, ["no_such_flow"])
    assert begun("register", "explain", "kent/council")[0] == 2


@pytest.mark.parametrize("at", ["2099-01-01", "yesterday", "2026-01-01T00:00:00"])
def test_an_instant_is_in_the_past_and_has_a_zone(begun: Run, at: str) -> None:
    assert begun("register", "show", "--at", at)[0] == 2


def test_a_past_instant_is_answered_by_what_was_known_then(begun: Run) -> None:
    code, told = begun("register", "show", "--at", "2020-03-29")

    assert (code, told["at"]) == (0, "2020-03-29T00:00:00.000Z")


def test_machine_callers_are_added_listed_and_revoked(begun: Run) -> None:
    code, added = begun("clients", "add", "Gate", "--force", "all")

    assert code == 0
    assert added["token"].startswith("govern_")
    assert begun("clients", "add", "Kent", "--force", "kent")[0] == 2
    assert begun("clients", "revoke", "Gate") == (0, {"id": added["id"]})
    assert begun("clients", "revoke", "Gate")[0] == 2
    assert [row["name"] for row in begun("clients", "list")[1]] == ["Gate"]
