"""What a sensitive act is: how it is checked and done, and who may be its second person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from govern.errors import Conflict
from govern.store.writing import Writing
from workflows.engine import Actor

Given = Mapping[str, Any]
"""What an act is done with, as plain JSON: `organisation_id` and `person_id` name whom it is about,
`starts_at` when it shall begin. Nothing secret: it stands in the ledger.
"""


class SecondPersonNeeded(Conflict):
    """One person cannot do this alone; it can be asked for."""

    def __init__(self, title: str) -> None:
        super().__init__(f"This takes two people: {title[:1].lower()}{title[1:]}. Ask for it.")


@dataclass(frozen=True)
class Done:
    """What was made (its id), and what is handed over once and shown to nobody again."""

    made: str = ""
    secret: str | None = None


@dataclass(frozen=True)
class SensitiveAct:
    """One act. `check` refuses what the asker may not or what cannot be, now and when it is
    confirmed; `takes_two` says whether these values are sensitive; `do` does it in the transaction.

    `confirms` are roles of any organisation; `own_confirms` roles of the one it is about.
    """

    name: str
    title: str
    check: Callable[[Writing, Actor | None, Given], None]
    do: Callable[[Writing, Given], Done]
    confirms: frozenset[str]
    own_confirms: frozenset[str] = field(default_factory=frozenset)
    takes_two: Callable[[Writing, Given], bool] = lambda _writing, _given: True

    def alone(self, writing: Writing, by: Actor | None, given: Given) -> Done:
        """Check and do it for one person, or for the installation itself (`by` None, the command
        line: the event then has no author). SecondPersonNeeded when it takes two.
        """
        self.check(writing, by, given)
        if by is not None and self.takes_two(writing, given):
            raise SecondPersonNeeded(self.title)
        return self.do(writing, given)
