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

LOOK_AHEAD = 3
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
    """Paragraphs that are alike are changed word by word; the others go and come whole."""
    made: list[Para] = []
    while old and new:
        here = _likeness(old[0], new[0])
        if here >= max(ALIKE, _best(old[1:], new[:1]), _best(old[:1], new[1:])):
            made.append(_words(old.pop(0), new.pop(0), pen))
        elif _best(old[1:], new[:1]) >= _best(old[:1], new[1:]):
            made.append(whole(old.pop(0), pen.deleted()))
        else:
            made.append(whole(new.pop(0), pen.inserted()))
    made += [whole(each, pen.deleted()) for each in old]
    return made + [whole(each, pen.inserted()) for each in new]


def _best(old: Sequence[Para], new: Sequence[Para]) -> float:
    """The greatest likeness a little further on."""
    found = [_likeness(one, other) for one in old[:LOOK_AHEAD] for other in new[:LOOK_AHEAD]]
    return max(found, default=0.0)


def _likeness(before: Para, after: Para) -> float:
    if (before.style, before.level) != (after.style, after.level):
        return 0.0
    matcher = difflib.SequenceMatcher(a=_split(before.text), b=_split(after.text), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


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
