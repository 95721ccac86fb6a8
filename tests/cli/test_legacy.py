"""`govern legacy read`: a dry run that says what each row holds, and registers when told to."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.legacy_files import GOOD, packed, sheet

BAD = ("ISA-8", "Old", "mars", "Trust", "Ida Tech", "", "", "")


def files(begun: Run, folder: Path, *rows: tuple[str, ...]) -> list[str]:
    """A force, an information manager, and the files on the disk."""
    begun("organisations", "add", "essex", "--kind", "force", "--name", "Essex")
    begun("people", "add", "--name", "Ida Tech", "--email", "ida@example.org")
    office = ("--organisation", "essex", "--role", "information_manager")
    begun("people", "appoint", "--email", "ida@example.org", *office)
    (folder / "old.csv").write_bytes(sheet(*rows))
    (folder / "old.zip").write_bytes(packed())
    pdfs = ("--pdfs", str(folder / "old.zip"))
    return ["legacy", "read", str(folder / "old.csv"), *pdfs, "--email", "ida@example.org"]


def test_a_row_with_a_fault_is_told_and_the_exit_code_says_so(begun: Run, tmp_path: Path) -> None:
    line = files(begun, tmp_path, GOOD, BAD)

    code, told = begun(*line)

    assert code == 1
    assert [len(each["faults"]) for each in told["rows"]] == [0, 1]


def test_rows_are_registered_only_when_told_to_and_once(begun: Run, tmp_path: Path) -> None:
    line = files(begun, tmp_path, GOOD)

    codes = [begun(*line)[0], begun(*line, "--register")[0], begun(*line)[0]]

    assert codes == [0, 0, 1]


def test_who_brings_nothing_in_is_refused(begun: Run, tmp_path: Path) -> None:
    line = files(begun, tmp_path, GOOD)
    begun("people", "add", "--name", "No Body", "--email", "no@example.org")

    code, _ = begun(*line[:-1], "no@example.org")

    assert code != 0
