"""A paragraph that moved is said to have moved, and no word is lost or made up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from documents.moves import Run, text_diff

FIRST = "Records are kept for six years."
SECOND = "The council may see them for a child at risk."
THIRD = "Every look-up is logged and read again."


def test_a_moved_paragraph_is_no_removal_and_no_addition() -> None:
    runs = text_diff(f"{FIRST}\n{SECOND}\n{THIRD}", f"{THIRD}\n{FIRST}\n{SECOND}")

    assert Run("moved_here", THIRD, 1) in runs
    assert Run("moved_away", THIRD, 1) in runs
    assert not any(run.kind in ("added", "removed") and run.words.strip() for run in runs)


def test_words_changed_beside_a_move_are_still_told() -> None:
    runs = text_diff(f"{FIRST}\n{SECOND}\n{THIRD}", f"{THIRD}\n{FIRST}\n{SECOND[:-6]} harm.")

    assert ("removed", "risk") in [(run.kind, run.words) for run in runs]
    assert any(run.kind == "moved_here" for run in runs)


def test_a_short_line_that_stands_elsewhere_has_not_moved() -> None:
    runs = text_diff(f"None\n{FIRST}", f"{FIRST}\nNone")

    assert not any(run.move for run in runs)


LINES = st.lists(
    st.sampled_from([FIRST, SECOND, THIRD, "None", "", "A new line of five words", "\ue001 odd"]),
    max_size=7,
)


@given(LINES, LINES)
def test_both_texts_can_be_read_off_the_runs(before: list[str], after: list[str]) -> None:
    old, new = "\n".join(before), "\n".join(after)

    runs = text_diff(old, new)

    gone, come = ("added", "moved_here"), ("removed", "moved_away")
    assert "".join(run.words for run in runs if run.kind not in gone) == old
    assert "".join(run.words for run in runs if run.kind not in come) == new


@given(LINES, LINES)
def test_every_move_has_its_two_ends(before: list[str], after: list[str]) -> None:
    runs = text_diff("\n".join(before), "\n".join(after))

    away = sorted((run.move, run.words) for run in runs if run.kind == "moved_away")
    here = sorted((run.move, run.words) for run in runs if run.kind == "moved_here")
    assert away == here
