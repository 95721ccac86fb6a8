"""What a gate does with a decision before it gives it: obligations, and observe mode."""

from __future__ import annotations

import logging
from collections.abc import Set
from datetime import datetime

from govern.clock import text
from govern.gate.memory import GateSource
from govern.register.decide import Answer, Question
from govern.register.observe import as_observed
from govern.register.reasons import sentence

_LOG = logging.getLogger("govern.gate.observed")


def honoured(answer: Answer, honours: Set[str] | None) -> Answer:
    """No, when it comes with an obligation that the system beside the gate cannot keep."""
    if not answer.decision or honours is None:
        return answer
    asked = [str(each.get("id")) for each in answer.context["obligations"]]
    if all(each in honours for each in asked):
        return answer
    code = "unknown_obligation"
    kept = {name: answer.context[name] for name in ("flow", "register")}
    said = {"reason": code, "reasons": [code], "reason_user": sentence(code)}
    return Answer(False, {**said, **kept})


def enforced(answer: Answer, question: Question, source: GateSource, at: datetime) -> Answer:
    """The answer as it is given: what a force that observes would have been denied is logged."""
    held = source.memory.held
    shard = held.shards.get(question.key.force) if held else None
    if held is None or shard is None or shard.observe_until is None:
        return answer
    until, lease_until = shard.observe_until, held.verified.lease_until
    given = as_observed(answer, until=until, at=text(at), lease_until=lease_until)
    if given.decision and not answer.decision:
        named = "/".join(question.key)
        _LOG.warning("would deny %s: %s", named, ", ".join(answer.context["reasons"]))
    return given
