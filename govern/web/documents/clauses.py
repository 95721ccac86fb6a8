"""The clause bank beside a section: standard wording that can be added to an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from documents import catalogue
from documents.definition import Definition, Kind, Section
from govern.web.documents import reference
from govern.web.documents.fields import Option
from govern.web.documents.typed import Step

BANK = {"sharing_agreement": "clauses"}
"""Definition -> the reference table that holds its standard clauses."""


@dataclass(frozen=True)
class Clause:
    """One standard clause and the answers that it may be added to."""

    id: str
    title: str
    text: str
    approved: bool
    source: str
    answers: Sequence[Option]


def offered(definition: Definition, part: Section) -> list[Clause]:
    """The clauses for a section; none where its document has no bank."""
    table = BANK.get(definition.name)
    if table is None:
        return []
    written = [Option(q.id, q.label) for q in part.questions if q.kind is Kind.LONG_TEXT]
    return [
        Clause(
            row["id"],
            row["title"],
            row["text"],
            bool(row["approved"]),
            reference.source(row["source"]),
            written,
        )
        for row in catalogue.reference(table)
        if row["section"] == part.id
    ]


def added(
    definition: Definition,
    part: Section,
    given: Mapping[str, Any],
    pressed: Step,
    form: MultiDict[str, str],
) -> dict[str, Any]:
    """The answers with the chosen clause at the end of the chosen one; else as they are."""
    wanted = form.get(f"clause-to.{pressed.table}", "")
    for clause in offered(definition, part) if pressed.do == "clause" else ():
        if clause.id == pressed.table and wanted in {each.value for each in clause.answers}:
            before = str(given.get(wanted) or "").rstrip()
            return {**given, wanted: f"{before}\n\n{clause.text}".lstrip()}
    return dict(given)
