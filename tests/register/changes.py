"""Random histories for property tests: changes of rows, with instants before, at and after now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.register.world import END, JUST_NOW, LATER, SIGNED, START, World, instant_text, sha

PAST = (SIGNED, START, LATER, JUST_NOW)
FUTURE = (*(instant_text(2026, 12, day) for day in (1, 9, 17, 25)), END)
ANY_TIME = (None, *PAST, *FUTURE)


@dataclass(frozen=True)
class Change:
    """One row change, as the ledger's projection would yield it; None takes the row away."""

    table: str
    key: str
    values: dict[str, Any] | None


# Columns that may hold any instant, past or future, by table and row.
INSTANTS: tuple[tuple[str, str, str], ...] = (
    ("sign_off", "isa-v1-by-essex", "completed_at"),
    ("sign_off", "isa-v1-by-essex", "ended_at"),
    ("sign_off", "isa-v1-by-council", "completed_at"),
    ("sign_off", "dpia-v1-by-essex", "ended_at"),
    ("sign_off", "dpia-v2-by-essex", "completed_at"),
    ("sign_off", "code-v1-by-essex", "completed_at"),
    ("sign_off", "isa-v2-by-essex", "completed_at"),
    ("act", "act-isa-v1-by-essex", "sealed_at"),
    ("basis", "basis-isa-1-essex", "starts_at"),
    ("basis", "basis-isa-1-essex", "ends_at"),
    ("basis", "basis-isa-1-essex", "review_due_at"),
    ("basis", "basis-isa-2-essex", "starts_at"),
    ("basis", "basis-isa-2-essex", "ends_at"),
    ("version", "isa-v1", "withdrawn_at"),
    ("version", "isa-v2", "frozen_at"),
    ("document", "doc-isa", "terminated_at"),
    ("connection", "connection-council", "certified_at"),
    ("connection", "connection-council", "expires_at"),
    ("connection", "connection-council", "ended_at"),
    ("acceptance", "acceptance-essex-council", "accepted_at"),
    ("acceptance", "acceptance-essex-council", "withdrawn_at"),
    ("organisation", "org-council", "ended_at"),
    ("stop", "stop-0", "at"),
    ("stop", "stop-0", "lifted_at"),
    ("condition", "condition-0", "due_at"),
    ("condition", "condition-0", "accepted_at"),
    ("condition", "condition-0", "continue_until"),
    ("condition", "condition-1", "due_at"),
    ("readiness", "check", "passed_at"),
    ("readiness", "check", "valid_until"),
    ("consultation", "consultation", "closed_at"),
    ("extension", "extension", "at"),
    ("extension", "extension", "until"),
    ("evidence_failure", "failure", "found_at"),
    ("evidence_failure", "failure", "cleared_at"),
)

# Columns that may hold one of a few values.
CHOICES: tuple[tuple[str, str, str, tuple[Any, ...]], ...] = (
    ("sign_off", "isa-v1-by-essex", "outcome", ("complete", "withdrawn", "refused", None)),
    ("basis", "basis-isa-1-essex", "dpia_min_version", (1, 2, None)),
    ("basis", "basis-isa-1-essex", "powers", ([], ["G01"])),
    ("basis", "basis-isa-1-essex", "readiness", ([], ["gateway-4"])),
    ("basis", "basis-isa-1-essex", "all_or_none", (False, True)),
    ("basis", "basis-isa-1-essex", "safety_critical", (False, True)),
    ("version", "dpia-v2", "materiality", ({"listed": ["doc-isa"]}, {"listed": []})),
    ("version", "dpia-v1", "facts", ({"review_due_on": "2026-12-09"}, {})),
    ("document", "doc-isa", "state", ("live", "terminated")),
    ("connection", "connection-council", "state", ("certified", "suspended", "withdrawn")),
    ("condition", "condition-0", "state", ("open", "met")),
    ("condition", "condition-0", "timing", ("before_opening", "by_date")),
    ("condition", "condition-0", "on_overdue", ("warn", "block_new", "close")),
    ("condition", "condition-1", "on_overdue", ("warn", "block_new", "close")),
    ("stop", "stop-0", "scope_kind", ("flow", "agreement", "force", "partner", "everything")),
    ("stop", "stop-0", "kind", ("suspension", "kill", "termination")),
    ("readiness", "check", "state", ("passed", "revoked", "in_progress")),
    ("consultation", "consultation", "continue_decision", (None, "stop", "continue")),
    ("setting", "review_overdue_closes", "value", (True, False)),
    ("setting", "safety_critical_decision_days", "value", (0, 7)),
)

REMOVABLE = tuple(
    (table, key)
    for table, keys in {
        "sign_off": ("isa-v1-by-essex", "isa-v2-by-council", "dpia-v2-by-essex"),
        "party": ("party-isa-1-essex",),
        "acceptance": ("acceptance-essex-council",),
        "stop": ("stop-0",),
        "condition": ("condition-0",),
        "basis": ("basis-isa-2-essex",),
    }.items()
    for key in keys
)


PLANNED = {
    "starts_at", "ends_at", "review_due_at", "expires_at", "due_at", "continue_until",
    "valid_until", "until", "terminated_at",
}  # fmt: skip
"""Columns that plan ahead; all others record what has been done."""


def busy_world(soon: tuple[str, ...] = FUTURE) -> World:
    """A world in which every limb has something to look at: two versions, a stop, conditions.

    `soon` are the instants of what comes last: acts, a stop and a failure of evidence.
    """
    world = World()
    world.agreement("isa", "ISA-44", 2)
    world.change("version", "isa-v2", frozen_at=JUST_NOW)
    world.version("dpia", 2, frozen_at=LATER)
    for name, body in (("isa", "essex"), ("isa", "council"), ("dpia", "essex")):
        world.sign(name, 2, body, at=soon[1])
    world.stop("flow", "flow-essex", at=soon[2])
    world.condition("isa-v1-by-essex", timing="by_date", due_at=FUTURE[3], submitted_by="a")
    world.change("condition", "condition-0", accepted_by="b")
    world.condition("dpia-v1-by-essex", timing="by_date", due_at=FUTURE[0], on_overdue="warn")
    world.add(
        "readiness", "check", template="gateway-4", subject_kind="flow",
        subject_id="flow-essex", state="passed", passed_at=LATER, valid_until=FUTURE[2],
    )  # fmt: skip
    world.add(
        "consultation", "consultation", version_id="dpia-v1", organisation_id="org-essex",
        state="sent", live_before=LATER, closed_at=None,
    )  # fmt: skip
    world.add(
        "extension", "extension", organisation_id="org-essex", subject_kind="connection",
        subject_id="connection-council", until=END, at=JUST_NOW, record_sha256=sha("more"),
    )  # fmt: skip
    world.add(
        "evidence_failure", "failure", table_name="sign_off", row_key="dpia-v1-by-essex",
        found_at=soon[3], cleared_at=None,
    )  # fmt: skip
    world.add("setting", "review_overdue_closes", value=False)
    world.add("setting", "safety_critical_decision_days", value=0)
    return world


def _set(place: tuple[str, str, str], value: Any) -> Change:
    table, key, column = place
    return Change(table, key, {column: value})


def changes(recorded: tuple[str | None, ...] = ANY_TIME) -> st.SearchStrategy[list[Change]]:
    """Lists of row changes to a busy world; what they record happened at one of `recorded`."""
    instants = st.sampled_from(INSTANTS).flatmap(
        lambda place: st.builds(
            _set, st.just(place), st.sampled_from(ANY_TIME if place[2] in PLANNED else recorded)
        )
    )
    choices = st.sampled_from(CHOICES).flatmap(
        lambda choice: st.builds(_set, st.just(choice[:3]), st.sampled_from(choice[3]))
    )
    removals = st.builds(lambda place: Change(place[0], place[1], None), st.sampled_from(REMOVABLE))
    return st.lists(st.one_of(instants, choices, removals), max_size=6)


def apply(world: World, made: list[Change]) -> World:
    """Make the changes; those to rows already taken away do nothing."""
    for change in made:
        if change.key in world.tables.get(change.table, {}):
            if change.values is None:
                world.remove(change.table, change.key)
            else:
                world.change(change.table, change.key, **change.values)
    return world
