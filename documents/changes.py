"""What moved between two contents: question by question, row by row, word by word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from documents.content import Content, Row
from documents.definition import Kind, Question

ChangeKind = Literal["added", "removed", "changed", "row_added", "row_removed", "row_moved"]
WordKind = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs; inside a table `row` is the row's id and `column` its column.

    `before` and `after` are answers (whole rows for row_added and row_removed, 1-based places in
    the table for row_moved); None where there was or is none.
    """

    section: str
    question: str
    row: str | None
    kind: ChangeKind
    before: Any
    after: Any
    column: str | None = None


def changes(old: Content, new: Content) -> list[Change]:
    """What differs from old to new, in the order of the new document; dropped questions last."""
    found: list[Change] = []
    for content in (new, old):
        for question in content.definition.questions():
            if content is old and question.id in new.definition.places:
                continue
            section = content.definition.section_of(question.id).id
            found.extend(_compare(section, question, old, new))
    return found


def word_diff(before: str, after: str) -> list[tuple[WordKind, str]]:
    """The two texts as runs of words that stayed, were added or were removed.

    Joining the runs that are not "added" gives `before`, those not "removed" gives `after`.
    """
    old, new = _words(before), _words(after)
    runs: list[tuple[WordKind, str]] = []
    # Spaces are no words here: each would match every other, in the square of the text's length.
    matcher = difflib.SequenceMatcher(
        a=[word for _, word in old], b=[word for _, word in new], autojunk=False
    )
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            pairs = zip(old[start:end], new[new_start:new_end], strict=True)
            for (gone, word), (come, _) in pairs:
                _replaced(runs, gone, come)
                _run(runs, "same", word)
        else:
            _replaced(runs, _joined(old[start:end]), _joined(new[new_start:new_end]))
    return runs


def _replaced(runs: list[tuple[WordKind, str]], gone: str, come: str) -> None:
    """One text in the place of another; the space before both stays."""
    if gone == come:
        _run(runs, "same", gone)
        return
    space = re.match(r"\s*", gone)
    if space and space[0] and come.startswith(space[0]):
        _run(runs, "same", space[0])
        gone, come = gone[space.end() :], come[space.end() :]
    _run(runs, "removed", gone)
    _run(runs, "added", come)


def _run(runs: list[tuple[WordKind, str]], kind: WordKind, text: str) -> None:
    if text and runs and runs[-1][0] == kind:
        runs[-1] = (kind, runs[-1][1] + text)
    elif text:
        runs.append((kind, text))


def _words(text: str) -> list[tuple[str, str]]:
    """(the space before it, the word) of each word or sign; the space at the end has no word."""
    return [(each[1], each[2]) for each in re.finditer(r"(\s*)(\w+|[^\w\s]|$)", text)]


def _joined(words: list[tuple[str, str]]) -> str:
    return "".join(space + word for space, word in words)


def _compare(section: str, question: Question, old: Content, new: Content) -> Iterator[Change]:
    before, after = old.answers.get(question.id), new.answers.get(question.id)
    if before == after:
        return
    if question.kind is Kind.TABLE:
        yield from _compare_rows(section, question.id, old, new)
    else:
        yield Change(section, question.id, None, _kind(before, after), before, after)


def _compare_rows(section: str, table: str, old: Content, new: Content) -> Iterator[Change]:
    before, after = _by_id(old, table), _by_id(new, table)
    moved = moved_apart(list(before), list(after))
    for row_id, row in after.items():
        if row_id not in before:
            yield Change(section, table, row_id, "row_added", None, row)
            continue
        if row_id in moved:
            places = (list(before).index(row_id) + 1, list(after).index(row_id) + 1)
            yield Change(section, table, row_id, "row_moved", *places)
        yield from _compare_row(section, table, before[row_id], row)
    for row_id, row in before.items():
        if row_id not in after:
            yield Change(section, table, row_id, "row_removed", row, None)


def _compare_row(section: str, table: str, old: Row, new: Row) -> Iterator[Change]:
    for column in dict.fromkeys((*old, *new)):
        before, after = old.get(column), new.get(column)
        if before != after:
            row_id = str(new["id"])
            yield Change(section, table, row_id, _kind(before, after), before, after, column)


def moved_apart(before: list[str], after: list[str]) -> set[str]:
    """The fewest things whose move explains the new order: what is outside the longest kept run."""
    old = [one for one in before if one in after]
    new = [one for one in after if one in before]
    place = {row_id: index for index, row_id in enumerate(old)}
    runs: list[list[str]] = []
    for row_id in new:
        fits = [run for run in runs if place[run[-1]] < place[row_id]]
        runs.append([*_longest(fits), row_id])
    return set(new) - set(_longest(runs))


def _longest(runs: list[list[str]]) -> list[str]:
    return max(runs, key=lambda run: len(run)) if runs else []


def _by_id(content: Content, table: str) -> dict[str, Row]:
    return {str(row["id"]): row for row in content.rows(table)}


def _kind(before: Any, after: Any) -> Literal["added", "removed", "changed"]:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"
