"""Bombs: every text that was made to hurt ends soon, printed or refused in words that help."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from govern.records import budget, printing
from govern.records.blocks import Prose
from govern.records.confined.limits import Limits
from govern.records.printing import frozen_pdf
from govern.records.render import LIMITS, RenderError, TooCostly
from tests.records import printed, specimen
from tests.records.bombs import MARKUP, SHAPES, bombs, document

GOAL = 15.0
"""Seconds of processor time for one bomb, its refusal included."""


@pytest.fixture(scope="module")
def outcomes() -> Iterator[dict[str, tuple[str, float]]]:
    """Each bomb's outcome, "printed" or the refusal, and the seconds of this process it cost."""
    said = {}
    for name, model in bombs().items():
        begun = time.process_time()
        try:
            frozen_pdf(model, identifier=bytes(16), at=specimen.AT)
            outcome = "printed"
        except RenderError as refused:
            outcome = str(refused)
        said[name] = outcome, time.process_time() - begun
    yield said


def test_every_bomb_is_printed_or_refused_by_field_and_remedy(
    outcomes: dict[str, tuple[str, float]],
) -> None:
    assert len(outcomes) > 40
    for name, (said, _) in outcomes.items():
        helps = "Flows" in said and ("Shorten" in said or "Write them" in said)
        assert said == "printed" or helps, (name, said)


def test_layout_may_cost_no_more_than_the_goal_and_this_process_almost_nothing(
    outcomes: dict[str, tuple[str, float]],
) -> None:
    assert LIMITS.cpu_seconds <= GOAL
    slow = {name: spent for name, (_, spent) in outcomes.items() if spent > GOAL / 5}
    assert slow == {}


def test_markup_is_only_text(outcomes: dict[str, tuple[str, float]]) -> None:
    assert {outcomes[name][0] for name in MARKUP} == {"printed"}


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


def test_marks_in_marks_without_end_are_refused_before_layout() -> None:
    with pytest.raises(RenderError, match=r"'Why' in section 1 .* nested too deeply. Shorten"):
        frozen_pdf(
            document(Prose("Why", "*" * 9_000 + "a" + "*" * 9_000)),
            identifier=bytes(16),
            at=specimen.AT,
        )


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
