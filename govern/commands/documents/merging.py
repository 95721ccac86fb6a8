"""Two people saved one section: what of both stands, question by question and row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, Any]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Clash:
    """One question that two people changed: both texts; `theirs` stands until somebody chooses."""

    question: str
    mine: Any
    theirs: Any


def merge(
    base: Answers, mine: Answers, theirs: Answers
) -> tuple[dict[str, Any], tuple[Clash, ...]]:
    """Three-way by question, and inside a table by row: a change on one side wins.

    Two different changes of one question, or of one row, are a clash: theirs stands there, and
    both whole answers come back to choose from.
    """
    merged: dict[str, Any] = {}
    clashes: list[Clash] = []
    for question in {**theirs, **mine}:
        was, my, their = base.get(question), mine.get(question), theirs.get(question)
        chosen, clashed = _both(was, my, their)
        if clashed:
            clashes.append(Clash(question, my, their))
        if chosen is not None:
            merged[question] = chosen
    return merged, tuple(clashes)


def _both(was: Any, my: Any, their: Any) -> tuple[Any, bool]:
    if my in (was, their):
        return their, False
    if their == was:
        return my, False
    if all(_is_table(each) for each in (was, my, their)):
        return _rows(was or (), my or (), their or ())
    return their, True


def _is_table(answer: Any) -> bool:
    if answer is None:
        return True
    return isinstance(answer, list | tuple) and all(isinstance(each, Mapping) for each in answer)


def _rows(
    was: Sequence[Row], my: Sequence[Row], their: Sequence[Row]
) -> tuple[list[Row] | None, bool]:
    before, mine, theirs = _by_id(was), _by_id(my), _by_id(their)
    clashed = False
    kept: dict[str, Row] = {}
    for row_id in _order(list(before), list(mine), list(theirs)):
        row, both = _row(before.get(row_id), mine.get(row_id), theirs.get(row_id))
        clashed = clashed or both
        if row is not None:
            kept[row_id] = row
    return list(kept.values()) or None, clashed


def _row(was: Row | None, my: Row | None, their: Row | None) -> tuple[Row | None, bool]:
    """A row changed by one and removed by the other stays: nothing that was typed goes unseen."""
    if my in (was, their):
        return their, False
    if their == was:
        return my, False
    return (their if their is not None else my), True


def _order(before: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """Their order, unless only mine moved rows; new rows of the other side come last."""
    common = [each for each in before if each in theirs and each in mine]
    moved = [each for each in theirs if each in common] != common
    first, second = (theirs, mine) if moved else (mine, theirs)
    return list(dict.fromkeys([*first, *second]))


def _by_id(rows: Sequence[Row]) -> dict[str, Row]:
    return {str(row["id"]): row for row in rows}
