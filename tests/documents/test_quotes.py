"""Quoted words are found again while they stand, and said to have changed once they do not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from documents.quotes import Place, locate

TEXT = (
    "Records of **victims** are kept for six years. The council may see them only for a child at "
    "risk. Every look-up is logged and read again each month."
)
ANSWERS = {"other": "Nothing to see here.", "purpose": TEXT}


def test_words_are_found_through_marks_case_and_line_ends() -> None:
    found = locate("records of\n VICTIMS are kept", ANSWERS)

    assert found == Place("purpose", 0, 5, exact=True)


def test_words_in_a_cell_of_a_table_are_found() -> None:
    answers = {"risks": [{"id": "r1", "harm": "A person is traced by a violent partner"}]}

    found = locate("traced by a violent", answers)

    assert found is not None
    assert (found.question, found.exact) == ("risks", True)


def test_words_marked_in_the_middle_of_a_word_are_found() -> None:
    assert locate("ouncil may se", ANSWERS) == Place("purpose", 9, 12, exact=True)


def test_words_that_stand_elsewhere_after_an_edit_are_still_found() -> None:
    moved = {"purpose": f"A new first sentence. {TEXT}"}

    found = locate("only for a child at risk", moved)

    assert found is not None
    assert found.exact


def test_words_that_changed_are_said_to_have_changed_with_what_stands_now() -> None:
    edited = {"purpose": TEXT.replace("six years", "seven years")}

    found = locate("victims are kept for six years.", edited)

    assert found is not None
    assert not found.exact
    assert found.now == "victims are kept for seven years."


def test_words_that_are_gone_are_found_nowhere() -> None:
    assert locate("victims are kept for six years", {"purpose": "Quite another text."}) is None
    assert locate("   ", ANSWERS) is None


def test_two_quotes_that_share_a_word_overlap_and_others_do_not() -> None:
    first = locate("kept for six years", ANSWERS)
    second = locate("six years. The council", ANSWERS)
    third = locate("Every look-up is logged", ANSWERS)
    assert first and second and third

    assert first.overlaps(second)
    assert second.overlaps(first)
    assert not first.overlaps(third)


@given(st.integers(0, 20), st.integers(1, 8), st.text(alphabet="ab \n", max_size=40))
def test_any_stretch_of_a_text_is_found_wherever_words_are_put_before_it(
    start: int, length: int, before: str
) -> None:
    words = TEXT.replace("*", "").split()
    quote = " ".join(words[start : start + length])

    found = locate(quote, {"purpose": f"{before} {TEXT}"})

    assert found is not None
    assert found.exact
