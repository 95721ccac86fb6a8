"""What a file's styles and numbering make of a paragraph: a heading, an item of a list, a quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from govern.exchange.word.guarding import Parts
from govern.exchange.word.xml import tag

_OURS = {
    "not answered": "blank",
    "quote": "quote",
    "intense quote": "quote",
    "list continue": "continue",
    "title": "title",
    "heading 1": "section",
    "heading 3": "label",
}
_NO_LIST = "0"


@dataclass(frozen=True)
class _Style:
    """One style: its name, what it is based on, and the list it puts a paragraph in."""

    name: str
    based_on: str
    number: str
    level: int


class Lists:
    """Looks up a file's styles and lists."""

    def __init__(self, parts: Parts) -> None:
        self._styles: dict[str, _Style] = {}
        self._forms: dict[tuple[str, int], str] = {}
        if "word/styles.xml" in parts:
            self._read_styles(parts.xml("word/styles.xml"))
        if "word/numbering.xml" in parts:
            self._read_numbering(parts.xml("word/numbering.xml"))

    def kind(self, properties: Any) -> tuple[str, int]:
        """Our word for a paragraph's style, and its level in lists."""
        style = _value(properties, "w:pStyle")
        number, level = _numbering(properties)
        found = self._styles.get(style)
        seen = 0
        while not number and found is not None and seen < 10:
            number, level = found.number, level or found.level
            found, seen = self._styles.get(found.based_on), seen + 1
        name = self.name(style)
        if number and number != _NO_LIST:
            form = self._forms.get((number, level), "decimal")
            if form != "none":
                return ("bullet" if form == "bullet" else "number"), level
        if name.startswith("list bullet"):
            return "bullet", level
        if name.startswith("list number"):
            return "number", level
        return self._ours(style, name), _continued(properties) if name == "list continue" else 0

    def name(self, style: str) -> str:
        """A style's own name in lower case."""
        found = self._styles.get(style)
        return found.name if found is not None else style.lower()

    def _ours(self, style: str, name: str) -> str:
        for ours, word in _OURS.items():
            if name == ours or name == ours.replace(" ", ""):
                return word
        return "text"

    def _read_styles(self, root: Any) -> None:
        for each in root.iter(tag("w:style")):
            properties = each.find(tag("w:pPr"))
            number, level = _numbering(properties)
            self._styles[each.get(tag("w:styleId"), "")] = _Style(
                _value(each, "w:name").lower(), _value(each, "w:basedOn"), number, level
            )

    def _read_numbering(self, root: Any) -> None:
        forms: dict[tuple[str, int], str] = {}
        for abstract in root.iter(tag("w:abstractNum")):
            number = abstract.get(tag("w:abstractNumId"), "")
            for level in abstract.iter(tag("w:lvl")):
                form = _value(level, "w:numFmt") or "decimal"
                forms[number, _int(level.get(tag("w:ilvl")))] = form
        for num in root.iter(tag("w:num")):
            abstract_id = _value(num, "w:abstractNumId")
            for level in range(9):
                form = forms.get((abstract_id, level), "decimal")
                self._forms[num.get(tag("w:numId"), ""), level] = form


def _numbering(properties: Any) -> tuple[str, int]:
    numbered = properties.find(tag("w:numPr")) if properties is not None else None
    if numbered is None:
        return "", 0
    return _value(numbered, "w:numId"), _int(_value(numbered, "w:ilvl"))


def _continued(properties: Any) -> int:
    indent = properties.find(tag("w:ind")) if properties is not None else None
    left = _int(indent.get(tag("w:left"), indent.get(tag("w:start")))) if indent is not None else 0
    return max(left // 425 - 1, 0)


def _value(parent: Any, name: str) -> str:
    found = parent.find(tag(name)) if parent is not None else None
    return str(found.get(tag("w:val"), "")) if found is not None else ""


def _int(raw: str | None) -> int:
    return int(raw) if raw and raw.isdecimal() and len(raw) < 6 else 0
