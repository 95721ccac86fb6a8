"""`govern documents import-cnil`: a draft begun in a lawyer's name, with the report of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.pia_files import export_file


@pytest.fixture
def line(begun: Run, tmp_path: Path) -> list[str]:
    """Two forces, a lawyer, and an exported file on the disk."""
    for slug, kind in (("essex", "force"), ("kent", "force"), ("harrow-lane", "legal")):
        begun("organisations", "add", slug, "--kind", kind, "--name", slug.title())
    begun("people", "add", "--name", "Leo Finch", "--email", "leo@example.org")
    office = ("--organisation", "harrow-lane", "--role", "lawyer")
    begun("people", "appoint", "--email", "leo@example.org", *office)
    (tmp_path / "pia.json").write_bytes(export_file())
    return [
        "documents", "import-cnil", str(tmp_path / "pia.json"), "--email", "leo@example.org",
        "--lead", "essex", "--force", "kent", "--force", "essex",
    ]  # fmt: skip


def test_a_draft_is_opened_and_says_what_found_a_place_and_what_did_not(
    begun: Run, line: list[str]
) -> None:
    code, told = begun(*line)

    assert code == 0
    assert told["title"] == "Visits register"
    assert told["reference"].startswith("DPIA-")
    assert "purposes" in {each["question"] for each in told["placed"]}
    assert "Opinion of the DPO" in " ".join(each["where"] for each in told["unplaced"])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("leo@example.org", "no@example.org"), 2),
        (("essex", "surrey"), 2),
        (("pia.json", "none.json"), 2),
    ],
)
def test_what_is_not_there_is_said_and_nothing_is_opened(
    begun: Run, line: list[str], change: tuple[str, str], code: int
) -> None:
    wrong = [each.replace(*change) for each in line]

    assert begun(*wrong)[0] == code
    assert begun(*line)[1]["reference"].endswith("1")


def test_who_is_no_lawyer_opens_none(begun: Run, line: list[str]) -> None:
    begun("people", "add", "--name", "No Body", "--email", "no@example.org")

    code, told = begun(*[each.replace("leo@", "no@") for each in line])

    assert code == 1
    assert "needs a lawyer" in told["error"]


def test_what_is_no_export_is_refused_with_the_reason(
    begun: Run, line: list[str], tmp_path: Path
) -> None:
    (tmp_path / "pia.json").write_bytes(b"{}")

    code, told = begun(*line)

    assert code == 2
    assert "no assessment exported by the PIA tool" in told["faults"]["file"]
