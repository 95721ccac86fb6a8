"""Which definitions and reference tables there are, read once and checked when read."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from documents.definition import Definition, DefinitionError, Option, Question
from documents.loading import LIVE_OPTIONS, load_definition
from documents.tables import Row, load_table

ROOT = Path(__file__).parent / "definitions"
_REFERENCE = "reference"


class Catalogue:
    """The definitions in one folder: `<name>/<version>.yaml` and `reference/<table>.yaml`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._definitions: dict[tuple[str, int], Definition] = {}
        self._tables: dict[str, tuple[Row, ...]] = {}

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """The names of the reference tables, sorted."""
        return tuple(sorted(path.stem for path in (self._root / _REFERENCE).glob("*.yaml")))

    def names(self) -> tuple[str, ...]:
        """The names of the definitions, sorted."""
        found = {path.parent.name for path in self._root.glob("*/*.yaml")}
        return tuple(sorted(found - {_REFERENCE}))

    def versions(self, name: str) -> tuple[int, ...]:
        """The versions of one definition, oldest first; empty when there is none of that name."""
        if name not in self.names():
            return ()
        stems = (path.stem for path in (self._root / name).glob("*.yaml"))
        return tuple(sorted(int(stem) for stem in stems if stem.isdecimal()))

    def definition(self, name: str, version: int | None = None) -> Definition:
        """One definition, the newest when no version is given; LookupError when there is none."""
        known = self.versions(name)
        if not known or (version is not None and version not in known):
            raise LookupError(f"there is no definition {name!r} version {version or 'any'}")
        key = (name, version if version is not None else known[-1])
        if key not in self._definitions:
            path = self._root / name / f"{key[1]}.yaml"
            self._definitions[key] = load_definition(path, self.tables)
        return self._definitions[key]

    def reference(self, table: str) -> tuple[Row, ...]:
        """The rows of one reference table, in file order; LookupError when there is none."""
        if table not in self.tables:
            raise LookupError(f"there is no reference table {table!r}")
        if table not in self._tables:
            self._tables[table] = load_table(self._root / _REFERENCE / f"{table}.yaml")
        return self._tables[table]

    def options(self, question: Question) -> tuple[Option, ...] | None:
        """What may be chosen; None when the installation supplies the list (its slugs)."""
        if question.options_from is None:
            return question.options
        if question.options_from in LIVE_OPTIONS:
            return None
        return tuple(
            Option(row["id"], row["title"]) for row in self.reference(question.options_from)
        )

    def faults(self) -> tuple[DefinitionError, ...]:
        """Every definition and table that does not load, with its fault; empty when all do."""
        found: list[DefinitionError] = []
        for table in self.tables:
            try:
                self.reference(table)
            except DefinitionError as error:
                found.append(error)
        for name in self.names():
            for version in self.versions(name):
                try:
                    self.definition(name, version)
                except DefinitionError as error:
                    found.append(error)
        return tuple(found)


@cache
def shipped() -> Catalogue:
    """The catalogue that ships with the program."""
    return Catalogue(ROOT)


def names() -> tuple[str, ...]:
    """The names of the shipped definitions."""
    return shipped().names()


def versions(name: str) -> tuple[int, ...]:
    """The versions of one shipped definition, oldest first."""
    return shipped().versions(name)


def definition(name: str, version: int | None = None) -> Definition:
    """One shipped definition, the newest when no version is given; LookupError when none."""
    return shipped().definition(name, version)


def reference(table: str) -> tuple[Row, ...]:
    """The rows of one shipped reference table; LookupError when there is none."""
    return shipped().reference(table)


def row(table: str, row_id: str) -> Row:
    """One row of a shipped reference table by its id; LookupError when there is none."""
    for one in reference(table):
        if one["id"] == row_id:
            return one
    raise LookupError(f"there is no row {row_id!r} in the table {table!r}")


def options(question: Question) -> tuple[Option, ...] | None:
    """What may be chosen for a question; None when the installation supplies the list."""
    return shipped().options(question)
