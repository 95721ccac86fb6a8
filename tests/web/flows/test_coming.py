"""What comes next for a flow is one sentence, in which each date has its cause."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from govern.register.coming import Turn
from govern.register.row import FOREVER
from govern.web.flows.coming import comes_next, stands

SOON, END = "2026-12-01T00:00:00.000Z", "2027-03-31T23:00:00.000Z"
CLOSES = Turn(END, "closes", "ISA-44 has ended")
MOVES = Turn(SOON, "moves", "ISA-44, version 2")
WARNS = Turn(SOON, "warns", "the review of DPIA-12 is overdue")


def told(*, open: bool, until: str | None = END) -> Any:
    return SimpleNamespace(open=open, valid_until=until, sentence="The sentence of the register.")


@pytest.mark.parametrize(
    ("page", "turns", "said"),
    [
        (told(open=True), (CLOSES,), "Unless someone acts, nothing changes before then."),
        (
            told(open=True),
            (WARNS, CLOSES),
            "Unless someone acts, from 1 December 2026 at midnight something is overdue that "
            "closes nothing: the review of DPIA-12 is overdue.",
        ),
        (
            told(open=True, until=SOON),
            (MOVES, CLOSES),
            "Unless someone acts, from 1 December 2026 at midnight it rests on ISA-44, version 2, "
            "which is in force from then, and sharing goes on until the end of 31 March 2027, "
            "London time; then ISA-44 has ended.",
        ),
        (
            told(open=True, until=SOON),
            (CLOSES,),
            "Unless someone acts, sharing goes on until the end of 31 March 2027, London time; "
            "then ISA-44 has ended.",
        ),
        (
            told(open=False, until=None),
            (Turn(SOON, "opens", "ISA-44 has not started yet"),),
            "Unless someone acts, it opens on 1 December 2026 at midnight: until then, ISA-44 has "
            "not started yet.",
        ),
        (
            told(open=False, until=None),
            (Turn(SOON, "stays_closed", "ISA-44 has ended"),),
            "Unless someone acts, it stays closed, from 1 December 2026 at midnight because ISA-44 "
            "has ended.",
        ),
        (told(open=False), (), "Time alone does not open it: somebody must act."),
        (told(open=True), (), "Unless someone acts, nothing changes before then."),
        (
            told(open=True, until=FOREVER),
            (),
            "Unless someone acts, it stays open: no date in its texts closes it.",
        ),
    ],
)  # fmt: skip
def test_the_next_change_is_said_with_its_cause(
    page: Any, turns: tuple[Turn, ...], said: str
) -> None:
    assert comes_next(page, turns) == said


def test_the_end_of_a_text_that_another_follows_is_no_end_of_sharing() -> None:
    assert stands(told(open=True, until=SOON), (MOVES, CLOSES)) == "Sharing is on."
    assert stands(told(open=True), (WARNS, CLOSES)) == "The sentence of the register."
    assert stands(told(open=False), ()) == "The sentence of the register."
