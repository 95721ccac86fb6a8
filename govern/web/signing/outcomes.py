"""The acts as they are offered: the words of `workflows.acts` with names put in."""

from __future__ import annotations

from dataclasses import dataclass

from govern.web.context import named
from workflows.acts import act_words


@dataclass(frozen=True)
class Outcome:
    """The choice, what it leads to, and the words once done."""

    label: str
    hint: str
    done: str


ENDING = frozenset(
    {
        "withdraw_adoption",
        "withdraw_endorsement",
        "withdraw_acceptance",
        "suspend",
        "withdraw",
        "leave",
    }
)
"""Acts that take something back: offered apart from the others, and red."""


def outcome(act: str, organisation: str) -> Outcome:
    """The words of an act, the organisation's name put in; an unknown code shows itself."""
    found = act_words(act)
    hint = named(found.hint).format(organisation=organisation)
    return Outcome(named(found.label), hint, named(found.done))
