"""What is found, partly found and not found in a partner's own agreement."""

from __future__ import annotations

import pytest

from documents.catalogue import definition
from govern.exchange.partner.looking import look, requirements
from govern.exchange.partner.passages import Passage, passages
from govern.exchange.word.reading import read
from tests.partner_files import partner_file


def test_every_section_of_ours_has_one_requirement_in_order() -> None:
    sections = [each.id for each in definition("sharing_agreement").sections]

    assert [each.section for each in requirements()] == sections
    assert len(sections) == 22


@pytest.mark.parametrize(
    ("text", "item", "state"),
    [
        ("Data are retained for six years and then destroyed.", "s13", "found"),
        ("Data are retained for six years.", "s13", "partly"),
        ("Lunch is at noon.", "s13", "not_found"),
        ("A BREACH is told to the ICO within 72 hours.", "s17", "found"),
        ("Controllers of traffic lights, between noon and one.", "s1", "found"),
        ("The undestroyed thing, unretained.", "s13", "not_found"),
    ],
)
def test_words_of_each_thing_near_each_other_are_found(text: str, item: str, state: str) -> None:
    assert look([Passage("here", text)])[item].state == state


def test_things_far_apart_are_partly_found_and_nothing_is_called_missing() -> None:
    between = [Passage(f"p{n}", "Lunch is at noon.") for n in range(5)]
    text = [Passage("a", "Kept no longer than a year."), *between, Passage("b", "It is deleted.")]

    looked = look(text)["s13"]

    assert (looked.state, looked.missing) == ("partly", ())
    assert [each.where for each in looked.passages] == ["a", "b"]


def test_a_file_of_python_docx_is_read_passage_by_passage_under_its_headings() -> None:
    found = passages(read(partner_file()))
    looked = look(found)

    assert looked["s13"].passages[-1].where.endswith("under “7. Retention”")
    assert "six years" in looked["s13"].passages[-1].text
    assert looked["s1"].state == looked["s2"].state == looked["s13"].state == "found"
    assert looked["s17"].missing == ("Commissioner or ICO",)
    assert looked["s16"].state == "not_found"
    assert any(each.text == "Home address of a child | To visit" for each in found)


def test_a_long_passage_is_cut_where_it_is_quoted() -> None:
    text = "retention and destruction " * 60

    (quoted,) = look([Passage("here", text)])["s13"].passages

    assert len(quoted.text) <= 601 and quoted.text.endswith("…")
