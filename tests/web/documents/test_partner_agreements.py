"""The pages on which a partner's own agreement is held against ours."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from govern.commands.documents.change_status import change_status
from govern.exchange.word.reading import read
from tests.exchange_word import with_part
from tests.partner_files import locked, partner_file, partner_pdf, scanned_pdf
from tests.web.documents.world import World, strict

ABSENT = "0" * 32


@pytest.fixture
def address(world: World) -> str:
    """The address of an agreement in review."""
    made = world.opened()
    change_status(
        world.installation,
        by=world.consortium.actor("lawyer"),
        version_id=made.version_id,
        act="send_for_review",
    )
    return f"/documents/{made.document_id}/versions/1/partner-agreements"


def uploaded(
    client: FlaskClient, address: str, content: bytes, name: str = "theirs.docx"
) -> tuple[int, str, str]:
    """Status, address and page after an upload."""
    data = {"file": (io.BytesIO(content), name)}
    answer = client.post(address, data=data, content_type="multipart/form-data")
    return answer.status_code, answer.location or "", answer.text


def test_a_lawyer_reads_the_passages_and_confirms_each_requirement(
    world: World, address: str
) -> None:
    client = world.client("lawyer")
    file = partner_file()
    _, one, _ = uploaded(client, address, file)

    page = strict(client.get(one))
    assert "22 of 22 requirements are not confirmed yet" in page
    assert "retained for six years" in page and "A lawyer reads the passages and decides" in page
    assert " checked" not in page
    given = {"state-s13": "partly", "note-s13": "No review of the six years", "state-s1": "found"}
    assert client.post(one, data=given).status_code == 302

    after = strict(client.get(one))
    assert "20 of 22 requirements are not confirmed yet" in after
    assert after.count("Confirmed by ") == 2
    contents = after.split('<nav aria-label="Requirements">')[1].split("</nav>")[0]
    ways = re.findall(r'href="#(s\d+)"', contents)
    assert len(ways) == 22 and all(f'id="{way}" tabindex="-1"' in after for way in ways)
    told = re.findall(r"(Found|Partly|Not found): (\d+)", contents)
    assert sum(int(number) for _, number in told) == 22
    assert contents.count(", confirmed)") == 2
    lines = list(csv.reader(io.StringIO(client.get(f"{one}/report.csv").text.lstrip("\ufeff"))))
    (kept,) = [line for line in lines if line[0] == "S13"]
    assert kept[3] == "Found" and kept[5:7] == ["Partly", "No review of the six years"]
    assert len(lines) == 23
    words = str(read(client.get(f"{one}/report.docx").data))
    assert "No review of the six years" in words and "Not yet confirmed" in words
    assert client.get(f"{one}/original").data == file


def test_a_pdf_is_looked_through_and_pages_without_words_are_told(
    world: World, address: str
) -> None:
    client, file = world.client("lawyer"), partner_pdf(pictures=1)
    _, one, _ = uploaded(client, address, file, "theirs.pdf")

    page = strict(client.get(one))
    original = client.get(f"{one}/original")

    assert "Page 1, under “7. Retention”" in page
    assert "Page 2 holds pictures and no words" in page
    assert (original.data, original.mimetype) == (file, "application/pdf")
    assert "Page 2 holds pictures" in str(read(client.get(f"{one}/report.docx").data))


def test_the_lawyer_alone_sees_what_the_bank_would_settle_for_where_it_is_not_confirmed(
    world: World, address: str
) -> None:
    _, one, _ = uploaded(world.client("lawyer"), address, partner_file())
    _, theirs, _ = uploaded(world.client("essex_dpo"), address, partner_file())
    fallback = "Data that was not made part of such a record is disposed of securely"

    page = strict(world.client("lawyer").get(one))
    world.client("lawyer").post(one, data={"state-s13": "found"})
    after = strict(world.client("lawyer").get(one))

    assert fallback in page and fallback not in after
    assert "clause bank" not in strict(world.client("essex_dpo").get(theirs))


def test_the_check_is_its_organisations_alone(world: World, address: str) -> None:
    _, one, _ = uploaded(world.client("lawyer"), address, partner_file())

    dpo = world.client("essex_dpo")

    assert dpo.get(one).status_code == dpo.get(f"{address}/{ABSENT}").status_code == 404
    assert "theirs.docx" not in strict(dpo.get(address))
    assert world.client("other_lawyer").get(address).status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no zip", "This is no Word document"),
        (with_part(partner_file(), {"word/vbaProject.bin": b"x"}), "macros"),
        (partner_file()[:-200], "no Word document"),
        (scanned_pdf(), "it is a scan"),
        (locked(partner_pdf(), "secret"), "locked by a password"),
    ],
)
def test_what_is_no_plain_word_file_or_pdf_with_words_is_refused(
    world: World, address: str, content: bytes, said: str
) -> None:
    status, _, page = uploaded(world.client("lawyer"), address, content)

    assert status == 422
    assert said in page


def test_a_note_that_is_too_long_is_said_beside_it(world: World, address: str) -> None:
    client = world.client("lawyer")
    _, one, _ = uploaded(client, address, partner_file())

    answer = client.post(one, data={"state-s2": "found", "note-s2": "x" * 2_001})

    assert answer.status_code == 422
    assert 'href="#note-s2"' in answer.text
