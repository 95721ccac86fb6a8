"""What an act asks its person to fill in, and the guard that checks each field.

Before the form is shown (`facts.form` is None) nothing has been asked, so nothing is missing;
`move` never runs without a form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from workflows.facts import Actor, Condition, Facts, Form
from workflows.verdict import Guard, Met, Unmet, unless

TIMINGS: Final = frozenset({"before_opening", "by_date"})
ON_OVERDUE: Final = frozenset({"warn", "block_new", "close"})


def reasons_given(actor: Actor, facts: Facts) -> Met | Unmet:
    """Reasons are more than blank space."""
    return _filled(
        facts, lambda form: bool(form.reasons.strip()), "reasons_missing", "Give your reasons."
    )


def conditions_written(actor: Actor, facts: Facts) -> Met | Unmet:
    """Each condition says what, by when, and what being overdue does (decision 8)."""
    if facts.form is None:
        return Met()
    if not facts.form.conditions:
        return Unmet(
            "conditions_missing", "Write at least one condition, or choose the act without."
        )
    faults = [_fault(n, c, facts) for n, c in enumerate(facts.form.conditions, start=1)]
    sentence = " ".join(fault for fault in faults if fault)
    return unless(not sentence, "condition_incomplete", sentence)


def until_given(actor: Actor, facts: Facts) -> Met | Unmet:
    """A last day is named."""
    return _filled(
        facts, lambda form: form.until is not None, "until_missing", "Name the last day."
    )


def fallback_named(actor: Actor, facts: Facts) -> Met | Unmet:
    """The channel to use instead is named (decision 8)."""
    return _filled(
        facts,
        lambda form: bool(form.fallback.strip()),
        "fallback_missing",
        "Name the channel to use instead.",
    )


def incident_named(actor: Actor, facts: Facts) -> Met | Unmet:
    """An emergency stop names its incident (domain 4.3: two fields, reason and incident)."""
    return _filled(
        facts,
        lambda form: bool(form.incident.strip()),
        "incident_missing",
        "Give the incident number.",
    )


def instrument_named(actor: Actor, facts: Facts) -> Met | Unmet:
    """A delegation names the paper that makes it (domain 5.3)."""
    return _filled(
        facts,
        lambda form: bool(form.instrument.strip()),
        "instrument_missing",
        "Name the signed instrument of delegation.",
    )


ASKED: Final[dict[str, Guard]] = {
    "reasons": reasons_given,
    "conditions": conditions_written,
    "until": until_given,
    "fallback": fallback_named,
    "incident": incident_named,
    "instrument": instrument_named,
}


def _filled(facts: Facts, filled: Callable[[Form], bool], code: str, reason: str) -> Met | Unmet:
    return unless(facts.form is None or filled(facts.form), code, reason)


def _fault(number: int, condition: Condition, facts: Facts) -> str | None:
    if not condition.text.strip():
        return f"Condition {number} has no text: write it or remove it."
    if condition.timing not in TIMINGS:
        return f"Condition {number}: choose “before opening” or “by a date”."
    if condition.on_overdue not in ON_OVERDUE:
        return f"Condition {number}: choose what being overdue does."
    if condition.timing == "by_date" and condition.due_on is None:
        return f"Condition {number}: give the date by which it must be met."
    if condition.due_on is not None and condition.due_on < facts.at.date():
        return f"Condition {number}: give a date that is not in the past."
    return None
