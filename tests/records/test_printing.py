"""Printing: what a reader finds on the pages, and that authors' text stays text."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import io
import subprocess

import pikepdf
import pytest

from govern.records.blocks import (
    Card,
    Cards,
    Matrix,
    Pair,
    Placed,
    PrintModel,
    Prose,
    Section,
    Table,
)
from govern.records.pictures import matrix, qr
from govern.records.printing import FORM, frozen_pdf, html
from govern.records.prose import prose
from govern.records.render import RenderError
from tests.records import printed, specimen


@functools.cache
def document() -> bytes:
    return frozen_pdf(printed.model(sections=3), identifier=bytes(16), at=specimen.AT)


@functools.cache
def text() -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=document(), capture_output=True)
    return done.stdout.decode()


def pages() -> list[str]:
    return text().split("\f")[:-1]


def test_the_cover_says_what_this_is() -> None:
    cover = pages()[0]

    for words in ("Data protection impact assessment", "DPIA-1, version 3", "Kent Police"):
        assert words in cover
    assert "FFICIAL-SENSITIVE" in cover.upper()
    assert "https://govern.example/v/" in cover and "sha256:3f9c" in cover
    assert "Proves nothing" in cover


def test_the_summary_takes_one_page_before_the_contents() -> None:
    assert "Summary" in pages()[1] and "Contents" in pages()[2]


def test_every_page_behind_the_cover_carries_number_marking_and_reference() -> None:
    total = len(pages())

    for number, page in enumerate(pages()[1:], start=2):
        assert f"Page {number} of {total}" in page
        assert page.upper().count("OFFICIAL-SENSITIVE") == 2
        assert "DPIA-1, version 3" in page


def test_the_contents_give_the_page_of_each_section() -> None:
    contents = [line.split() for line in pages()[2].splitlines() if line.strip()]

    for number, page in enumerate(pages(), start=1):
        if "Flow schedule" in page and number > 3:
            assert ["5.", "Flow", "schedule", str(number)] in contents
            return
    pytest.fail("no section called Flow schedule")


def test_the_outline_leads_to_every_section() -> None:
    with pikepdf.open(io.BytesIO(document())) as pdf, pdf.open_outline() as outline:
        titles = [each.title for each in outline.root]

    assert titles[1:3] == ["Summary", "Contents"]
    assert "4. Risks to people" in titles and titles[-1] == "Signatures"


def test_law_shows_who_verified_it_or_that_nobody_has() -> None:
    assert "Verified by Hannah" in text()
    assert "Not verified" in text()


def test_accepted_advice_is_printed_with_its_reasons() -> None:
    assert "Advice accepted with reasons" in text()
    assert "The sentence describes a benefit" in text()


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    wide = [page for page in pages() if "Thurrock Council" in page]

    assert len(wide) > 1
    for page in wide:
        assert "Safety-critical" in page


def test_the_same_model_is_the_same_bytes() -> None:
    assert document() == frozen_pdf(printed.model(sections=3), identifier=bytes(16), at=specimen.AT)


def test_a_frozen_file_names_the_form_it_was_printed_in() -> None:
    with pikepdf.open(io.BytesIO(document())) as pdf:
        assert str(pdf.docinfo["/Creator"]) == f"Govern, form {FORM}"


FORMS = {4: "2c27e181886e55f1"}
"""Digests of the specimen in each form: whoever changes how things are printed counts FORM up."""


def test_another_form_of_print_has_another_number() -> None:
    made = html(printed.model(sections=3)).encode()

    assert FORMS[FORM] == hashlib.sha256(made).hexdigest()[:16]


HOSTILE = '<script>x</script><img src="file:///etc/passwd"><style>p{color:red}</style>&lt;'


def with_text(words: str) -> PrintModel:
    blocks = (
        Prose(words, words),
        Table(words, (words, words), ((words, words),)),
        Cards(words, (Card(words, (Pair(words, words),)),)),
        Matrix(words, (words,), (words,), ((0,),), (words,), (Placed("R1", words, (0, 0), None),)),
    )
    model = printed.model(sections=0, rows=1)
    return dataclasses.replace(model, sections=(Section(words, blocks),))


def test_authors_text_never_becomes_markup() -> None:
    made = html(with_text(HOSTILE))

    for markup in ("<script", "<img", "<style>p{color:red}"):
        assert markup not in made


@pytest.mark.parametrize(
    "words",
    [HOSTILE, "{{ 7 * 7 }}{% raw %}", "\u202eevil \u0000\u0007", "x" * 2000, "a" * 50 + "\n" * 300],
    ids=["markup", "template", "control", "long", "lines"],
)
def test_hostile_text_prints(words: str) -> None:
    made = frozen_pdf(with_text(words), identifier=bytes(16), at=specimen.AT)

    assert made.startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("# Not a heading", "<p># Not a heading</p>"),
        ("![x](http://example.org/x.png)", "<p>!"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](govern-field:dpo)", "<p><a>x</a></p>"),
        ("[x](https://example.org)", '<p><a href="https://example.org">x</a></p>'),
        ("**b** *i*\n\n- one\n- two", "<strong>b</strong> <em>i</em>"),
        ('<a href="govern-field:dpo">x</a>', "&lt;a href="),
        ("10\u00a0km in\u202fall\u200b", "<p>10 km in all</p>"),
    ],
)
def test_prose_keeps_little_markup(written: str, kept: str) -> None:
    made = prose(written)

    assert kept in made
    assert "<img" not in made and '<a href="govern' not in made


def test_a_citation_stays_on_its_line_on_paper_alone() -> None:
    assert '<span class="whole-word">s.104(2)</span>' in prose("See s.104(2).", on_paper=True)
    assert '<span class="whole-word">section 35</span>' in prose("By section 35", on_paper=True)
    assert "span" not in prose("See s.104(2) and section 35.")
    assert "span" not in prose("s.1 " * 100, on_paper=True)
    linked = prose("[section 5](<#5>) and section 6", on_paper=True)
    assert linked.count("span class") == 1 and ">section 6</span>" in linked


def test_a_digest_is_set_as_one_and_citations_in_cells_are_whole() -> None:
    digest = "sha256:" + "a" * 64
    rows = (("Act 2014 s.104 & <x>", digest),)
    model = dataclasses.replace(
        printed.model(sections=0, rows=1),
        sections=(Section("Law", (Table("Law", ("a", "b"), rows),)),),
    )

    made = html(model)

    assert 'Act 2014 <span class="whole-word">s.104</span> &amp; &lt;x&gt;' in made
    assert f'<span class="digest">{digest}</span>' in made


def test_prose_of_deep_quotations_stays_shallow() -> None:
    assert prose(">" * 500 + " x").count("<blockquote>") <= 16


def test_the_matrix_says_in_words_what_it_draws() -> None:
    before, after = matrix(printed.MATRIX, after=False), matrix(printed.MATRIX, after=True)

    assert "before measures: R1 medium; R2 high; R3 high; R4 high; R5 low." in before
    assert "after measures: R1 low; R2 medium; R3 medium; R4 medium; R5 low." in after


def test_a_crowded_cell_shows_every_reference_it_holds_and_counts_the_rest() -> None:
    def drawn(count: int) -> str:
        risks = tuple(Placed(f"R{n}", "x", (0, 0), None) for n in range(1, count + 1))
        return matrix(dataclasses.replace(printed.MATRIX, risks=risks), after=False)

    assert ">R15<" in drawn(15)
    assert ">R14<" in drawn(20) and ">+6<" in drawn(20) and ">R15<" not in drawn(20)


def test_a_code_says_what_it_is_and_refers_to_nothing_outside() -> None:
    drawn = qr("https://govern.example/v/1", "Status <of> this")

    assert "<title>Status &lt;of&gt; this</title>" in drawn
    assert "href" not in drawn


def test_a_character_that_no_font_has_is_named_instead_of_printed_as_a_box() -> None:
    with pytest.raises(RenderError, match=r"\u4e2d \(cjk unified ideograph-4e2d, U\+4E2D\)"):
        frozen_pdf(with_text("Name: \u4e2d"), identifier=bytes(16), at=specimen.AT)


def test_names_of_europe_print() -> None:
    words = "Zażółć gęślą, Ελλάδα, Привет, Ærøskøbing, Ţepeş, Mác Cárthaigh, 30 °C, €5, “x” – y…"

    made = frozen_pdf(with_text(words), identifier=bytes(16), at=specimen.AT)

    assert made.startswith(b"%PDF")
