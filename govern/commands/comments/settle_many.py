"""Answer, settle or assign many comments at once: all or none, each to its own readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from govern.commands.authority import present
from govern.commands.comments.assign import assigned
from govern.commands.comments.post import answered
from govern.commands.comments.settle import RESOLUTIONS, resolved
from govern.errors import Invalid
from govern.installation import Installation
from workflows.engine import Actor

MOST = 200


@dataclass(frozen=True)
class Bulk:
    """What is done to every chosen comment; each part that is None or empty is left out.

    `answer` is posted in each thread to that thread's own audience; `resolution` settles it, with
    `reasons`; `assign_to` is a person's id, or "" for nobody.
    """

    answer: str = ""
    resolution: str = ""
    reasons: str = ""
    assign_to: str | None = None


def settle_many(
    installation: Installation, *, by: Actor, comment_ids: Sequence[str], bulk: Bulk
) -> int:
    """Do it to each; returns how many. Refused as a whole when one of them is refused."""
    chosen = list(dict.fromkeys(comment_ids))
    if not 1 <= len(chosen) <= MOST:
        raise Invalid.field("comments", f"Choose 1 to {MOST} comments")
    if not bulk.answer and not bulk.resolution and bulk.assign_to is None:
        raise Invalid.field("answer", "Enter an answer, or choose what becomes of them")
    if bulk.resolution and bulk.resolution not in RESOLUTIONS:
        raise Invalid.field("resolution", "Choose what became of them")
    with installation.writing(by) as w:
        present(w, by)
        for each in chosen:
            if bulk.answer:
                answered(w, by, each, bulk.answer)
            if bulk.resolution:
                resolved(w, by, each, bulk.resolution, bulk.reasons)
            if bulk.assign_to is not None:
                assigned(w, by, each, bulk.assign_to)
    return len(chosen)
