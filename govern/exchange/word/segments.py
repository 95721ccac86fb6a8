"""A file cut at its anchors: what stands under each question, and what under none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from documents.definition import Definition, Question
from govern.exchange.word import anchors
from govern.exchange.word.model import Block, Cell, Para, Table


@dataclass
class Segments:
    """Blocks by question id; `sections` are what follows a heading before any question, `front`
    what comes before all. `by_label` are the questions found by their words alone.
    """

    answers: dict[str, list[Block]] = field(default_factory=dict)
    sections: dict[str, list[Block]] = field(default_factory=dict)
    front: list[Block] = field(default_factory=list)
    by_label: set[str] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)


def export_of(blocks: Sequence[Block]) -> str | None:
    """Which download of ours the file began as; None when it bears no such mark."""
    for block in blocks:
        for anchor in block.anchors if isinstance(block, Para) else ():
            if found := anchors.EXPORT.match(anchor):
                return found[1]
    return None


def segments(definition: Definition, blocks: Sequence[Block]) -> Segments:
    """Cut the blocks. A label that lost its anchor is known by its words, when no other question
    of the document has them.
    """
    places = {anchors.question(each.id): each.id for each in definition.questions()}
    heads = {anchors.section(each.id): each.id for each in definition.sections}
    labels = _labels(definition, blocks, places)
    made = Segments()
    here: list[Block] = made.front
    place = ""
    for block in blocks:
        at = _anchored(block, places)
        if at is None and isinstance(block, Para):
            at = labels.get(_plain(block.text)) if block.style in ("label", "text") else None
            if at is not None and at not in made.answers:
                made.by_label.add(at)
            else:
                at = None
        for other in _all_anchored(block, places):
            made.answers.setdefault(other, [])
        head = _anchored(block, heads)
        if at is not None:
            here, place = made.answers.setdefault(at, []), at
        elif head is not None:
            here, place = made.sections.setdefault(head, []), head
        _noted(made, block, place)
        rest = _without_label(definition, block, at, head)
        if rest is not None:
            here.append(rest)
    return made


def _anchored(block: Block, known: Mapping[str, str]) -> str | None:
    if not isinstance(block, Para):
        return None
    return next((known[each] for each in reversed(block.anchors) if each in known), None)


def _all_anchored(block: Block, known: Mapping[str, str]) -> list[str]:
    """More than one where the labels before it were deleted up to this one."""
    return (
        [known[each] for each in block.anchors if each in known] if isinstance(block, Para) else []
    )


def _labels(
    definition: Definition, blocks: Sequence[Block], places: Mapping[str, str]
) -> dict[str, str]:
    found = {places[a] for b in blocks if isinstance(b, Para) for a in b.anchors if a in places}
    labels: dict[str, list[Question]] = {}
    for question in definition.questions():
        labels.setdefault(_plain(question.label), []).append(question)
    return {
        label: asked[0].id
        for label, asked in labels.items()
        if len(asked) == 1 and asked[0].id not in found
    }


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _without_label(
    definition: Definition, block: Block, question: str | None, section: str | None
) -> Block | None:
    """What somebody wrote into a label or heading counts; the label itself does not."""
    if not isinstance(block, Para) or (question is None and section is None):
        return block
    if question is not None:
        known = definition.question(question).label
    else:
        part = definition.section(section or "")
        known = f"{definition.sections.index(part) + 1}. {part.title}"
    said = " ".join(block.text.split())
    if said == " ".join(known.split()) or not said:
        return None
    rest = said.replace(" ".join(known.split()), "", 1).strip()
    run = replace(block.runs[0], text=rest, comments=())
    return Para((run,), "relabelled") if rest else None


def _noted(made: Segments, block: Block, place: str) -> None:
    """Where each comment begins, and the words that it covers."""
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                _noted_in(made, cell, place)
        return
    for run in block.runs:
        for note in run.comments:
            made.notes.setdefault(note, place)
            made.quotes[note] = made.quotes.get(note, "") + run.text


def _noted_in(made: Segments, cell: Cell, place: str) -> None:
    for para in cell.paras:
        _noted(made, para, place)
