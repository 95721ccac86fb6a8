"""What stands after two people saved one section: a change on one side wins, two are both kept."""

from __future__ import annotations

from govern.commands.documents.merging import Clash, merge

ONE, TWO, THREE = {"id": "a", "v": 1}, {"id": "b", "v": 2}, {"id": "c", "v": 3}


def test_a_change_on_one_side_wins() -> None:
    base = {"purpose": "old", "outcome": "old"}

    merged, clashes = merge(
        base, {"purpose": "mine", "outcome": "old"}, {"purpose": "old", "outcome": "theirs"}
    )

    assert merged == {"purpose": "mine", "outcome": "theirs"}
    assert clashes == ()


def test_two_changes_of_one_question_are_both_kept() -> None:
    merged, clashes = merge({"purpose": "old"}, {"purpose": "mine"}, {"purpose": "theirs"})

    assert merged == {"purpose": "theirs"}
    assert clashes == (Clash("purpose", "mine", "theirs"),)


def test_the_same_change_twice_is_no_clash() -> None:
    assert merge({}, {"purpose": "new"}, {"purpose": "new"}) == ({"purpose": "new"}, ())


def test_an_answer_taken_away_by_one_stays_away() -> None:
    assert merge({"purpose": "old"}, {}, {"purpose": "old"}) == ({}, ())


def test_an_answer_taken_away_by_one_and_changed_by_the_other_is_a_clash() -> None:
    merged, clashes = merge({"purpose": "old"}, {}, {"purpose": "theirs"})

    assert merged == {"purpose": "theirs"}
    assert clashes == (Clash("purpose", None, "theirs"),)


def test_different_rows_of_one_table_merge() -> None:
    mine = {"id": "a", "v": 10}
    theirs = {"id": "b", "v": 20}

    merged, clashes = merge({"t": [ONE, TWO]}, {"t": [mine, TWO]}, {"t": [ONE, theirs]})

    assert merged == {"t": [mine, theirs]}
    assert clashes == ()


def test_rows_added_by_both_are_both_there() -> None:
    merged, clashes = merge({"t": [ONE]}, {"t": [ONE, TWO]}, {"t": [ONE, THREE]})

    assert {row["id"] for row in merged["t"]} == {"a", "b", "c"}
    assert clashes == ()


def test_one_row_changed_by_both_is_a_clash_and_the_rest_merges() -> None:
    mine = [{"id": "a", "v": 10}, TWO, THREE]
    theirs = [{"id": "a", "v": 11}, TWO]

    merged, clashes = merge({"t": [ONE, TWO]}, {"t": mine}, {"t": theirs})

    assert merged["t"] == [{"id": "a", "v": 11}, TWO, THREE]
    assert clashes == (Clash("t", mine, theirs),)


def test_a_row_removed_by_one_and_changed_by_the_other_stays_and_is_a_clash() -> None:
    theirs = [{"id": "a", "v": 11}]

    merged, clashes = merge({"t": [ONE]}, {"t": []}, {"t": theirs})

    assert merged["t"] == theirs
    assert len(clashes) == 1


def test_rows_moved_by_one_and_changed_by_the_other_are_moved_and_changed() -> None:
    changed = {"id": "a", "v": 11}

    merged, clashes = merge({"t": [ONE, TWO]}, {"t": [TWO, ONE]}, {"t": [changed, TWO]})

    assert merged["t"] == [TWO, changed]
    assert clashes == ()
