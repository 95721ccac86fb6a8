"""Every version of every definition with its adoption, and the libraries that answers draw on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, url_for

from documents import catalogue
from govern.errors import NotFound
from govern.store.adoption_pages import Adopted, adoptions
from govern.web.context import installation
from govern.web.definitions.blueprint import blueprint, reads
from govern.web.definitions.statements import library_table, library_title, stated, verified
from govern.web.filters import moment
from govern.web.pieces import Cell, Column, Link, Table, Tag


@dataclass(frozen=True)
class DefinitionsPage:
    """The definitions, the libraries, and what adopting means here."""

    rule: str
    definitions: Table
    libraries: Table


@dataclass(frozen=True)
class LibraryPage:
    """One library."""

    crumbs: Sequence[Link]
    title: str
    table: Table


@blueprint.get("/definitions")
@reads
def index() -> str:
    """Every version of every definition."""
    with installation().reading() as session:
        found = adoptions(session)
    page = DefinitionsPage(in_force(), _definitions(found), _libraries())
    return render_template("definitions/list.html", page=page)


@blueprint.get("/definitions/libraries/<table>")
@reads
def library(table: str) -> str:
    """One library: every row with its source and mark."""
    name = table.replace("-", "_")
    if name not in catalogue.shipped().tables:
        raise NotFound(f"library {table}")
    rows = catalogue.reference(name)
    crumbs = [Link("Definitions", url_for("definitions.index"))]
    title = library_title(name)
    page = LibraryPage(crumbs, title, library_table(name, title, rows))
    return render_template("definitions/library.html", page=page)


def in_force() -> str:
    """What adoption is needed for in this installation."""
    if installation().demonstration:
        return (
            "In this demonstration a text can be frozen on any version. Elsewhere nothing is "
            "frozen on a version that no lawyer has adopted by name."
        )
    return "Nothing is frozen on a version before a lawyer has adopted it by name."


def adopted_cell(adopted: Adopted | None) -> Cell:
    """Who adopted a version and when, or that nobody did."""
    if adopted is None:
        return Cell(Tag("Not adopted", "yellow"))
    by = ", ".join(part for part in (adopted.person, adopted.organisation) if part)
    return Cell(Tag("Adopted", "green"), [by, moment(adopted.at)])


def _definitions(found: Mapping[tuple[str, int], Adopted]) -> Table:
    rows = [
        _definition(name, version, found.get((name, version)))
        for name in catalogue.names()
        for version in reversed(catalogue.versions(name))
    ]
    columns = [
        Column("Definition"),
        Column("Sections", numeric=True),
        Column("Statements of law", numeric=True),
        Column("Adopted"),
    ]
    return Table("Definitions", columns, rows, caption_hidden=True)


def _definition(name: str, version: int, adopted: Adopted | None) -> list[str | Cell]:
    definition = catalogue.definition(name, version)
    laws = stated(definition)
    address = url_for("definitions.show", name=name, version=version)
    return [
        Cell(Link(f"{definition.title}, version {version}", address)),
        f"{len(definition.sections)}",
        Cell(f"{len(laws)}", [f"{verified(laws)} verified"]),
        adopted_cell(adopted),
    ]


def _libraries() -> Table:
    rows: list[list[str | Cell]] = []
    for table in catalogue.shipped().tables:
        entries = catalogue.reference(table)
        marked = sum(bool(row["verified_by"]) for row in entries)
        address = url_for("definitions.library", table=table.replace("_", "-"))
        rows.append([Cell(Link(library_title(table), address)), f"{len(entries)}", f"{marked}"])
    columns = [
        Column("Library"),
        Column("Entries", numeric=True),
        Column("Verified", numeric=True),
    ]
    return Table("Libraries that answers draw on", columns, rows)
