"""What a search asks, from what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govern.search.passages import Piece, marked, meets, passage
from govern.search.query import LONGEST, Clause, parse
from govern.search.synonyms import synonyms, told
from govern.search.words import folded, stem, words

CASES = [
    ("shares", "sharing"),
    ("agreement", "agreements"),
    ("parties", "party"),
    ("processed", "processing"),
    ("processes", "process"),
    ("retained", "retain"),
    ("stopped", "stopping"),
    ("classified", "classify"),
]


@pytest.mark.parametrize(("one", "other"), CASES)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("police", "policy"), ("force", "form"), ("access", "acces"), ("is", "i")]
)
def test_words_that_differ_keep_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("Café", "cafe"),
        ("Łódź", "łodz"),
        ("force’s", "force"),
        ("O'Brien", "obrien"),
        ("ﬁle", "file"),
    ],
)
def test_case_accents_and_possessives_do_not_count(written: str, bare: str) -> None:
    assert folded(written) == bare


def test_quoted_words_are_a_phrase_and_a_star_is_a_beginning() -> None:
    asked = parse('safe "mill lane" encrypt*', {})

    assert asked.clauses == (
        Clause("stem", (("saf",),), typed="safe"),
        Clause("plain", (("mill", "lane"),), typed="mill lane"),
        Clause("plain", (("encrypt",),), True, "encrypt*"),
    )


def test_a_reference_is_a_phrase_and_known_as_a_whole() -> None:
    asked = parse("DPIA-12", {})

    assert asked.clauses[0].phrases == (("dpia", "12"),)
    assert asked.whole == "dpia-12"


def test_little_words_are_left_out_unless_there_are_no_others() -> None:
    assert [each.typed for each in parse("retention of the data", {}).clauses] == [
        "retention",
        "data",
    ]
    assert [each.typed for each in parse("the", {}).clauses] == ["the"]


@pytest.mark.parametrize("typed", ["ISA", "mou", "information sharing agreements", "DSA"])
def test_any_name_of_an_agreement_finds_every_other(typed: str) -> None:
    (clause,) = parse(typed, synonyms()).clauses

    assert meets("Text of a data sharing agreement", parse(typed, synonyms()))
    assert meets("An ISP of 2019", parse(typed, synonyms()))
    assert len(clause.phrases) > 8


def test_the_page_is_told_which_other_names_are_looked_for() -> None:
    assert told(parse("PIA kent", synonyms())) == [
        ("PIA", ["DPIA", "data protection impact assessment", "privacy impact assessment"])
    ]


def test_quotation_marks_keep_synonyms_out() -> None:
    assert not meets("a data sharing agreement", parse('"ISA"', synonyms()))


def test_a_passage_holds_the_place_and_marks_it() -> None:
    text = "Nothing here. " * 60 + "The custody record is kept for six years. " + "And so on. " * 60

    shown = passage(text, parse("custody record", {}))

    assert [each.text for each in shown if each.marked] == ["custody", "record"]
    assert shown[0] == Piece("… ")
    assert sum(len(each.text) for each in shown) < 320


def test_all_clauses_must_be_met() -> None:
    assert meets("Custody in Kent", parse("kent custody", {}))
    assert not meets("Custody in Essex", parse("kent custody", {}))


@given(st.text(max_size=400))
def test_nothing_that_can_be_typed_is_a_fault(typed: str) -> None:
    asked = parse(typed, synonyms())

    assert len(asked.clauses) <= 10
    for clause in asked.clauses:
        assert all(all(part.isalnum() for part in phrase) for phrase in clause.phrases)
        assert len(clause.typed) <= LONGEST


@given(st.text(max_size=300), st.text(max_size=40))
def test_marking_changes_no_character(text: str, typed: str) -> None:
    assert "".join(piece.text for piece in marked(text, parse(typed, {}))) == text


@given(st.text(max_size=100))
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert folded(text[word.start : word.end]) == word.plain
