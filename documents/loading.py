"""Turns a definition's YAML into a Definition, refusing whatever does not hold together."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from documents.definition import Definition, Kind, Law, Option, Question, Section, When
from documents.reading import Item, read

SOURCE = r".*(?<![\w:])(?:F:[A-Z0-9-]+|[KDV])(?!\w).*"
SOURCE_WORDS = "a source with its mark: F:KEY, V, K or D"
LIVE_OPTIONS = frozenset({"organisations", "forces", "partners", "categories", "purposes"})
"""Option lists that the installation supplies; answers are permanent slugs."""

Taken = TypeVar("Taken")
_SNAKE = r"[a-z][a-z0-9_]{0,62}"
_CHOICES = frozenset({Kind.CHOICE, Kind.CHOICES})
_WRITTEN = frozenset({Kind.TEXT, Kind.LONG_TEXT})
_QUESTION_KEYS = frozenset(
    {"hint", "required", "options", "options_from", "columns", "min_rows", "max_length", "audience"}
)


def load_definition(path: Path, tables: Collection[str]) -> Definition:
    """One definition file; `tables` are the reference tables that `options_from` may name."""
    root = read(path)
    entries = root.fields(needs=("name", "version", "title", "sections"))
    name = entries["name"].text()
    if name != path.parent.name:
        entries["name"].fail(f"'{name}' must be the folder's name, '{path.parent.name}'")
    version = entries["version"].integer()
    if str(version) != path.stem:
        entries["version"].fail(f"{version} must be the file's name, '{path.stem}'")
    known = LIVE_OPTIONS | set(tables)
    sections = [(item, _section(item, known)) for item in entries["sections"].items()]
    _refuse_repeats([(item, section.id) for item, section in sections], "section")
    definition = Definition(
        name=name,
        version=version,
        title=entries["title"].text(),
        sections=tuple(section for _, section in sections),
    )
    _check_questions(entries["sections"], definition)
    return definition


def law(item: Item) -> Law:
    """One statement of law with its source and verified marks."""
    marks = ("verified_by", "verified_on")
    entries = item.fields(needs=("citation", "says", "source", *marks))
    if ("verified_by" in entries) != ("verified_on" in entries):
        item.fail("needs both 'verified_by' and 'verified_on', or null for both")
    return Law(
        citation=entries["citation"].text(),
        says=entries["says"].text(),
        source=entries["source"].matching(SOURCE, SOURCE_WORDS),
        verified_by=entries["verified_by"].text() if "verified_by" in entries else None,
        verified_on=entries["verified_on"].date() if "verified_on" in entries else None,
    )


def _section(item: Item, known: Collection[str]) -> Section:
    entries = item.fields(needs=("id", "title", "guidance"), may=("law", "example", "questions"))
    return Section(
        id=entries["id"].matching(r"[A-Z][A-Za-z0-9]{0,7}", "a section id such as D4"),
        title=entries["title"].text(),
        guidance=entries["guidance"].text(),
        law=tuple(law(one) for one in _list(entries, "law")),
        example=_optional(entries, "example", Item.text),
        questions=tuple(_question(one, known) for one in _list(entries, "questions")),
    )


def _question(item: Item, known: Collection[str], *, column: bool = False) -> Question:
    entries = item.fields(needs=("id", "label", "kind"), may=_QUESTION_KEYS)
    kind = Kind(entries["kind"].one_of([str(one) for one in Kind]))
    if column and kind is Kind.TABLE:
        entries["kind"].fail("a table may not stand inside a table")
    if column and entries["id"].text() == "id":
        entries["id"].fail("'id' is kept for the row's own id")
    _check_shape(item, entries, kind)
    required, when = _required(entries.get("required"))
    return Question(
        id=entries["id"].matching(_SNAKE, "snake_case"),
        label=entries["label"].text(),
        kind=kind,
        hint=_optional(entries, "hint", Item.text),
        required=required,
        required_when=when,
        options=_options(entries),
        options_from=_optional(entries, "options_from", lambda one: one.one_of(known)),
        columns=_columns(entries, known),
        min_rows=_optional(entries, "min_rows", Item.integer) or 0,
        max_length=_optional(entries, "max_length", Item.integer),
        audience=_optional(entries, "audience", Item.text),
    )


def _check_shape(item: Item, entries: dict[str, Item], kind: Kind) -> None:
    chosen = kind in _CHOICES
    if chosen and ("options" in entries) == ("options_from" in entries):
        item.fail(f"a {kind} needs either 'options' or 'options_from'")
    allowed = {
        "options": chosen,
        "options_from": chosen or kind is Kind.ORGANISATIONS,
        "columns": kind is Kind.TABLE,
        "min_rows": kind is Kind.TABLE,
        "max_length": kind in _WRITTEN,
    }
    for key, allows in allowed.items():
        if key in entries and not allows:
            entries[key].fail(f"a {kind} takes no '{key}'")
    if kind is Kind.TABLE and "columns" not in entries:
        item.fail("a table needs 'columns'")


def _required(item: Item | None) -> tuple[bool, When | None]:
    if item is None:
        return False, None
    if item.is_scalar():
        return item.boolean(), None
    when = item.fields(needs=("when",))["when"]
    entries = when.fields(needs=("question",), may=("is", "in", "includes"))
    tests = [key for key in ("is", "in", "includes") if key in entries]
    if len(tests) != 1:
        when.fail("needs one of 'is', 'in' or 'includes'")
    value = entries[tests[0]]
    values = [one.scalar() for one in value.items()] if value.is_list() else [value.scalar()]
    return False, When(question=entries["question"].text(), values=tuple(values))


def _options(entries: dict[str, Item]) -> tuple[Option, ...]:
    found: list[tuple[Item, Option]] = []
    for item in _list(entries, "options"):
        one = item.fields(needs=("value", "label"), may=("hint",))
        value = one["value"].matching(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}", "a short code")
        found.append((item, Option(value, one["label"].text(), _optional(one, "hint", Item.text))))
    _refuse_repeats([(item, option.value) for item, option in found], "option")
    return tuple(option for _, option in found)


def _columns(entries: dict[str, Item], known: Collection[str]) -> tuple[Question, ...]:
    found = [(one, _question(one, known, column=True)) for one in _list(entries, "columns")]
    _refuse_repeats([(item, column.id) for item, column in found], "column")
    return tuple(column for _, column in found)


def _check_questions(sections: Item, definition: Definition) -> None:
    places: list[tuple[Item, Question]] = []
    for item, section in zip(sections.items(), definition.sections, strict=True):
        asked = _list(item.entries(), "questions")
        places.extend(zip(asked, section.questions, strict=True))
    _refuse_repeats([(item, question.id) for item, question in places], "question")
    for item, question in places:
        _check_when(item, question, {}, definition)
        siblings = {column.id: column for column in question.columns}
        for place, column in zip(_list(item.entries(), "columns"), question.columns, strict=True):
            _check_when(place, column, siblings, definition)


def _check_when(
    item: Item, question: Question, siblings: dict[str, Question], definition: Definition
) -> None:
    if (when := question.required_when) is None:
        return
    target = siblings.get(when.question)
    if target is None and when.question in definition.places:
        target = definition.question(when.question)
    if target is None:
        item.entries()["required"].fail(f"waits for '{when.question}', which is not asked")
    allowed = {option.value for option in target.options}
    for value in when.values:
        if isinstance(value, bool) != (target.kind is Kind.YES_NO):
            item.entries()["required"].fail(f"'{value}' is no answer to '{target.id}'")
        if allowed and value not in allowed:
            item.entries()["required"].fail(f"'{value}' is no option of '{target.id}'")


def _refuse_repeats(found: list[tuple[Item, str]], noun: str) -> None:
    seen: set[str] = set()
    for item, name in found:
        if name in seen:
            item.fail(f"{noun} '{name}' stands twice")
        seen.add(name)


def _list(entries: dict[str, Item], key: str) -> list[Item]:
    return list(entries[key].items()) if key in entries else []


def _optional(entries: dict[str, Item], key: str, take: Callable[[Item], Taken]) -> Taken | None:
    return take(entries[key]) if key in entries else None
