"""Which flows were judged anew since an earlier register, so that nobody compares all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count

from govern.register.row import FlowKey

MOST_STEPS, MOST_FLOWS = 64, 4096
"""What is remembered; whoever looks in more seldom compares whole registers."""

_MARKS = count(1)


@dataclass(frozen=True)
class Steps:
    """The way to a register, which `mark` stands for in this process, from the ones before it: the
    mark of each, with the flows that were judged anew after it.
    """

    before: tuple[tuple[int, frozenset[FlowKey]], ...] = ()
    mark: int = field(default_factory=lambda: next(_MARKS))

    def then(self, judged: Iterable[FlowKey]) -> Steps:
        """The way to the register that follows, in which these flows were judged anew."""
        kept = [*self.before[1 - MOST_STEPS :], (self.mark, frozenset(judged))]
        while sum(len(flows) for _, flows in kept) > MOST_FLOWS:
            kept.pop(0)
        return Steps(tuple(kept))

    def since(self, mark: int) -> frozenset[FlowKey] | None:
        """The flows judged anew since the register of that mark; None when nobody remembers."""
        if mark == self.mark:
            return frozenset()
        for place, (earlier, _) in enumerate(self.before):
            if earlier == mark:
                return frozenset().union(*(flows for _, flows in self.before[place:]))
        return None
