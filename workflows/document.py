"""The text of one version: drafted, reviewed, frozen, and perhaps withdrawn before anyone signs."""

from __future__ import annotations

from typing import Final

from workflows import freezing, roles
from workflows.table import Stage, Transition, Workflow

DRAFTERS: Final = (roles.LAWYER, roles.INFORMATION_MANAGER, roles.AUTHOR)


def _drafts(role: str) -> tuple[Transition, ...]:
    own = (freezing.drafts_this_kind,)
    leaving = (*own, freezing.nobody_relies_on_it)
    return (
        Transition("send_for_review", "draft", "review", role, own, signing=False),
        Transition("return_to_draft", "review", "draft", role, own, signing=False),
        Transition("freeze", "review", "frozen", role, (*own, *freezing.FREEZING), signing=False),
        *(
            Transition(
                "withdraw", stage, "withdrawn", role, leaving, signing=False, asks=("reasons",)
            )
            for stage in ("draft", "review", "frozen")
        ),
    )


DOCUMENT: Final = Workflow(
    name="document",
    version=1,
    kind="document",
    first="draft",
    done="frozen",
    stages=(
        Stage("draft", "Being drafted"),
        Stage("review", "In review"),
        Stage("frozen", "Frozen", outcome="complete"),
        Stage("withdrawn", "Withdrawn", outcome="withdrawn"),
    ),
    transitions=tuple(row for role in DRAFTERS for row in _drafts(role)),
)
