"""Reference tables: what each row must have, and what a broken one says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from documents.definition import DefinitionError
from documents.tables import Row, load_table

GOOD = """\
- {id: a, title: First, source: K, verified_by: Al, verified_on: 2026-01-05, rank: 1, of: [x, y]}
- id: b
  title: Second
  source: "F:ACT"
  verified_by: null
  verified_on: null
  rank: 2
  cells: {p: {q: low}}
"""


def load(folder: Path, text: str) -> tuple[Row, ...]:
    path = folder / "rows.yaml"
    path.write_text(text, encoding="utf-8")
    return load_table(path)


def test_a_row_that_leaves_a_key_out_has_none_there(tmp_path: Path) -> None:
    first, second = load(tmp_path, GOOD)

    assert (first["verified_on"], first["of"], first["cells"]) == (
        dt.date(2026, 1, 5),
        ("x", "y"),
        None,
    )
    assert (second["of"], second["cells"]["p"]["q"]) == (None, "low")


def test_rows_cannot_be_changed(tmp_path: Path) -> None:
    first, _ = load(tmp_path, GOOD)

    with pytest.raises(TypeError):
        first["title"] = "Other"  # type: ignore[index]  # the point of the test


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  title: Second\n", "", "line 2, [1]: needs 'title'"),
        ("id: b", "id: a", "line 2, [1]: row 'a' stands twice"),
        ("rank: 2", "rank: two", "line 7, [1].rank: is text, and a whole number in the rows above"),
        ('"F:ACT"', "somewhere", "[1].source: 'somewhere' must be a source with its mark"),
        ("2026-01-05", "5 January", "[0].verified_on: must be a date written YYYY-MM-DD"),
        ("verified_by: Al", "verified_by: null", "needs both 'verified_by' and 'verified_on'"),
    ],
)
def test_a_broken_table_names_file_place_and_fault(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    with pytest.raises(DefinitionError) as caught:
        load(tmp_path, GOOD.replace(old, new))

    assert fault in str(caught.value)
    assert caught.value.file.endswith("/rows.yaml")
