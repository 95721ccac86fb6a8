"""Questions that belong together: one control of the code with all that is asked of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.definition import Question, Section
from govern.web.documents.fields import Field, Group, TableField

_FIRST = re.compile(r"(?P<stem>[a-z]+_[0-9]+)_answer")

Asked = Field | TableField


@dataclass(frozen=True)
class Arranged:
    """What is asked now, and the groups that what was answered elsewhere makes needless."""

    asked: Sequence[Asked | Group]
    spare: Sequence[Group]


def arranged(part: Section, asked: Sequence[Asked], answers: Mapping[str, Any]) -> Arranged:
    """The questions of a section with those of one control in one group."""
    shown: list[Asked | Group] = []
    spare: list[Group] = []
    beside = {question.id for question in part.questions}
    for stem, pairs in _runs(part.questions, asked):
        if not stem:
            shown += [each for _, each in pairs]
            continue
        group = _group(stem, [each for _, each in pairs])
        needless = _needless(pairs[0][0], beside, answers)
        begun = any(question.id in answers for question, _ in pairs)
        (spare if needless and not begun else shown).append(group)
    return Arranged(shown, spare)


def _runs(
    questions: Sequence[Question], asked: Sequence[Asked]
) -> list[tuple[str, list[tuple[Question, Asked]]]]:
    runs: list[tuple[str, list[tuple[Question, Asked]]]] = []
    stem = ""
    for pair in zip(questions, asked, strict=True):
        first = _FIRST.fullmatch(pair[0].id)
        if first:
            stem = first["stem"]
            runs.append((stem, []))
        elif not runs or not stem or not pair[0].id.startswith(f"{stem}_"):
            stem = ""
            runs.append((stem, []))
        runs[-1][1].append(pair)
    return runs


def _group(stem: str, parts: Sequence[Asked]) -> Group:
    name = stem.upper().replace("_", "-")
    told = [
        replace(each, about=f"for {name}") if number else each for number, each in enumerate(parts)
    ]
    return Group(name, told)


def _needless(question: Question, beside: set[str], answers: Mapping[str, Any]) -> bool:
    when = question.required_when
    if when is None or when.question in beside or when.question not in answers:
        return False
    return not when.holds(answers)
