"""What an open or overdue condition does to its flows (decision 8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.workflows.people import AT
from workflows.conditions import overdue_effect

SECOND = timedelta(seconds=1)
DUE: dict[str, Any] = {"at": AT, "met": False, "timing": "by_date", "due_at": AT}
CRITICAL: dict[str, Any] = {**DUE, "on_overdue": "close", "safety_critical": True}


def test_a_condition_before_opening_keeps_the_flow_closed_until_met() -> None:
    before: dict[str, Any] = {"at": AT, "timing": "before_opening", "on_overdue": "warn"}

    assert overdue_effect(met=False, **before) == "unmet"
    assert overdue_effect(met=True, **before) == "none"


@pytest.mark.parametrize("effect", ["warn", "block_new", "close"])
def test_a_condition_by_a_date_does_nothing_until_that_instant(effect: str) -> None:
    assert overdue_effect(**{**DUE, "at": AT - SECOND}, on_overdue=effect) == "none"
    assert overdue_effect(**DUE, on_overdue=effect) == effect


def test_a_met_condition_reopens() -> None:
    assert overdue_effect(**{**DUE, "met": True}, on_overdue="close") == "none"


def test_a_safety_critical_flow_warns_until_the_decision_date_and_then_closes() -> None:
    assert overdue_effect(**CRITICAL, decide_by=AT + SECOND) == "warn"
    assert overdue_effect(**CRITICAL, decide_by=AT) == "close"


def test_a_decision_to_continue_runs_out() -> None:
    assert overdue_effect(**CRITICAL, continue_until=AT + SECOND, decide_by=AT) == "warn"
    assert overdue_effect(**CRITICAL, continue_until=AT, decide_by=AT + SECOND) == "close"


def test_a_safety_critical_flow_with_no_date_to_decide_by_closes() -> None:
    assert overdue_effect(**CRITICAL) == "close"


@pytest.mark.parametrize("unknown", ["", "shrug"])
def test_an_unknown_effect_closes(unknown: str) -> None:
    assert overdue_effect(**DUE, on_overdue=unknown) == "close"


def test_a_condition_whose_date_is_missing_counts_as_overdue() -> None:
    assert overdue_effect(**{**DUE, "due_at": None}, on_overdue="close") == "close"
