"""Observe mode of a force (decision 28): how one with live flows comes on board.

Until its end a no that comes of agreements is told and not enforced. What is enforced all the same
is a stop that somebody made, and whatever says that the register cannot be relied on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govern.register.decide import Answer
from govern.register.facts import Facts, Record
from govern.register.reading import Reading
from govern.register.reasons import OK

ENFORCED = frozenset(
    {"no_register", "clock_untrusted", "register_stale", "kill_switch", "internal_error"}
)
"""A no for one of these reasons is a no also in observe mode."""


def observed_until(facts: Facts, force_id: str, at: str) -> str | None:
    """Until when the force only observes, as text; None when it does not, or in any doubt."""
    if not facts.any("observation"):
        return None
    read = Reading(facts, at)
    found = (row for row in facts.find("observations", force_id) if _runs(read, row))
    return max((str(row["until"]) for row in found), default=None)


def observing(facts: Facts, at: str) -> dict[str, str]:
    """The forces, by slug, that only observe, and until when."""
    found = {
        facts.slug(force_id): observed_until(facts, force_id, at)
        for (force_id,) in facts.keys("observations")
    }
    return {force: until for force, until in found.items() if force and until}


def _runs(read: Reading, row: Record) -> bool:
    two = row.get("asked_by_person") not in (None, row.get("started_by_person"))
    return (
        two
        and row.get("started_by_person") is not None
        and read.happened(row.get("started_at"))
        and not read.happened(row.get("ended_at"))
        and not read.happened(row.get("until"))
        and row.get("until") is not None
        and read.trusts("observation", row)
        and not read.facts.find("failures_of_table", "event")
    )


def as_observed(answer: Answer, *, until: str | None, at: str, lease_until: str) -> Answer:
    """The answer as it is given: while the force observes yes, with what it would have been."""
    if until is None or at >= until:
        return answer
    mode = {"mode": "observe", "observe_until": until}
    if answer.decision:
        return Answer(True, {**answer.context, **mode})
    if not ENFORCED.isdisjoint(answer.context["reasons"]):
        return Answer(False, {**answer.context, **mode})
    return Answer(True, _permitted(answer, min(until, lease_until), mode))


def _permitted(answer: Answer, until: str, mode: Mapping[str, str]) -> dict[str, Any]:
    return {
        "reason": OK,
        "register": answer.context["register"],
        "valid_until": until,
        "decide_again_by": until,
        "evidence": [],
        "obligations": [],
        **mode,
        "would": {"decision": False, **answer.context},
    }
