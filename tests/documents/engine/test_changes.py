"""What moved between two contents."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from documents.changes import Change, changes, word_diff
from documents.content import Content
from tests.documents.engine.sample import sample


def between(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    return changes(Content(sample(), old), Content(sample(), new))


def rows(*names: str, **changed: Any) -> dict[str, Any]:
    return {"things": [{"id": name, "what": name, **changed.get(name, {})} for name in names]}


def test_the_same_content_has_no_changes() -> None:
    assert between(rows("a", "b"), rows("a", "b")) == []


def test_answers_are_added_changed_and_removed() -> None:
    found = between({"name": "Ann", "many": 1}, {"many": 2, "is_late": True})

    assert found == [
        Change("A1", "name", None, "removed", "Ann", None),
        Change("A1", "is_late", None, "added", None, True),
        Change("A1", "many", None, "changed", 1, 2),
    ]


def test_a_row_is_matched_by_its_id_and_told_by_column() -> None:
    found = between(rows("a", "b"), rows("a", "b", b={"what": "c", "number": 3}))

    assert found == [
        Change("A2", "things", "b", "changed", "b", "c", "what"),
        Change("A2", "things", "b", "added", None, 3, "number"),
    ]


def test_a_row_put_in_front_moves_no_other() -> None:
    (found,) = between(rows("a", "b"), rows("new", "a", "b"))

    assert (found.row, found.kind) == ("new", "row_added")


def test_a_row_taken_out_moves_no_other() -> None:
    (found,) = between(rows("a", "b", "c"), rows("b", "c"))

    assert (found.row, found.kind) == ("a", "row_removed")


def test_one_row_moved_to_the_front_is_one_move() -> None:
    found = between(rows("a", "b", "c"), rows("c", "a", "b"))

    assert found == [Change("A2", "things", "c", "row_moved", 3, 1)]


def test_a_row_may_move_and_change() -> None:
    found = between(rows("a", "b", "c"), rows("c", "a", "b", c={"what": "z"}))

    assert [(one.row, one.kind) for one in found] == [("c", "row_moved"), ("c", "changed")]


def test_words_are_told_apart() -> None:
    assert word_diff("keep the old word", "keep the new word now") == [
        ("same", "keep the "),
        ("removed", "old"),
        ("added", "new"),
        ("same", " word"),
        ("added", " now"),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_runs_of_a_word_diff_give_both_texts_back(before: str, after: str) -> None:
    runs = word_diff(before, after)

    assert "".join(text for kind, text in runs if kind != "added") == before
    assert "".join(text for kind, text in runs if kind != "removed") == after


@given(st.permutations(list("abcdef")))
def test_moves_alone_never_add_or_remove(order: list[str]) -> None:
    found = between(rows(*"abcdef"), rows(*order))

    assert {one.kind for one in found} <= {"row_moved"}
    assert (found == []) is (order == list("abcdef"))
