"""What comes next for a flow, and when, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from govern.register.coming import Turn
from govern.register.explain import Explanation, day
from govern.register.row import FOREVER
from govern.web.filters import moment


def stands(told: Explanation, turns: Sequence[Turn]) -> str:
    """Why it is open or closed. The end of one text is no end of sharing where another goes on."""
    ends = [each.at for each in turns if each.effect == "closes"]
    moves = any(each.effect == "moves" for each in turns)
    if told.open and (moves or ends not in ([], [told.valid_until])):
        return "Sharing is on."
    return told.sentence


def comes_next(told: Explanation, turns: Sequence[Turn]) -> str:
    """The next change that time alone brings, with its cause; later ones where the line above does
    not say them.
    """
    if not turns and told.open and (told.valid_until or FOREVER) < FOREVER:
        return _BEFORE_THEN
    if not turns:
        return _NOTHING[told.open]
    first, last = turns[0], turns[-1]
    if first.effect == "closes":
        if first.at == told.valid_until:
            return _BEFORE_THEN
        return f"Unless someone acts, sharing goes on until {_end(first)}."
    said = f"Unless someone acts, {_SAYS[first.effect].format(at=moment(first.at), of=first.cause)}"
    if last.effect == "closes" and last.at != told.valid_until:
        return f"{said}, and sharing goes on until {_end(last)}."
    if last is not first and last.effect == "opens":
        return f"{said}, and it opens on {moment(last.at)}."
    return f"{said}."


_BEFORE_THEN = "Unless someone acts, nothing changes before then."
_NOTHING = {
    True: "Unless someone acts, it stays open: no date in its texts closes it.",
    False: "Time alone does not open it: somebody must act.",
}
_SAYS = {
    "opens": "it opens on {at}: until then, {of}",
    "moves": "from {at} it rests on {of}, which is in force from then",
    "warns": "from {at} something is overdue that closes nothing: {of}",
    "stays_closed": "it stays closed, from {at} because {of}",
}


def _end(turn: Turn) -> str:
    return f"{day(turn.at)}, London time; then {turn.cause}"
