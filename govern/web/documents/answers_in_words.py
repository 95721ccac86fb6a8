"""Answers in words for reading, comparing and choosing: tables as one line for each cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.definition import Kind, Question
from govern.records.wording import words

Pair = tuple[str, str]


def in_words(question: Question, answer: Any, names: Mapping[str, str]) -> str:
    """One answer as plain text; a table row by row, a line for each cell; "" when there is none."""
    if answer is None:
        return ""
    if question.kind is not Kind.TABLE:
        return words(question, answer, names)
    return "\n\n".join(
        row_in_words(question, row, names, number) for number, row in enumerate(answer, start=1)
    )


def row_in_words(
    table: Question, row: Mapping[str, Any], names: Mapping[str, str], number: int = 0
) -> str:
    """One row as lines of "Label: answer"."""
    lines = [f"Row {number}"] if number else []
    for label, said in pairs(table, row, names):
        lines.append(f"{label} {said}" if label.endswith("?") else f"{label}: {said}")
    return "\n".join(lines)


def pairs(table: Question, row: Mapping[str, Any], names: Mapping[str, str]) -> list[Pair]:
    """The cells of one row that are filled, each as (label, answer in words)."""
    return [
        (column.label, words(column, row[column.id], names))
        for column in table.columns
        if column.id in row
    ]
