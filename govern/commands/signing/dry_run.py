"""What a signature would switch, before anyone signs: its consequences, tried on the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from govern.clock import text
from govern.commands.agreements.terminate import leaving
from govern.commands.signing.consequences import Act, consequences
from govern.commands.signing.prepared import prepared
from govern.commands.signing.show import sign_off
from govern.errors import Invalid
from govern.installation import Installation
from govern.ledger.events import catalogue
from govern.ledger.leaf import Event
from govern.ledger.projection import Change
from govern.store.live import Switched
from govern.store.rows.sign_offs import SignOffRow
from workflows.catalogue import workflow
from workflows.engine import Actor, Form, Move
from workflows.table import Workflow

SUPPOSED = "f" * 64
"""The digest of a record that nobody has made."""


@dataclass(frozen=True)
class Switch:
    """One flow that an act would open, close, move to another basis or close for another reason.

    The five names are slugs; `reasons` are the codes that keep it closed afterwards.
    """

    force: str
    partner: str
    category: str
    purpose: str
    direction: str
    effect: str
    safety_critical: bool
    fallback: str | None
    reasons: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """As plain data, to be kept with what was shown."""
        return {**vars(self), "reasons": list(self.reasons)}


def dry_run(
    installation: Installation, *, by: Actor, sign_off_id: str, act: str, form: Form | None = None
) -> list[Switch]:
    """What this act would switch, were it made and sealed now: safety-critical flows first.

    Nothing is judged and nothing is kept. NotFound for a sign-off that is not the actor's.
    """
    with installation.reading() as session:
        row = sign_off(session, by, sign_off_id)
        moved = _supposed(workflow(row.chain, row.chain_version), row, act, by.role)
        return _tried(installation, session, row, moved, form or Form())


def dry_run_of_completion(
    installation: Installation, *, by: Actor, sign_off_id: str
) -> list[Switch]:
    """What would switch if this sign-off were completed now, by whoever completes it."""
    with installation.reading() as session:
        row = sign_off(session, by, sign_off_id)
        table = workflow(row.chain, row.chain_version)
        last = next(each for each in table.transitions if each.end == table.done)
        moved = Move(last.act, last.role, row.stage, table.done, "complete", True, True)
        return _tried(installation, session, row, moved, Form())


def dry_run_of_termination(
    installation: Installation, *, by: Actor, document_id: str
) -> list[Switch]:
    """What would close if the actor's organisation ended this agreement now."""
    at = installation.clock.now()
    with installation.reading() as session:
        forces = leaving(session, document_id, by.organisation)
    placed = [
        Change(
            "stop",
            f"supposed-{force_id}",
            {
                "kind": "termination",
                "scope_kind": "agreement",
                "scope_id": document_id,
                "force_id": force_id,
                "at": text(at),
            },
            True,
        )
        for force_id in forces
    ]
    found = installation.register.would_switch(placed, at)
    return in_order([_switch(each) for each in found])


def _supposed(table: Workflow, row: SignOffRow, act: str, role: str) -> Move:
    found = [
        each
        for each in table.transitions
        if (each.start, each.act, each.role) == (row.stage, act, role)
    ]
    if not found:
        raise Invalid.field("act", "Choose one of the outcomes that are offered")
    end = found[0].end
    outcome = table.stage(end).outcome
    completes = outcome == "complete" and table.stage(row.stage).outcome != "complete"
    return Move(act, role, row.stage, end, outcome, found[0].signing, completes)


def _tried(
    installation: Installation, session: Session, row: SignOffRow, moved: Move, form: Form
) -> list[Switch]:
    at = installation.clock.now()
    act = prepared(session, row, moved, form, at)
    return tried(installation, _changes(act, at), at)


def tried(installation: Installation, changes: Iterable[Change], at: datetime) -> list[Switch]:
    """What these row changes would switch, tried on the register and undone."""
    found = installation.register.would_switch(changes, at)
    return in_order([_switch(each) for each in found])


def _changes(act: Act, at: datetime) -> Iterator[Change]:
    for then in consequences(act):
        kind, subject_id = then["subject"]
        yield from catalogue.changes(
            Event("", 0, at, then["type"], 1, None, kind, subject_id, _filled(then["data"]))
        )


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: SUPPOSED if value == "$record" else value for name, value in data.items()}


def _switch(found: Switched) -> Switch:
    was, now = bool(found.before and found.before.open), found.after.open
    if was and now:
        effect = "moves"
    elif was or now:
        effect = "opens" if now else "closes"
    else:
        effect = "stays_closed"
    return Switch(
        *found.key,
        effect=effect,
        safety_critical=found.after.safety_critical,
        fallback=found.after.fallback,
        reasons=found.after.reasons,
    )


def in_order(found: Sequence[Switch]) -> list[Switch]:
    """Safety-critical flows first, then what closes, opens and moves, by name."""
    effects = ("closes", "opens", "moves", "stays_closed")
    return sorted(
        found,
        key=lambda each: (
            not each.safety_critical,
            effects.index(each.effect),
            each.partner,
            each.force,
            each.category,
            each.purpose,
            each.direction,
        ),
    )
