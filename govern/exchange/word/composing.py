"""Two answers, or one with itself, as paragraphs in which every difference is a tracked change."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from govern.exchange.word.markdown import key
from govern.exchange.word.model import Cell, Mark, Para, Run

ALIKE = 0.35
"""Paragraphs whose words are less alike are one deleted and one inserted."""

LONG_ENOUGH_TO_MOVE = 20


@dataclass(frozen=True)
class Pen:
    """In whose name and when differences are tracked."""

    author: str
    at: str

    def deleted(self, moved: bool = False) -> Mark:
        """A deletion."""
        return Mark("del", self.author, self.at, moved)

    def inserted(self, moved: bool = False) -> Mark:
        """An insertion."""
        return Mark("ins", self.author, self.at, moved)


def redlined(old: Sequence[Para], new: Sequence[Para], pen: Pen) -> list[Para]:
    """The paragraphs from old to new; rejecting all gives old, accepting all gives new."""
    before, after = [key(each) for each in old], [key(each) for each in new]
    made: list[Para] = []
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            made += new[new_start:new_end]
        else:
            made += _replaced(list(old[start:end]), list(new[new_start:new_end]), pen)
    return _with_moves(made)


def cell(old: str, new: str, pen: Pen, anchors: tuple[str, ...] = (), style: str = "cell") -> Cell:
    """One cell's plain text from old to new: one paragraph, its lines kept apart by breaks."""
    return Cell((line(old, new, pen, anchors, style),))


def line(old: str, new: str, pen: Pen, anchors: tuple[str, ...] = (), style: str = "text") -> Para:
    """One paragraph of plain text from old to new."""
    before = Para((Run(old),) if old else (), style)
    after = Para((Run(new),) if new else (), style, 0, anchors)
    return _words(before, after, pen)


def whole(para: Para, mark: Mark) -> Para:
    """A paragraph that is inserted or deleted with its end."""
    runs = tuple(replace(run, marks=(*run.marks, mark)) for run in para.runs)
    return replace(para, runs=runs, marks=(*para.marks, mark))


def _replaced(old: list[Para], new: list[Para], pen: Pen) -> list[Para]:
    made: list[Para] = []
    while old and new:
        before, after = old[0], new[0]
        same_place = (before.style, before.level) == (after.style, after.level)
        if same_place and _alike(before, after):
            made.append(_words(before, after, pen))
            old, new = old[1:], new[1:]
        elif len(old) >= len(new):
            made.append(whole(before, pen.deleted()))
            old = old[1:]
        else:
            made.append(whole(after, pen.inserted()))
            new = new[1:]
    made += [whole(each, pen.deleted()) for each in old]
    return made + [whole(each, pen.inserted()) for each in new]


def _alike(before: Para, after: Para) -> bool:
    matcher = difflib.SequenceMatcher(a=_split(before.text), b=_split(after.text), autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _words(before: Para, after: Para, pen: Pen) -> Para:
    old, new = _pieces(before), _pieces(after)
    runs: list[Run] = []
    matcher = difflib.SequenceMatcher(
        a=[(each.text, each.look) for each in old],
        b=[(each.text, each.look) for each in new],
        autojunk=False,
    )
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            runs += new[new_start:new_end]
            continue
        runs += [replace(each, marks=(pen.deleted(),)) for each in old[start:end]]
        runs += [replace(each, marks=(pen.inserted(),)) for each in new[new_start:new_end]]
    return replace(after, runs=tuple(_joined(runs)))


def _pieces(para: Para) -> list[Run]:
    return [replace(run, text=word) for run in para.runs for word in _split(run.text)]


def _split(text: str) -> list[str]:
    return re.findall(r"\n|[^\S\n]+|\w+|[^\w\s]", text)


def _joined(runs: Sequence[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(joined[-1], text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


def _with_moves(paras: list[Para]) -> list[Para]:
    """A paragraph deleted in one place and inserted in another unchanged was moved."""
    gone = {key(each): at for at, each in enumerate(paras) if _is(each, "del")}
    for at, para in enumerate(paras):
        source = gone.pop(key(para), None) if _is(para, "ins") else None
        if source is not None and len(para.text) >= LONG_ENOUGH_TO_MOVE:
            paras[source], paras[at] = _moved(paras[source]), _moved(para)
    return paras


def _is(para: Para, kind: str) -> bool:
    return bool(para.marks) and all(mark.kind == kind for mark in para.marks)


def _moved(para: Para) -> Para:
    def marked(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        return tuple(replace(mark, moved=True) for mark in marks)

    runs = tuple(replace(run, marks=marked(run.marks)) for run in para.runs)
    return replace(para, runs=runs, marks=marked(para.marks))
