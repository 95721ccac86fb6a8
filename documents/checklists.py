"""Readiness checklists: what must be shown before certain flows open, in versions that stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from documents.definition import DefinitionError
from documents.loading import SOURCE, SOURCE_WORDS
from documents.reading import Item, read

ROOT = Path(__file__).parent / "definitions" / "reference" / "readiness"
SUBJECTS = ("force", "partner", "flow")
APPROVERS = ("siro", "dpo", "security_officer", "asset_owner", "information_manager")
_MARKS = ("source", "verified_by", "verified_on")
_ITEM = ("id", "requirement", "guidance", "evidence", "approver", "mandatory", "valid_days")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One item. `evidence` is the kind asked for, `approver` the role that judges it,
    `valid_days` how many days from its own date evidence counts (None: it does not age).
    """

    id: str
    requirement: str
    guidance: str
    evidence: str
    approver: str
    mandatory: bool
    valid_days: int | None
    source: str
    verified_by: str | None
    verified_on: date | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """A template. `subject` is what a check of it is about: a force, a partner or one flow."""

    name: str
    version: int
    title: str
    subject: str
    guidance: str
    source: str
    verified_by: str | None
    verified_on: date | None
    items: tuple[Requirement, ...]

    def item(self, id: str) -> Requirement:
        """One item by its id; LookupError when there is none."""
        for one in self.items:
            if one.id == id:
                return one
        raise LookupError(f"{self.name} version {self.version} has no item {id!r}")


def names() -> tuple[str, ...]:
    """The names of the shipped checklists, sorted."""
    return tuple(sorted({path.parent.name for path in ROOT.glob("*/*.yaml")}))


def versions(name: str) -> tuple[int, ...]:
    """The versions of one shipped checklist, oldest first; empty when there is none."""
    if name not in names():
        return ()
    return tuple(sorted(int(path.stem) for path in (ROOT / name).glob("*.yaml")))


@cache
def checklist(name: str, version: int | None = None) -> Checklist:
    """One shipped checklist, the newest when no version is given; LookupError when none."""
    known = versions(name)
    if not known or (version is not None and version not in known):
        raise LookupError(f"there is no readiness check {name!r} version {version or 'any'}")
    return load_checklist(ROOT / name / f"{version or known[-1]}.yaml")


def load_checklist(path: Path) -> Checklist:
    """The checklist of one file. Raises DefinitionError with the file, the place and the fault."""
    root = read(path)
    needs = ("name", "version", "title", "subject", "guidance", "items", *_MARKS)
    entries = root.fields(needs=needs)
    name, version = entries["name"].text(), entries["version"].integer()
    if (name, str(version)) != (path.parent.name, path.stem):
        root.fail(f"'{name}' version {version} must stand in {name}/{version}.yaml")
    items = tuple(_items(entries["items"]))
    if not any(one.mandatory for one in items):
        entries["items"].fail("has no mandatory item, so it would be passed by nothing")
    return Checklist(
        name=name,
        version=version,
        title=entries["title"].text(),
        subject=entries["subject"].one_of(SUBJECTS),
        guidance=entries["guidance"].text(),
        source=entries["source"].matching(SOURCE, SOURCE_WORDS),
        verified_by=_verified(root, entries),
        verified_on=entries["verified_on"].date() if "verified_on" in entries else None,
        items=items,
    )


def faults() -> tuple[DefinitionError, ...]:
    """Every shipped checklist that does not load, with its fault; empty when all do."""
    found = []
    for name in names():
        for version in versions(name):
            try:
                load_checklist(ROOT / name / f"{version}.yaml")
            except DefinitionError as error:
                found.append(error)
    return tuple(found)


def _items(listed: Item) -> Iterator[Requirement]:
    seen: set[str] = set()
    for item in listed.items():
        one = _item(item)
        if one.id in seen:
            item.fail(f"item '{one.id}' stands twice")
        seen.add(one.id)
        yield one


def _item(item: Item) -> Requirement:
    entries = item.fields(needs=(*_ITEM, *_MARKS))
    days = entries["valid_days"].integer() if "valid_days" in entries else None
    if days is not None and days < 1:
        entries["valid_days"].fail("must be one day or more, or null")
    return Requirement(
        id=entries["id"].matching(r"[A-Z]{2,4}-[0-9]{2}", "an item id such as GW-07"),
        requirement=entries["requirement"].text(),
        guidance=entries["guidance"].text(),
        evidence=entries["evidence"].text(),
        approver=entries["approver"].one_of(APPROVERS),
        mandatory=entries["mandatory"].boolean(),
        valid_days=days,
        source=entries["source"].matching(SOURCE, SOURCE_WORDS),
        verified_by=_verified(item, entries),
        verified_on=entries["verified_on"].date() if "verified_on" in entries else None,
    )


def _verified(item: Item, entries: dict[str, Item]) -> str | None:
    if ("verified_by" in entries) != ("verified_on" in entries):
        item.fail("needs both 'verified_by' and 'verified_on', or null for both")
    return entries["verified_by"].text() if "verified_by" in entries else None
