"""What any act would switch, before it is taken: its events are tried and undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from govern.clock import london_end_of, text
from govern.commands.conditions.settle import condition
from govern.commands.signing.dry_run import Switch, tried
from govern.errors import Conflict, Invalid
from govern.installation import Installation
from govern.ledger.events import catalogue
from govern.ledger.leaf import Event
from govern.ledger.projection import Change
from govern.store import organisations
from workflows.engine import Actor


@dataclass(frozen=True)
class Supposed:
    """An event that nobody has recorded: its type, its subject, and what it would say."""

    type: str
    subject_id: str
    data: Mapping[str, Any] = field(default_factory=dict)


def foresee_events(installation: Installation, supposed: Iterable[Supposed]) -> list[Switch]:
    """What would switch now if these were recorded, safety-critical flows first. Invalid for a type
    there is none of, or data that do not fit it. Nothing is judged and nothing is kept.
    """
    at = installation.clock.now()
    changes = [change for each in supposed for change in _changes(each, at)]
    return tried(installation, changes, at)


def foresee_end(installation: Installation, *, slug: str) -> list[Switch]:
    """What would switch if the organisation of this slug ended now."""
    with installation.reading() as session:
        row = organisations.by_slug(session, slug)
        if row.ended_at is not None:
            raise Conflict(f"{row.name} has ended already.")
    return foresee_events(installation, [Supposed("organisation_ended", row.id)])


def foresee_condition(installation: Installation, *, by: Actor, condition_id: str) -> list[Switch]:
    """What would switch if this condition were accepted as met; NotFound for another's."""
    with installation.reading() as session:
        row = condition(session, by, condition_id)
    accepted = Supposed("condition_accepted", row.id, {"accepted_by": by.person})
    return foresee_events(installation, [accepted])


def foresee_continuing(
    installation: Installation, *, by: Actor, condition_id: str, until: date
) -> list[Switch]:
    """What would switch if flows were kept open past this condition; NotFound for another's."""
    with installation.reading() as session:
        row = condition(session, by, condition_id)
    told = {"continue_until": text(london_end_of(until))}
    return foresee_events(installation, [Supposed("condition_continued", row.id, told)])


def switching(found: Sequence[Switch]) -> int:
    """How many flows would open or close."""
    return sum(each.effect in ("opens", "closes") for each in found)


def many(installation: Installation, found: Sequence[Switch]) -> bool:
    """Whether so much would open or close that it is confirmed apart (GOVERN_MANY_FLOWS)."""
    return switching(found) >= installation.settings.many_flows


def _changes(supposed: Supposed, at: datetime) -> Iterator[Change]:
    kind = catalogue.TYPES.get(supposed.type)
    if kind is None:
        raise Invalid.field("type", f"There is no event {supposed.type}.")
    if faults := kind.faults(supposed.data):
        raise Invalid.field("data", "; ".join(faults))
    yield from catalogue.changes(
        Event("", 0, at, supposed.type, 1, None, "", supposed.subject_id, dict(supposed.data))
    )
