"""A partner's PDF: its words with page and heading, taken in confinement; no scan is read."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from govern.exchange.confined import asking
from govern.exchange.confined.refusing import Refused
from govern.exchange.partner.looking import FOUND, look
from govern.exchange.partner.pages import passages_of_pages, without_words
from govern.exchange.partner.passages import passages
from govern.exchange.partner.pdfs import MOST_PAGES
from govern.exchange.word.opening import opened
from govern.records.confined.limits import Limits
from tests.partner_files import locked, partner_file, partner_pdf, scanned_pdf

SMALL = Limits(cpu_seconds=5, wall_seconds=10, memory_bytes=512 * 1024 * 1024)


def blank(pages: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """One page whose text unpacks to two hundred megabytes."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        stream = pikepdf.Stream(pdf, b"")
        stream.write(zlib.compress(b" " * 200_000_000, 1), filter=pikepdf.Name.FlateDecode)
        pdf.add_blank_page().Contents = stream
        pdf.save(out)
    return out.getvalue()


def test_the_words_come_with_their_page_and_the_heading_they_stand_under() -> None:
    found = passages_of_pages(asking.pdf_pages(partner_pdf()))

    told = {each.where: each.text for each in found if not each.heading}
    assert told["Page 1, under “7. Retention”"].startswith("Records are retained for six years.")
    assert "9. Breaches" in [each.text for each in found if each.heading]


def test_a_pdf_and_a_word_file_of_one_text_meet_the_same_requirements() -> None:
    printed = look(passages_of_pages(asking.pdf_pages(partner_pdf())))
    typed = look(passages(opened(partner_file())))

    same = {item for item, each in typed.items() if each.state == FOUND}
    assert same
    assert {item for item, each in printed.items() if each.state == FOUND} >= same - {"s7"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (scanned_pdf(), "it is a scan"),
        (locked(partner_pdf(), "secret"), "locked by a password"),
        (partner_pdf()[:400], "broken"),
        (b"%PDF-1.7 and no more", "broken"),
        (b"words", "no PDF"),
        (blank(MOST_PAGES + 1), f"more than {MOST_PAGES} pages"),
    ],
)
def test_what_cannot_be_looked_through_is_refused_with_the_reason(
    content: bytes, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        asking.pdf_pages(content)


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    assert "six years" in "".join(asking.pdf_pages(locked(partner_pdf(), "")))


def test_a_page_that_unpacks_to_far_more_is_refused() -> None:
    with pytest.raises(Refused):
        asking.pdf_pages(bomb(), SMALL)


def test_pages_that_are_pictures_are_named() -> None:
    assert without_words(asking.pdf_pages(partner_pdf(pictures=2))) == [2, 3]


def test_lines_broken_for_the_page_are_put_together_again() -> None:
    page = (
        "1. Purpose\nThe parties share what is needed to pro-\ntect children in the area and\n"
        "for no other purpose.\n(a) names\n(b) addresses\n•\nSIGNED BY"
    )

    found = passages_of_pages([page])

    assert [each.text for each in found] == [
        "1. Purpose",
        "The parties share what is needed to protect children in the area and for no other "
        "purpose.",
        "(a) names",
        "(b) addresses",
        "SIGNED BY",
    ]
