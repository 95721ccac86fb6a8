"""What runs in a records system against what should: observed never becomes desired."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from govern.clock import instant
from govern.register.derive import key_of
from govern.register.facts import Facts
from govern.register.observe import ENFORCED
from govern.register.row import FlowKey, Row

GRACE = timedelta(seconds=15)
"""One heartbeat: for so long after a flow was closed a system may still be catching up."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that runs and should be off. `flow` is None when no register knows it; `since` is
    when it was closed, where that is known.
    """

    named: str
    flow: str | None
    since: str | None


@dataclass(frozen=True)
class Reported:
    """What one system said runs for one force, and when that was heard. `current` when it knew the
    newest register.
    """

    force: str
    on: Collection[str]
    heard_at: datetime
    current: bool


def wrongly_on(
    reported: Reported,
    rows: Mapping[FlowKey, Row],
    facts: Facts,
    codes: Mapping[str, FlowKey],
    *,
    observes: bool,
) -> list[Wrong]:
    """What runs there and should be off, each flow once, in the order of the names given.

    While a force `observes`, what is closed by agreements alone runs rightly (decision 28).
    """
    found: dict[str, Wrong] = {}
    for named in sorted(reported.on):
        key = key_of_name(reported.force, named, facts, codes)
        row = None if key is None else rows.get(key)
        if row is None and not observes:
            found[named] = Wrong(named, None, None)
        elif row is not None and _closed(row, observes=observes):
            found.setdefault(row.flow, Wrong(named, row.flow, row.since))
    return list(found.values())


def alarming(reported: Reported, found: Iterable[Wrong]) -> list[Wrong]:
    """Those that nobody can call catching up any more: the system knew the newest register, or it
    said so more than a heartbeat after they were closed.
    """
    return [
        each
        for each in found
        if reported.current
        or each.since is None
        or reported.heard_at - instant(each.since) >= GRACE
    ]


def _closed(row: Row, *, observes: bool) -> bool:
    if row.open:
        return False
    return not observes or not ENFORCED.isdisjoint(row.reasons)


def key_of_name(
    force: str, named: str, facts: Facts, codes: Mapping[str, FlowKey]
) -> FlowKey | None:
    """The flow of this force that is called by its id, its four parts or its code."""
    parts = named.split("/")
    flow = facts.row("flow", named)
    if named in codes:
        key: FlowKey | None = codes[named]
    elif len(parts) == 4:
        key = FlowKey(force, *parts)
    else:
        key = None if flow is None else key_of(facts, flow)
    return None if key is None or key.force != force else key
