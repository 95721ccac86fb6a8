"""Raising the alarm when something runs that should be off: once an episode, until it is mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.commands.mail.tell import tell
from govern.commands.register.hints import Numbering
from govern.commands.register.repository import Repository
from govern.commands.register.unmapped import LONGEST, keep
from govern.installation import Installation
from govern.register.codes import keys
from govern.register.observe import observing
from govern.register.reconcile import Reported, Wrong, alarming, wrongly_on
from govern.store import organisations
from govern.store.drift import SILENT_AFTER
from govern.store.identifiers import new_id
from govern.store.rows.gates import ObservedReportRow
from govern.store.rows.reconciling import DriftRow
from govern.store.writing import Writing
from workflows import roles

TOLD = (roles.DUTY_OFFICER, roles.SECURITY_OFFICER, roles.OPERATOR)
"""Who of the force hears of it; the operators of the office hear of every force's."""


@dataclass(frozen=True)
class _Found:
    """One system's report: everything wrong there, and what of it is an alarm."""

    force: str
    system: str
    wrong: Sequence[Wrong]
    alarms: Sequence[Wrong]


def reconcile(installation: Installation) -> int:
    """Compare what every system last said with the register; how many episodes began, grew or
    ended. What is silent changes nothing: neither well nor worse is known of it.
    """
    with installation.reading() as session:
        found = _compared(installation, session)
        due = [each for each in found if _differs(session, each)]
    if not due:
        return 0
    with installation.writing(None) as w:
        return sum(_kept(w, each) for each in due)


def _compared(installation: Installation, session: Session) -> list[_Found]:
    now = installation.clock.now()
    live = installation.register.at(now)
    facts, rows = live.facts, live.register.rows
    number = Numbering(Repository(installation.settings)).now()
    observes = observing(facts, text(now))
    found = []
    for report in session.scalars(select(ObservedReportRow)):
        heard_at = instant(report.at)
        bodies = facts.find("organisations_by_slug", report.force)
        if now - heard_at > SILENT_AFTER or not bodies:
            continue
        known = (report.epoch, report.version) >= number
        reported = Reported(report.force, report.on, heard_at, current=known)
        table = keys(facts, str(bodies[0]["id"]), text(now))
        wrong = wrongly_on(reported, rows, facts, table, observes=report.force in observes)
        found.append(_Found(report.force, report.system, wrong, alarming(reported, wrong)))
    return found


def _differs(session: Session, found: _Found) -> bool:
    row = session.get_one(ObservedReportRow, (found.force, found.system))
    if row.drift_id is None:
        return bool(found.alarms)
    return not found.wrong or bool(_new(row, found))


def _new(row: ObservedReportRow, found: _Found) -> list[Wrong]:
    told = set(row.told or ())
    return [each for each in found.alarms if each.named not in told]


def _kept(w: Writing, found: _Found) -> int:
    row = w.session.get(ObservedReportRow, (found.force, found.system), with_for_update=True)
    if row is None:
        return 0
    if row.drift_id is not None and not found.wrong:
        w.record("drift_ended", ("drift", row.drift_id))
        _tell(w, row, "drift_ended", row.drift_id, 0)
        row.drift_id, row.told = None, None
        return 1
    new = _new(row, found)
    if not new:
        return 0
    row.told = [*(row.told or ()), *(each.named for each in new)]
    for each in new:
        if each.flow is None and len(each.named) <= LONGEST:
            keep(w.session, row.force, each.named, text(w.at))
    _record(w, row, new)
    _tell(w, row, "drift_found", f"{row.drift_id}:{len(row.told)}", len(new))
    return 1


def _record(w: Writing, row: ObservedReportRow, new: Sequence[Wrong]) -> None:
    """Ids go into the ledger; what the system and its unknown flows are called stays private."""
    flows = [each.flow for each in new if each.flow is not None]
    unknown = sum(each.flow is None for each in new)
    private = {"system": row.system, "names": [each.named for each in new]}
    begun = None if row.drift_id is None else w.session.get_one(DriftRow, row.drift_id)
    if begun is not None:
        grown = {"flows": [*begun.flows, *flows], "unknown": begun.unknown + unknown}
        w.record("drift_grew", ("drift", begun.id), grown, private)
        return
    row.drift_id = new_id()
    force = organisations.by_slug(w.session, row.force)
    data = {"force_id": force.id, "client_id": row.client_id, "flows": flows, "unknown": unknown}
    w.record("drift_found", ("drift", row.drift_id), data, private)


def _tell(w: Writing, row: ObservedReportRow, template: str, key: str, number: int) -> None:
    force = organisations.by_slug(w.session, row.force)
    about = {"system": row.system, "force": force.name, "number": str(number)}
    tell(w, force.id, TOLD, template, key=f"{key}:{template}", about=about, path="/gates")
    for office in organisations.of_kind(w.session, "office"):
        who = (roles.OPERATOR,)
        tell(w, office.id, who, template, key=f"{key}:{template}", about=about, path="/gates")
