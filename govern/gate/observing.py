"""What is done with a decision before it is given: obligations, and the observe mode of a force.

Observe mode (decision 28) brings a force with live flows on board: until the instant that is signed
into its shard, a no that comes of agreements is logged and not enforced. What is enforced all the
same is a stop that somebody made, and whatever says that the register cannot be relied on.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Set
from datetime import datetime
from typing import Any

from govern.clock import text
from govern.gate.memory import GateSource
from govern.register.decide import Answer, Question
from govern.register.reasons import OK, sentence

_LOG = logging.getLogger("govern.gate.observed")
ENFORCED = frozenset(
    {"no_register", "clock_untrusted", "register_stale", "kill_switch", "internal_error"}
)
"""A no for one of these reasons is a no also in observe mode."""


def honoured(answer: Answer, honours: Set[str] | None) -> Answer:
    """No, when it comes with an obligation that the system beside the gate cannot keep."""
    if not answer.decision or honours is None:
        return answer
    asked = [str(each.get("id")) for each in answer.context["obligations"]]
    if all(each in honours for each in asked):
        return answer
    code = "unknown_obligation"
    kept = {name: answer.context[name] for name in ("flow", "register")}
    return Answer(False, {"reason": code, "reasons": [code], "reason_user": sentence(code), **kept})


def enforced(answer: Answer, question: Question, source: GateSource, at: datetime) -> Answer:
    """The answer as it is given: in observe mode yes, with what it would have been."""
    held = source.memory.held
    shard = held.shards.get(question.key.force) if held else None
    if held is None or shard is None or not shard.observe_until:
        return answer
    if text(at) >= shard.observe_until:
        return answer
    mode = {"mode": "observe", "observe_until": shard.observe_until}
    if answer.decision:
        return Answer(True, {**answer.context, **mode})
    if not ENFORCED.isdisjoint(answer.context["reasons"]):
        return Answer(False, {**answer.context, **mode})
    _LOG.warning("would deny %s: %s", "/".join(question.key), ", ".join(answer.context["reasons"]))
    return Answer(
        True, _permitted(answer, min(shard.observe_until, held.verified.lease_until), mode)
    )


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
