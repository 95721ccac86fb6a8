"""The whole catalogue of event types by name; names are permanent."""

from __future__ import annotations

from govern.ledger import projection
from govern.ledger.events import (
    archiving,
    chain_steps,
    clauses,
    documents,
    enforcement,
    imports,
    keys,
    measures,
    observing,
    organisations,
    own_certificates,
    readiness,
    reconciling,
    second_person,
    sign_offs,
    webhooks,
)
from govern.ledger.leaf import Event
from govern.ledger.projection import Change, EventType

TYPES: dict[str, EventType] = {
    kind.name: kind
    for module in (
        organisations,
        documents,
        sign_offs,
        enforcement,
        readiness,
        observing,
        reconciling,
        second_person,
        archiving,
        keys,
        clauses,
        measures,
        imports,
        own_certificates,
        chain_steps,
        webhooks,
    )
    for kind in module.TYPES
}


def changes(event: Event) -> tuple[Change, ...]:
    """The projection rows that `event` makes or changes."""
    return projection.changes(event, TYPES)
