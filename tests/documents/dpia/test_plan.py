"""The action plan read from a text: measures on risks and actions, by date, and whom they bind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from documents.catalogue import definition
from documents.content import Content
from documents.plan import has_plan, plan

Answers = Mapping[str, Any]
RISK: Answers = {
    "id": "r1",
    "title": "Wrong person linked",
    "measures": "Two identifiers before a link",
    "measure_owner": "Data standards manager",
    "measure_due_on": "2026-09-30",
    "inherent_likelihood": "possible",
    "inherent_severity": "severe",
    "residual_likelihood": "remote",
    "residual_severity": "severe",
}
ACTION: Answers = {
    "id": "r1",
    "action": "Write the deletion routine",
    "owner_role": "Information asset owner",
    "forces": ["kent"],
    "due_on": "2026-06-30",
    "status": "in_hand",
}


def content(*, risks: Sequence[Answers] = (), actions: Sequence[Answers] = ()) -> Content:
    """An assessment with those rows alone."""
    answers = {"risk_matrix": "ico_3x3", "risks": list(risks), "actions": list(actions)}
    return Content(definition("dpia"), answers)


def test_measures_and_actions_stand_in_the_order_of_their_dates() -> None:
    undated = {**RISK, "id": "r2", "measure_due_on": None}

    found = plan(content(risks=(undated, RISK), actions=(ACTION,)))

    assert [each.row for each in found] == ["actions-r1", "r1", "r2"]
    assert found[1].due_on == dt.date(2026, 9, 30)
    assert found[1].owner == "Data standards manager"


def test_a_risk_without_measures_promises_nothing() -> None:
    assert plan(content(risks=({**RISK, "measures": None},))) == ()


def test_levels_follow_from_the_matrix() -> None:
    (found,) = plan(content(risks=(RISK,)))

    assert found.inherent and found.inherent.id == "high"
    assert found.residual and found.residual.id == "medium"


def test_an_action_binds_its_forces_and_a_measure_binds_all() -> None:
    action, measure = plan(content(risks=(RISK,), actions=(ACTION,)))

    assert action.binds("kent") and not action.binds("essex")
    assert measure.binds("kent") and measure.binds("essex")


def test_what_the_text_calls_done_or_dropped_is_settled() -> None:
    states = ("not_started", "in_hand", "done", "dropped")
    rows = tuple({**ACTION, "id": each, "status": each} for each in states)

    settled = {each.row: each.settled for each in plan(content(actions=rows))}

    assert settled == {
        "actions-not_started": False,
        "actions-in_hand": False,
        "actions-done": True,
        "actions-dropped": True,
    }


def test_an_agreement_has_no_plan() -> None:
    assert has_plan(content())
    assert not has_plan(Content(definition("code_of_connection"), {}))
