"""What was done to comments, in words: answered, settled, given to somebody."""

from __future__ import annotations

from govern.commands.comments.assign import assignable
from govern.commands.comments.settle_many import Bulk
from govern.web.context import actor, installation
from govern.web.documents.loading import Text

BECAME = {
    "resolved": "settled as resolved",
    "overruled": "overruled, with your reasons",
    "reopened": "open again",
}


def done(text: Text, bulk: Bulk, readers: str) -> str:
    """What was done, as it goes on after a colon; `readers` says who reads an answer."""
    said = []
    if bulk.answer:
        said.append(f"your answer is posted and read by {readers}")
    if bulk.resolution:
        said.append(BECAME[bulk.resolution])
    if bulk.assign_to is not None:
        people = assignable(text.session, actor(), installation().clock.now())
        name = people.get(bulk.assign_to, "")
        said.append(f"{name} sees to it" if name else "nobody is asked to see to it")
    return "; ".join(said)
