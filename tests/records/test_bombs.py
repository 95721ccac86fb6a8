"""Bombs: every text that was made to hurt ends soon, printed or refused in words that help."""

from __future__ import annotations

import os

import pytest

from govern.records import budget, printing
from govern.records.blocks import Block, Card, Cards, Pair, Prose
from govern.records.confined.limits import Limits
from govern.records.printing import frozen_pdf
from govern.records.render import LIMITS, RenderError, TooCostly
from tests.records import printed, specimen
from tests.records.bombs import (
    GOAL,
    LETTERS,
    MARGIN,
    MARKDOWN,
    MARKUP,
    SHAPES,
    SOON,
    bombs,
    document,
    ends_well,
    outcome,
)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, tuple[str, float]]:
    """Each bomb that is over soon: its outcome, and the seconds of this process it cost."""
    made = bombs()
    return {name: outcome(made[name]) for name in SOON}


def test_every_bomb_is_printed_or_refused_by_field_and_remedy(
    outcomes: dict[str, tuple[str, float]],
) -> None:
    assert {said == "printed" for said, _ in outcomes.values()} == {True, False}
    for name, found in outcomes.items():
        assert ends_well(*found), (name, found)


def test_bombs_of_every_kind_are_laid_out_here_and_all_by_make_bombs() -> None:
    for kind in (MARKUP, MARKDOWN, LETTERS, SHAPES):
        assert len(kind.keys() & set(SOON)) >= 3
    assert len(bombs()) > 40


def test_layout_may_cost_no_more_than_the_goal_and_this_process_almost_nothing(
    outcomes: dict[str, tuple[str, float]],
) -> None:
    assert LIMITS.cpu_seconds <= GOAL - MARGIN
    slow = {name: spent for name, (_, spent) in outcomes.items() if spent > GOAL / 5}
    assert slow == {}


def test_markup_is_only_text(outcomes: dict[str, tuple[str, float]]) -> None:
    assert {said for name, (said, _) in outcomes.items() if name in MARKUP} == {"printed"}


def test_what_is_too_large_is_refused_before_anything_is_laid_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "render", lambda *_, **__: pytest.fail("it was laid out"))

    for name in ("a long table", "a narrow table", "many cards", "many points", "many texts"):
        with pytest.raises(RenderError, match=r"times as large .* 'Flows.* in section 1 \(What"):
            frozen_pdf(document(*SHAPES[name]), identifier=bytes(16), at=specimen.AT)


def test_a_limit_that_is_met_all_the_same_names_the_largest_field() -> None:
    with pytest.raises(TooCostly, match=r"more time or memory.*Shorten.*'Why' in section 1"):
        frozen_pdf(
            document(Prose("Why", "Some words. " * 1_000)),
            identifier=bytes(16),
            at=specimen.AT,
            limits=Limits(30, 60, 64 * 1024 * 1024),
        )


DEEP = "*" * 9_000 + "a" + "*" * 9_000


@pytest.mark.parametrize(
    "block",
    [Prose("Why", DEEP), Cards("Why", (Card("C", (Pair("How", DEEP, markdown=True),)),))],
    ids=["a long answer", "an answer in a card"],
)
def test_marks_in_marks_without_end_are_refused_before_layout(block: Block) -> None:
    with pytest.raises(RenderError, match=r"'Why' in section 1 .* nested too deeply. Shorten"):
        frozen_pdf(document(block), identifier=bytes(16), at=specimen.AT)


def test_a_card_of_marks_weighs_what_they_become() -> None:
    flat, marked = (
        Cards("Why", (Card("C", (Pair("How", "**a** b " * 90, markdown=each),)),))
        for each in (False, True)
    )

    light, heavy = (
        sum(part.weight for part in budget.weighed(document(each))) for each in (flat, marked)
    )

    assert heavy > light + 90 * budget.MARK


def test_characters_that_no_font_has_are_named_with_their_field() -> None:
    with pytest.raises(RenderError, match=r"U\+4E2D.*They stand in 'Why' in section 1"):
        frozen_pdf(document(Prose("Why", "\u4e2d")), identifier=bytes(16), at=specimen.AT)


def test_a_document_of_seventy_pages_is_far_from_the_bounds() -> None:
    model = printed.model(sections=60, rows=120)

    begun = os.times()
    parts = budget.weighed(model)

    assert os.times().user - begun.user < 2
    assert sum(each.weight for each in parts) < budget.MOST * 2 / 3
    assert budget.too_large(model) is None
