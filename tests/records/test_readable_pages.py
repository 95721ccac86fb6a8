"""What makes printed pages easy to read: marks, lists, abbreviations, summaries, spare fields."""

from __future__ import annotations

import dataclasses
import subprocess

from documents import catalogue
from documents.content import Content
from govern.records import connecting, printing
from govern.records.abbreviations import used
from govern.records.blocks import Card, Cards, Pair, Points, Prose, Section, Table
from govern.records.columns import widths
from govern.records.grids import grid
from govern.records.model import sections
from govern.records.signatures import fields
from govern.records.stamp import Shown, appearance, in_full
from govern.records.summary import summary
from govern.records.wording import named_here, words
from tests.records import printed, specimen

CONTROLS = [
    {"id": "1" * 32, "control": "GOV-01", "mandatory": True, "profiles": ["F", "P1"]},
    {"id": "2" * 32, "control": "GOV-02", "mandatory": False, "profiles": ["P1"]},
]


def code(**answers: object) -> Content:
    return Content(catalogue.definition("code_of_connection"), {"controls": CONTROLS, **answers})


def returned(*answers: str) -> Content:
    definition = catalogue.definition("connection_return")
    asked = [each.id for each in definition.questions() if each.id.endswith("_answer")]
    return Content(definition, dict(zip(asked, answers, strict=False)))


def test_profiles_are_marks_in_columns_of_their_own_with_a_key_above() -> None:
    question = code().definition.question("controls")
    columns = [question.column(each) for each in ("control", "mandatory", "profiles")]

    made = grid(question, columns, CONTROLS, {}, wide=False)

    assert isinstance(made, Table)
    assert made.columns == ("Control", "Mandatory?", "F", "P1", "P2", "P3", "P4", "P5")
    assert made.rows[0][0].startswith("GOV-01. Is a named senior owner")
    assert made.rows[1][1:] == ("No", "–", "Yes", "–", "–", "–", "–")
    assert "P1: Named-user login" in made.note


def test_a_table_of_one_column_is_a_list() -> None:
    question = catalogue.definition("code_of_connection").question("commitments")

    rows = [{"id": "1" * 32, question.columns[0].id: "We allow audit"}]

    assert grid(question, question.columns[:1], rows, {}, wide=False) == Points(
        question.label, ("We allow audit",)
    )


def test_a_category_has_its_own_name_and_its_permanent_one_where_it_is_in_full() -> None:
    definition = catalogue.definition("sharing_agreement")
    row = {"id": "1" * 32, "ref": "F1", "name": "Referrals", "category": "kent"}
    names = {"kent": "Kent Police", named_here("categories", "kent"): "Records of Kent"}
    flows = definition.question("flows")

    made = [
        block
        for section in sections(Content(definition, {"flows": [row]}), names)
        for block in section.blocks
    ]

    schedule = next(each for each in made if isinstance(each, Table))
    cards = next(each for each in made if isinstance(each, Cards))
    assert words(flows.column("category"), "kent", names) == "Records of Kent"
    assert "Records of Kent" in schedule.rows[0]
    assert Pair(flows.column("category").label, "Records of Kent (kent)") in cards.cards[0].pairs


def test_abbreviations_are_those_that_stand_there_in_order() -> None:
    made = used(Prose("The SIRO decides", "Both DPOs advise; SIROs differ; a DPIAS is none."))

    assert made == (
        Pair("DPO", "Data Protection Officer"),
        Pair("SIRO", "Senior Information Risk Owner"),
    )
    assert used(Points("x", ("PSNs and UK GDPR, not RMS-7", "GDPR"))) == (
        Pair("PSN", "Public Services Network"),
        Pair("UK GDPR", "United Kingdom General Data Protection Regulation"),
    )


def test_the_contents_explain_the_abbreviations() -> None:
    model = dataclasses.replace(printed.model(sections=1), abbreviations=used("The SIRO"))

    made = printing.html(model)

    assert "<strong>SIRO</strong> Senior Information Risk Owner" in made
    assert "Abbreviations" not in printing.html(printed.model(sections=1))


def test_a_block_named_like_its_section_has_no_heading_of_its_own() -> None:
    blocks = (Prose("Purpose", "Words."), Cards("Purpose", (Card("1. One", ()),)))
    model = dataclasses.replace(printed.model(0), sections=(Section("Purpose", blocks),))

    assert "<h3>Purpose</h3>" not in printing.html(model)


def test_a_code_says_in_front_what_each_profile_is_asked() -> None:
    (table,) = connecting.tables(code())

    assert connecting.facts(code()) == [Pair("Controls", "2, of them 1 mandatory")]
    assert [row[:3] for row in table.rows] == [
        ("F. Force connected to the shared system", "1", "1"),
        ("P1. Named-user login", "2", "1"),
    ]


def test_a_return_says_in_front_which_controls_are_not_met() -> None:
    made = returned("compliant", "partially_compliant", "not_applicable", "compliant")
    (table,) = connecting.tables(made)

    assert [row[1] for row in table.rows] == ["Partially compliant"]
    assert connecting.facts(made)[0].value.startswith("4: 2 compliant; ")
    assert connecting.tables(returned("compliant")) == ()
    assert connecting.facts(returned("compliant"))[0].value == "1, all compliant"


def test_fields_that_few_records_use_stand_apart_and_say_so() -> None:
    model = dataclasses.replace(printed.model(1), signatures=fields("sharing_agreement"))

    before, _, after = printing.html(model).partition('class="fields spare"')

    assert [each.name for each in model.signatures if each.spare] == ["other", "service"]
    assert "govern-field:siro" in before and "govern-field:other" not in before
    assert "govern-field:other" in after and "Otherwise this field stays empty" in after


def test_an_office_is_written_out_in_a_signed_field() -> None:
    shown = Shown("Approval", "Ann", "SIRO", "Kent Police", specimen.AT, specimen.ADDRESS)

    assert "Senior Information Risk Owner (SIRO), Kent Police" in shown.spoken()
    assert in_full("For and on behalf of the DPO").endswith("the Data Protection Officer (DPO)")


def test_a_long_head_over_short_cells_takes_three_lines_at_most() -> None:
    made = Table("x", ("Section of the shared text", "Why"), (("D10", "A reason " * 40),))
    narrow = float(widths(made)[0].rstrip("%"))

    assert narrow * 1.66 > 26 / 3 * 1.85


def test_a_notice_shows_what_it_says_as_far_as_there_is_room() -> None:
    said = "Kent Police signed version 2. " * 20
    shown = Shown("Notice", "A", "No role", "Kent Police", specimen.AT, specimen.ADDRESS, said)

    seen = subprocess.run(["pdftotext", "-", "-"], input=appearance(shown), capture_output=True)

    assert "Kent Police signed version 2. Kent" in " ".join(seen.stdout.decode().split())
    assert "\u2026" in seen.stdout.decode()
    assert shown.spoken().endswith(said)


def test_a_long_opening_ends_with_a_whole_sentence_and_says_that_more_follows() -> None:
    definition = catalogue.definition("code_of_connection")
    sentence = "Each force keeps this code. "

    def lead(text: str) -> str:
        return summary(Content(definition, {"summary": text, "purpose": text}), {}).lead

    assert lead(sentence * 30).endswith("Each force keeps this code. \u2026")
    assert lead("word " * 300).endswith("word \u2026")
    assert lead(sentence) == sentence
