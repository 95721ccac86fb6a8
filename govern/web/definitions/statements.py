"""Statements of law as tables: what is stated, where it comes from, and who has verified it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from documents.definition import Definition, Law
from documents.tables import Row
from govern.web.context import named
from govern.web.documents import reference
from govern.web.filters import day
from govern.web.pieces import Cell, Column, Table, Tag
from govern.web.words import plain

LIBRARIES = {
    "article_6": "UK GDPR Article 6: lawful bases",
    "article_9": "UK GDPR Article 9: conditions for special categories",
    "article_10": "UK GDPR Article 10: criminal offence data",
    "clauses": "Clause bank",
    "ico_triggers": "What the {regulator_short} lists as needing an assessment",
    "powers": "Powers (legal gateways)",
    "replaced_law": "Law and codes that something newer replaced",
    "rms_modules": "Modules of the RMS",
    "schedule_1": "Data Protection Act 2018 Schedule 1: conditions",
    "schedule_8": "Data Protection Act 2018 Schedule 8: conditions",
    "wp248_criteria": "Criteria of the WP248 guidelines",
    "wrong_words": "Words that the checks remark on",
}
"""Libraries whose names do not read as words."""
COLUMNS = (Column("Provision"), Column("What is stated"), Column("Source"), Column("Verified"))
NOT_VERIFIED = Tag("Not verified", "grey")
VERIFIED = Tag("Verified", "green")


def law_table(caption: str, laws: Sequence[Law]) -> Table:
    """The statements of one section."""
    rows: list[list[str | Cell]] = [
        [each.citation, each.says, reference.source(each.source), _mark(each)] for each in laws
    ]
    return Table(caption, COLUMNS, rows, "No statement of law stands in this section.")


def library_table(table: str, caption: str, rows: Sequence[Row]) -> Table:
    """The rows of a library; what a row says of itself stands below its title."""
    found: list[list[str | Cell]] = [
        [_title(row), _said(table, row), _source(row), _row_mark(row)] for row in rows
    ]
    columns = (Column("Entry"), *COLUMNS[1:])
    return Table(caption, columns, found, "This library is empty.", caption_hidden=True)


def library_title(table: str) -> str:
    """What a library is called."""
    return named(LIBRARIES.get(table) or plain(table))


def stated(definition: Definition) -> list[Law]:
    """Every statement of law in a definition."""
    return [law for section in definition.sections for law in section.law]


def verified(laws: Iterable[Law]) -> int:
    """How many of them a named person has verified."""
    return sum(bool(law.verified_by and law.verified_on) for law in laws)


def _mark(law: Law) -> Cell:
    said = reference.verified(law)
    return Cell(VERIFIED, [said]) if said else Cell(NOT_VERIFIED)


def _row_mark(row: Row) -> Cell:
    if row["verified_by"] and row["verified_on"]:
        return Cell(VERIFIED, [f"Verified by {row['verified_by']}, {day(row['verified_on'])}"])
    return Cell(NOT_VERIFIED)


def _title(row: Row) -> Cell:
    return Cell(str(row["title"]), [str(row["id"])])


def _said(table: str, row: Row) -> str:
    return reference.note(table, row) or str(row.get("text") or row.get("message") or "")


def _source(row: Row) -> str:
    return reference.source(str(row["source"]))
