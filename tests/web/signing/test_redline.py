"""The redline: nothing is lost, and what changed reads as phrases."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govern.web.signing.redline import redline

TEXTS = st.lists(st.sampled_from(["the", "SIRO", "decides", "again", ".", "\n", "late"])).map(
    " ".join
)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_it(before: str, after: str) -> None:
    runs = redline(before, after)

    assert "".join(words for kind, words in runs if kind != "added") == before
    assert "".join(words for kind, words in runs if kind != "removed") == after


def test_a_few_words_that_stayed_are_taken_into_the_change() -> None:
    runs = redline("Linking by name is old.", "The portal by itself is new.")

    assert [kind for kind, _ in runs] == ["removed", "added", "same"]


def test_one_changed_word_in_a_sentence_stands_alone() -> None:
    runs = redline(
        "There are about 8 people on the record.", "There are about 9 people on the record."
    )

    assert [words for kind, words in runs if kind != "same"] == ["8", "9"]
