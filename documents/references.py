"""Cross-references and defined terms in a text: `{section D4}`, `{question purposes}` and
`{term controller}`, told as the number, title or term that they stand for.

The content itself keeps what was typed. A backslash before the brace, or code in Markdown, makes
it plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote, unquote

from documents.content import Content
from documents.definition import Definition, Kind, Question, Section

DEFINITIONS: Final = "definitions"
"""The table in which a document defines its terms."""

MARK: Final = "#refers-"
"""How the addresses begin that name a reference itself."""

_REFERENCE = r"\{(?P<kind>section|question|term) +(?P<name>[^{}\n]{1,80}?) *\}"
_IN_MARKDOWN = re.compile(r"(?s:`[^`]*`)|\\.|" + _REFERENCE)
_IN_PLAIN = re.compile(r"\\(?P<kept>\{(?:section|question|term) [^{}\n]*\})|" + _REFERENCE)
_LINK = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]\(<?(#refers-[^)>\s]+)>?\)")
_SIGNS = re.compile(r"([\\`*_\[\]<>&])")
_WRITTEN = (Kind.TEXT, Kind.LONG_TEXT)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference in a text points at; `said` is "" when there is no such thing."""

    kind: str
    name: str
    said: str
    section: str

    @property
    def raw(self) -> str:
        """As it is typed."""
        return f"{{{self.kind} {self.name}}}"


Address = Callable[[Reference], str]
"""Where a link to the thing leads."""


def marked(reference: Reference) -> str:
    """An address that names the reference itself, for files that come back."""
    return _mark(reference.kind, reference.name)


def mark_of(raw: str) -> str:
    """The same for a reference as it is typed; "" when that is none."""
    typed = re.fullmatch(_REFERENCE, raw)
    return _mark(typed["kind"], typed["name"]) if typed else ""


def _mark(kind: str, name: str) -> str:
    return f"{MARK}{kind}-{quote(name, safe='')}"


def named_by(mark: str) -> tuple[str, str]:
    """The kind and the name in such an address."""
    kind, _, name = mark.removeprefix(MARK).partition("-")
    return kind, unquote(name)


def resolved(content: Content, address: Address) -> Content:
    """The content with every reference told in words: links in long answers, plain words in short
    ones and in tables. A reference to nothing stays as it was typed.
    """
    answers = {
        question.id: told(content, question, content.answers[question.id], address)
        for question in content.definition.questions()
        if question.id in content.answers
    }
    return replace(content, answers=answers)


def told(content: Content, question: Question, answer: Any, address: Address) -> Any:
    """One answer of the content, or what stands for it, with its references in words."""
    if answer is None:
        return None
    if question.kind is Kind.LONG_TEXT:
        return told_in_markdown(content, answer, address)
    if question.kind is Kind.TEXT:
        return told_in_plain(content, answer)
    if question.kind is not Kind.TABLE:
        return answer
    written = {column.id for column in question.columns if column.kind in _WRITTEN}
    return [
        {key: told_in_plain(content, cell) if key in written else cell for key, cell in row.items()}
        for row in answer
    ]


def told_in_markdown(content: Content, text: str, address: Address) -> str:
    """One long answer with its references as links."""

    def one(match: re.Match[str]) -> str:
        found = _found(content, match)
        if found is None or not found.said:
            return match.group()
        said = _SIGNS.sub(r"\\\1", found.said)
        return f"[{said}](<{address(found)}>)"

    return _IN_MARKDOWN.sub(one, text) if "{" in text else text


def told_in_plain(content: Content, text: str) -> str:
    """Plain text with its references in words."""

    def one(match: re.Match[str]) -> str:
        found = _found(content, match)
        if found is None:
            return match["kept"]
        return found.said or match.group()

    return _IN_PLAIN.sub(one, text) if "{" in text else text


def references(content: Content, text: str, *, markdown: bool = True) -> Iterator[Reference]:
    """Every reference in one text, those to nothing among them."""
    for match in (_IN_MARKDOWN if markdown else _IN_PLAIN).finditer(text):
        found = _found(content, match)
        if found is not None:
            yield found


def known(content: Content, part: Section) -> list[Reference]:
    """What can be referred to from help beside a section: it, its questions, the defined terms."""
    names = [("section", part.id)]
    names += [("question", each.id) for each in part.questions if each.audience != "drafters"]
    names += [("term", str(row["term"])) for row in terms(content)]
    return [_reference(content, kind, name) for kind, name in names]


def restored(content: Content, question: Question, before: Any, after: Any) -> Any:
    """An answer that came back from where references stood in words, with them as typed again.

    In a long answer links know what they were; else the words of each reference that `before` (as
    typed) has are looked for.
    """
    if isinstance(after, str) and question.kind is Kind.LONG_TEXT:
        after = _LINK.sub(lambda link: "{{{} {}}}".format(*named_by(link[1])), after)
    if question.kind is Kind.TABLE and after:
        rows = {str(row["id"]): row for row in before or ()}
        return [
            _row_restored(content, question, rows.get(str(row["id"]), {}), row) for row in after
        ]
    return _cell_restored(content, before, after)


def _row_restored(
    content: Content, table: Question, before: Mapping[str, Any], after: Mapping[str, Any]
) -> dict[str, Any]:
    written = {column.id for column in table.columns if column.kind in _WRITTEN}
    return {
        name: _cell_restored(content, before.get(name), value) if name in written else value
        for name, value in after.items()
    }


def _cell_restored(content: Content, before: Any, after: Any) -> Any:
    if not isinstance(before, str) or not isinstance(after, str) or "{" not in before:
        return after
    if after == told_in_plain(content, before):
        return before
    for each in references(content, before, markdown=False):
        if each.said and after.count(each.raw) < before.count(each.raw):
            after = after.replace(each.said, each.raw, 1)
    return after


def _found(content: Content, match: re.Match[str]) -> Reference | None:
    kind, name = match["kind"], match["name"]
    if kind is None:
        return None
    return _reference(content, kind, name)


def _reference(content: Content, kind: str, name: str) -> Reference:
    section, said = _FINDERS[kind](content, name)
    return Reference(kind, name, said, section)


def _section(content: Content, name: str) -> tuple[str, str]:
    for number, part in enumerate(content.definition.sections, start=1):
        if part.id == name:
            return part.id, f"section {number}, {part.title}"
    return "", ""


def _question(content: Content, name: str) -> tuple[str, str]:
    place = content.definition.places.get(name)
    if place is None or place[1].audience == "drafters":
        return "", ""
    part, question = place
    return part.id, f"“{question.label.rstrip('?')}” in {_section(content, part.id)[1]}"


def _term(content: Content, name: str) -> tuple[str, str]:
    for row in terms(content):
        if str(row["term"]).casefold() == name.casefold():
            return content.definition.section_of(DEFINITIONS).id, str(row["term"])
    return "", ""


def terms(content: Content) -> list[Mapping[str, Any]]:
    """The rows of the document's table of definitions that name a term."""
    return [row for row in content.rows(DEFINITIONS) if row.get("term")]


def defines(definition: Definition) -> bool:
    """Whether this kind of document has a table of definitions."""
    return DEFINITIONS in definition.places


_FINDERS: Mapping[str, Callable[[Content, str], tuple[str, str]]] = {
    "section": _section,
    "question": _question,
    "term": _term,
}
