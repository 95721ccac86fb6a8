"""What the summaries of a code of connection and of a connection return say of their controls."""

from __future__ import annotations

from collections import Counter

from documents import catalogue
from documents.content import Content
from documents.definition import Question
from govern.records.blocks import Pair, Table
from govern.records.controls import ANSWER
from govern.records.wording import words

MOST_OPEN = 8
"""Controls that a summary of one page names; all stand in their sections."""

MET, NOT_ASKED = "compliant", "not_applicable"


def facts(content: Content) -> list[Pair]:
    """How many controls there are, and how many of each answer."""
    if rows := content.rows("controls"):
        mandatory = sum(bool(row.get("mandatory")) for row in rows)
        return [Pair("Controls", f"{len(rows)}, of them {mandatory} mandatory")]
    answered = _answered(content)
    if not answered:
        return []
    counted = Counter(words(question, answer, {}) for question, answer in answered)
    if len(counted) == 1:
        return [Pair("Controls answered", f"{len(answered)}, all {next(iter(counted)).lower()}")]
    said = "; ".join(f"{number} {label.lower()}" for label, number in counted.most_common())
    return [Pair("Controls answered", f"{len(answered)}: {said}")]


def tables(content: Content) -> tuple[Table, ...]:
    """Of a code, what each profile is asked; of a return, the controls that are not met in full."""
    if content.definition.name == "code_of_connection":
        return _profiles(content)
    return _open(content)


def _profiles(content: Content) -> tuple[Table, ...]:
    rows, vetting = content.rows("controls"), content.rows("vetting_levels")
    if not rows:
        return ()
    level = {row.get("profile"): row.get("level") for row in vetting}
    asked_level = content.definition.question("vetting_levels").column("level")
    cells = []
    for profile in catalogue.reference("profiles"):
        asked = [row for row in rows if profile["id"] in (row.get("profiles") or ())]
        if asked:
            mandatory = sum(bool(row.get("mandatory")) for row in asked)
            lowest = words(asked_level, level.get(profile["id"]), {}) or "Not said"
            name = f"{profile['id']}. {profile['title']}"
            cells.append((name, str(len(asked)), str(mandatory), lowest))
    heads = ("Profile", "Controls", "Mandatory", "Lowest vetting")
    return (Table("What each way of connecting is asked", heads, tuple(cells), (46, 14, 14, 26)),)


def _open(content: Content) -> tuple[Table, ...]:
    found = [
        (question.label, words(question, answer, {}))
        for question, answer in _answered(content)
        if answer not in (MET, NOT_ASKED)
    ]
    if not found:
        return ()
    more = f" (the first {MOST_OPEN} of {len(found)})" if len(found) > MOST_OPEN else ""
    heads = ("Control", "Answer")
    return (Table(f"Not met in full{more}", heads, tuple(found[:MOST_OPEN]), (72, 28)),)


def _answered(content: Content) -> list[tuple[Question, str]]:
    return [
        (question, str(answer))
        for question in content.definition.questions()
        if question.id.endswith(ANSWER) and (answer := content.answers.get(question.id)) is not None
    ]
