"""What a newer definition no longer asks stands in the redline, deleted, never dropped unseen."""

from __future__ import annotations

from dataclasses import replace

from documents.catalogue import definition
from documents.content import Content
from documents.definition import Definition
from govern.exchange.word import views
from govern.exchange.word.composing import Pen
from govern.exchange.word.model import Block, Para
from govern.exchange.word.outline import Wanted, blocks
from tests.exchange.word.specimens import filled

DROPPED = {"purpose", "parties"}
WHOLE_SECTION = "S16"


def newer(old: Definition) -> Definition:
    """The definition without a long answer, a table and a section."""
    sections = tuple(
        replace(part, questions=tuple(each for each in part.questions if each.id not in DROPPED))
        for part in old.sections
        if part.id != WHOLE_SECTION
    )
    return replace(old, version=old.version + 1, sections=sections)


def words(made: list[Block]) -> str:
    """Every word of the blocks."""
    return "\n".join(
        each.text
        if isinstance(each, Para)
        else "\n".join(cell.text for row in each.rows for cell in row.cells)
        for each in made
    )


def test_a_dropped_answer_is_in_the_redline_and_gone_once_it_is_accepted() -> None:
    before = definition("sharing_agreement")
    answers = filled(before)
    gone = DROPPED | {each.id for each in before.section(WHOLE_SECTION).questions}
    after = newer(before)
    kept = {name: answer for name, answer in answers.items() if name not in gone}
    wanted = Wanted(
        new=Content(after, kept),
        old=Content(before, answers),
        names={},
        pen=Pen("ISA-1, version 2", "2026-11-20T10:00:00Z"),
        blanks=False,
    )

    made = blocks(wanted)

    old, new = words(views.view(made, views.rejected)), words(views.view(made, views.accepted))
    labels = [before.question(name).label for name in sorted(gone)]
    assert "What purpose says, in short:" in old
    assert all(f"{label} (no longer asked)" in old for label in labels)
    assert before.section(WHOLE_SECTION).title in old
    assert "no longer asked" not in new and before.section(WHOLE_SECTION).title not in new
    assert "What purpose says, in short:" not in new
