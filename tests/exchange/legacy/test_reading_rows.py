"""What is understood of a spreadsheet, and what is said of each row that is not."""

from __future__ import annotations

import io
import zipfile

import pytest

from govern.exchange.confined import asking
from govern.exchange.confined.refusing import Refused
from govern.exchange.legacy.columns import guessed
from govern.exchange.legacy.reading import Read, read_rows
from tests.exchange_word import with_part
from tests.legacy_files import DATED, GOOD, HEADS, PDF, packed, sheet, workbook

FORCES = {"essex": "e" * 32, "essex police": "e" * 32}


def read(content: bytes, files: tuple[str, ...] = ("ISA7.pdf",)) -> list[Read]:
    table = asking.sheet(content)
    return read_rows(table, guessed(table[0]), FORCES, files)


def with_cell(at: int, words: str) -> bytes:
    return sheet([*GOOD[:at], words, *GOOD[at + 1 :]])


@pytest.mark.parametrize("content", [sheet(GOOD), workbook(DATED)])
def test_a_row_is_understood_from_csv_and_from_a_workbook(content: bytes) -> None:
    (one,) = read(content)

    assert (one.row, one.faults) == (2, [])
    assert one.values == {
        "reference": "ISA-7", "title": "School visits", "owner": "Ida Tech", "force": "e" * 32,
        "partners": ["North Hill Council", "Harbour Trust"], "starts_on": "2024-04-01",
        "ends_on": "2027-03-31", "review_on": None, "file": "ISA7.pdf",
    }  # fmt: skip


def test_heads_are_known_by_their_names_whatever_their_look() -> None:
    assert guessed(["ISA No.", "END  DATE", "Whatever", "force"]) == {
        "reference": "ISA No.", "ends_on": "END  DATE", "force": "force",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("at", "words", "said"),
    [
        (0, "", "Row 2, column “Ref”: is empty; fill it in"),
        (0, "x" * 61, "Row 2, column “Ref”: is too long; use at most 60 characters."),
        (2, "Mars", "Row 2, column “Force”: “Mars” is no force here; use one of: essex"),
        (5, "soon", "Row 2, column “Start date”: “soon” is no date; write it as 31/03/2027"),
        (5, "31/02/2024", "Row 2, column “Start date”: “31/02/2024” is no date"),
        (6, "01/01/2024", "Row 2, column “Expiry date”: 2024-01-01 is before the start"),
        (7, "other.pdf", "Row 2, column “PDF”: “other.pdf” is not in the zip file; add the PDF"),
    ],
)
def test_a_fault_names_row_column_and_remedy(at: int, words: str, said: str) -> None:
    (one,) = read(with_cell(at, words))

    assert one.faults[0].startswith(said) and len(one.faults) == 1


def test_a_reference_that_stands_twice_is_said_at_the_second_row() -> None:
    first, second = read(sheet(GOOD, [GOOD[0].lower(), *GOOD[1:]]))

    assert first.faults == [] and "row 2 has the same" in second.faults[0]


def test_a_missing_column_is_said_and_a_missing_end_is_advice() -> None:
    (one,) = read(sheet([*GOOD[:4], *GOOD[5:6]], heads=[*HEADS[:4], HEADS[5]]))

    assert one.faults == [
        "Row 2, “Owner”: has no column; fill it in, or choose the column that holds it."
    ]
    assert one.advice[0].startswith("No end and no review date")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"one line only", "first row of heads"),
        (b"\x00\x01", "no spreadsheet"),
        (packed(), "no spreadsheet"),
        (workbook(GOOD)[:-300], "damaged"),
        (with_part(workbook(GOOD), {"xl/vbaProject.bin": b"x"}), "macros"),
        (with_part(workbook(GOOD), {"xl/workbook.xml": "<!DOCTYPE x><x/>"}), "XML entities"),
        (sheet(*[GOOD] * 5_001), "more than 5,000 rows"),
        (sheet(["x" * 5_001]), "more than 5,000 characters"),
        (sheet(GOOD, heads=["h"] * 61), "more than 60 columns"),
    ],
)
def test_what_is_no_plain_spreadsheet_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        asking.sheet(content)


def test_a_workbook_that_unpacks_to_far_more_is_refused() -> None:
    bomb = with_part(workbook(GOOD), {"xl/worksheets/sheet1.xml": b"0" * (60 * 1024 * 1024)})

    with pytest.raises(Refused, match="packed far tighter"):
        asking.sheet(bomb)


def test_pdfs_come_out_by_name_and_what_is_none_is_said() -> None:
    given = {"a/One.pdf": PDF, "b/one.PDF": PDF, "notes.txt": b"x", "false.pdf": b"MZ"}

    files, others = asking.pdfs(packed(given))

    assert files == {"One.pdf": PDF}
    assert sorted(others) == ["false.pdf", "notes.txt", "one.PDF (a second file of that name)"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"../up.pdf": PDF}, "leads out"),
        ({"bomb.pdf": b"%PDF-" + b"0" * (8 * 1024 * 1024)}, "far tighter"),
        ({"only.txt": b"x"}, "holds no PDF"),
    ],
)
def test_a_zip_file_that_is_no_parcel_of_pdfs_is_refused(
    files: dict[str, bytes], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        asking.pdfs(packed(files))


def test_a_header_that_lies_about_a_size_is_found_out() -> None:
    content = bytearray(packed({"a.pdf": PDF * 40}))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as file:
        size = file.infolist()[0].file_size
    for at in range(len(content) - 3):
        if content[at : at + 4] == size.to_bytes(4, "little"):
            content[at : at + 4] = (10).to_bytes(4, "little")

    with pytest.raises(Refused, match=r"damaged|more than it says|no PDF"):
        asking.pdfs(bytes(content))
