"""One paragraph of a Word file as runs: looks, links, breaks, tracked changes, comment ranges."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from documents.references import mark_of
from govern.exchange.word.guarding import Parts
from govern.exchange.word.lists import Lists
from govern.exchange.word.model import Lost, Mark, Para, Run
from govern.exchange.word.xml import tag

_MARKS = {
    tag("w:ins"): ("ins", False),
    tag("w:del"): ("del", False),
    tag("w:moveTo"): ("ins", True),
    tag("w:moveFrom"): ("del", True),
}
_SAYS = {tag("w:tab"): "\t", tag("w:cr"): "\n", tag("w:noBreakHyphen"): "\u2011"}
_TEXT = (tag("w:t"), tag("w:delText"))
_DRAWN = {"drawing": "Picture", "pict": "Picture", "object": "Embedded object"}
_NOTHING = {"softHyphen", "lastRenderedPageBreak", "instrText", "fldChar", "rPr", "annotationRef"}
_THROUGH = {"smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo"}
_RELATIONS = "word/_rels/document.xml.rels"


class Paragraphs:
    """Reads paragraphs of one file; keeps which comments are open and what could not be read."""

    def __init__(self, parts: Parts, lists: Lists) -> None:
        self.lost: list[Lost] = []
        self._lists = lists
        self._open: list[str] = []
        self._links: dict[str, str] = {}
        if _RELATIONS in parts:
            for each in parts.xml(_RELATIONS):
                if isinstance(each.tag, str) and each.get("Type", "").endswith("/hyperlink"):
                    self._links[each.get("Id", "")] = each.get("Target", "")

    def read(self, para: Any) -> Para:
        """One `w:p`."""
        properties = para.find(tag("w:pPr"))
        style, level = self._lists.kind(properties)
        anchors = tuple(
            each.get(tag("w:name"), "") for each in para.iter(tag("w:bookmarkStart"))
        ) + tuple(each.get(tag("w:val"), "") for each in para.iter(tag("w:tag")))
        end = properties.find(tag("w:rPr")) if properties is not None else None
        marks = marks_in(end) if end is not None else ()
        runs = tuple(self._runs(para, (), ""))
        return Para(runs, style, level, anchors, marks)

    def _runs(self, parent: Any, marks: tuple[Mark, ...], href: str) -> Iterator[Run]:
        for child in parent:
            if not isinstance(child.tag, str):
                continue
            name = child.tag.rpartition("}")[2]
            if child.tag == tag("w:r"):
                yield from self._run(child, marks, href)
            elif child.tag in _MARKS:
                yield from self._runs(child, (*marks, mark(child)), href)
            elif child.tag == tag("w:hyperlink"):
                target = self._links.get(child.get(tag("r:id"), ""), "")
                inside = mark_of(child.get(tag("w:tooltip"), ""))
                yield from self._runs(child, marks, inside or _web(target))
            elif name in _THROUGH:
                yield from self._runs(child, marks, href)
            elif child.tag == tag("w:commentRangeStart"):
                self._open.append(child.get(tag("w:id"), ""))
            elif child.tag == tag("w:commentRangeEnd"):
                self._open = [each for each in self._open if each != child.get(tag("w:id"))]
            elif name in ("oMath", "oMathPara"):
                said = "".join(each.text or "" for each in child.iter() if each.tag.endswith("}t"))
                self.lost.append(Lost("Equation", said))

    def _run(self, run: Any, marks: tuple[Mark, ...], href: str) -> Iterator[Run]:
        look = Run("", href=href, marks=marks, comments=tuple(self._open))
        properties = run.find(tag("w:rPr"))
        if properties is not None:
            look = replace(
                look,
                bold=_on(properties, "w:b"),
                italic=_on(properties, "w:i"),
                code=self._code(properties),
            )
        pointing = run.find(tag("w:commentReference"))
        if pointing is not None:
            yield replace(look, text="", comments=(pointing.get(tag("w:id"), ""),))
        said = "".join(self._said(each) for each in run)
        if said:
            yield replace(look, text=said)

    def _said(self, each: Any) -> str:
        if not isinstance(each.tag, str):
            return ""
        name = each.tag.rpartition("}")[2]
        if each.tag in _TEXT:
            return each.text or ""
        if each.tag == tag("w:br"):
            return "" if each.get(tag("w:type")) in ("page", "column") else "\n"
        if each.tag in _SAYS:
            return _SAYS[each.tag]
        if each.tag == tag("w:sym"):
            return _symbol(each.get(tag("w:char"), ""))
        if name in _DRAWN or name == "AlternateContent":
            boxed = "".join(word.text or "" for word in each.iter(tag("w:t")))
            kind = "Text box" if boxed else _DRAWN.get(name, "Picture")
            self.lost.append(Lost(kind, boxed or "A picture or drawing without words"))
        return ""

    def _code(self, properties: Any) -> bool:
        style = properties.find(tag("w:rStyle"))
        named = self._lists.name(style.get(tag("w:val"), "")) if style is not None else ""
        return named.replace(" ", "") in ("codewords", "sourcetext", "htmlcode")


def mark(element: Any) -> Mark:
    """A tracked change from the element that carries it."""
    kind, moved = _MARKS[element.tag]
    author = element.get(tag("w:author"), "") or "Unnamed"
    at = element.get(tag("w:date"), "")
    return Mark("ins" if kind == "ins" else "del", author[:200], at[:40], moved)


def marks_in(properties: Any) -> tuple[Mark, ...]:
    """The tracked changes of a paragraph's end or of a table row."""
    return tuple(mark(each) for each in properties if each.tag in _MARKS)


def _on(properties: Any, name: str) -> bool:
    found = properties.find(tag(name))
    return found is not None and found.get(tag("w:val"), "true") not in ("0", "false", "off")


def _web(target: str) -> str:
    return target if target.startswith(("http://", "https://", "mailto:")) else ""


def _symbol(char: str) -> str:
    try:
        return chr(int(char, 16)) if char else ""
    except (ValueError, OverflowError):
        return ""
