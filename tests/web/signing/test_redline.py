"""The redline: nothing is lost, and what changed reads as phrases."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govern.web.signing.redline import redline

WORDS = ("the", "SIRO", "decides", "again", ".", "\n", "late")
TEXTS = st.lists(st.sampled_from(WORDS)).map(" ".join)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_it(before: str, after: str) -> None:
    runs = redline(before, after)

    old = "".join(words for kind, words in runs if kind != "added")
    new = "".join(words for kind, words in runs if kind != "removed")
    assert old.split() == before.split()
    assert new.split() == after.split()


def test_a_few_words_that_stayed_are_taken_into_the_change() -> None:
    runs = redline("Linking by name is old.", "The portal by itself is new.")

    assert [kind for kind, _ in runs] == ["removed", "added", "same"]


def test_one_changed_word_in_a_sentence_stands_alone() -> None:
    text = "There are about {} people on the record."

    runs = redline(text.format(8), text.format(9))

    assert [words for kind, words in runs if kind != "same"] == ["8", "9"]


def test_other_line_breaks_are_no_change() -> None:
    runs = redline("one flow for each force", "one flow\nfor each force")

    assert {kind for kind, _ in runs} == {"same"}
