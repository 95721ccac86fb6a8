"""Start again: a SIRO who did not stop lifts a suspension; two others, one a SIRO, lift a kill
(decision 9).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from govern.clock import text
from govern.commands.mail.tell import tell
from govern.commands.stops.facts import acts_of, stop_facts
from govern.commands.stops.place import PAGED
from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.store.rows.enforcement import StopRow
from govern.store.writing import Writing
from workflows.catalogue import workflow
from workflows.engine import Actor, Facts, Form, Refusal, move, refusals
from workflows.table import Workflow


def lift_stop(installation: Installation, *, by: Actor, stop_id: str, reasons: str) -> bool:
    """Lift a stop of the actor's own force, or add the first of a kill's two consents.

    True when the stop is lifted, False when a second person must still confirm. Refused with every
    reason.
    """
    with installation.writing(by) as w:
        row = w.session.get(StopRow, stop_id)
        if row is None or row.force_id != by.organisation:
            raise NotFound(f"stop {stop_id}")
        if row.lifted_at:
            raise Conflict("This stop is lifted already.")
        if row.kind == "termination":
            raise Conflict("What a party has ended does not start again: it takes a new agreement.")
        stage, act = _step(row)
        move(_table(row), stage, act, by, _facts(w.session, by, w.at, row, reasons))
        return _record(w, by, row, act, reasons)


def refuse_lift(installation: Installation, *, by: Actor, stop_id: str, reasons: str) -> None:
    """Refuse the start that one person asked for after a kill: it needs two again.

    Whoever asked may take it back in the same way. Refused with every reason.
    """
    with installation.writing(by) as w:
        row = w.session.get(StopRow, stop_id)
        if row is None or row.force_id != by.organisation:
            raise NotFound(f"stop {stop_id}")
        if row.lifted_at or not row.lifts:
            raise Conflict("Nobody asks to start this again.")
        move(_table(row), "lifting", "refuse_unkill", by, _facts(w.session, by, w.at, row, reasons))
        w.record("stop_lift_refused", ("stop", row.id), {"lifts": []}, {"reasons": reasons})
        about = {"kind": row.kind, "scope": row.scope_kind, "incident": row.incident or ""}
        key = f"{row.id}:refused:{text(w.at)}"
        tell(w, by.organisation, PAGED, "stop_lift_refused", key=key, about=about, path="/stops")


def bars_to_lifting(session: Session, *, by: Actor, at: datetime, stop_id: str) -> list[Refusal]:
    """Why this actor may not start it again, whatever they say; empty when they may."""
    row = session.get_one(StopRow, stop_id)
    stage, act = _step(row)
    return refusals(_table(row), stage, act, by, _facts(session, by, at, row, _SOME))


_SOME = "Reasons to be written on the page that asks for them."


def _table(row: StopRow) -> Workflow:
    return workflow("kill" if row.kind == "kill" else "suspension")


def _facts(session: Session, by: Actor, at: datetime, row: StopRow, reasons: str) -> Facts:
    own = by.organisation
    form = Form(reasons=reasons)
    return stop_facts(session, by, at, own, form, frozenset({own}), acts_of(session, row))


def _step(row: StopRow) -> tuple[str, str]:
    if row.kind != "kill":
        return "stopped", "lift"
    return ("lifting", "confirm_unkill") if row.lifts else ("killed", "unkill")


def _record(w: Writing, by: Actor, row: StopRow, act: str, reasons: str) -> bool:
    lifts = [*(row.lifts or []), {"appointment_id": by.appointment, "at": text(w.at)}]
    lifted = act != "unkill"
    kind = "stop_lifted" if lifted else "stop_lift_approved"
    w.record(kind, ("stop", row.id), {"lifts": lifts}, {"reasons": reasons})
    about = {"kind": row.kind, "scope": row.scope_kind, "incident": row.incident or ""}
    tell(w, by.organisation, PAGED, kind, key=f"{row.id}:{len(lifts)}", about=about, path="/stops")
    return lifted
