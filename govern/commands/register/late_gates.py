"""Raising the alarm when a gate is late: once an episode, until it holds again what it should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.commands.mail.tell import tell
from govern.commands.register.hints import Number, Numbering
from govern.commands.register.reconcile import TOLD
from govern.commands.register.repository import Repository
from govern.installation import Installation
from govern.store import organisations
from govern.store.heard import holds
from govern.store.identifiers import new_id
from govern.store.live import EPOCH
from govern.store.rows.enforcement import StopRow
from govern.store.rows.gates import GateReportRow
from govern.store.rows.organisations import ClientRow, OrganisationRow
from govern.store.writing import Writing
from workflows import roles


@dataclass(frozen=True)
class _Missing:
    """A stop that every gate of that force (None: of all) must hold by now."""

    id: str
    force: str | None
    number: Number
    age: timedelta


@dataclass(frozen=True)
class _Found:
    """What is wrong with one gate: for how long it was silent, if too long, and stops it lacks."""

    client_id: str
    gate: str
    silent: timedelta | None
    lacks: Sequence[_Missing]

    @property
    def waited(self) -> timedelta:
        """The longest that was waited for it."""
        return max([each.age for each in self.lacks] or [self.silent or timedelta()])


class LateGates:
    """A watch over the gates. It raises nothing until it has watched for as long as a gate may
    take: after an outage of ours they all come back at once.
    """

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._limit = installation.settings.gate_late
        self._numbering = Numbering(Repository(installation.settings))
        self._since = installation.clock.now()

    def look(self) -> int:
        """Look at what every gate last said; how many episodes began, grew or ended."""
        with self._installation.reading() as session:
            due = [each for each in self._found(session) if _differs(session, each)]
        if not due:
            return 0
        with self._installation.writing(None) as w:
            return sum(_kept(w, each) for each in due)

    def _found(self, session: Session) -> list[_Found]:
        now, found = self._installation.clock.now(), []
        if now - self._since <= self._limit:
            return []
        missing = list(self._stops(session))
        known = select(GateReportRow).join(ClientRow, ClientRow.id == GateReportRow.client_id)
        for row in session.scalars(known.where(ClientRow.revoked_at.is_(None))):
            age = now - instant(row.at)
            lacks = [
                each
                for each in missing
                if each.force in (None, *row.forces) and not holds(row, each.number)
            ]
            silent = age if age > self._limit else None
            found.append(_Found(row.client_id, row.gate, silent, lacks))
        return found

    def _stops(self, session: Session) -> Iterator[_Missing]:
        """The stops that stand for so long that every gate must hold them."""
        now = self._installation.clock.now()
        before = StopRow.at < text(now - self._limit)
        query = select(StopRow).where(StopRow.lifted_at.is_(None), before)
        for stop in session.scalars(query.order_by(StopRow.at, StopRow.id)):
            force = None
            if stop.force_id is not None:
                force = organisations.by_id(session, stop.force_id).slug
            number = self._numbering.of(stop.seq + 1, EPOCH)
            yield _Missing(stop.id, force, number, now - instant(stop.at))


def _differs(session: Session, found: _Found) -> bool:
    row = session.get_one(GateReportRow, (found.client_id, found.gate))
    if row.late_id is None:
        return bool(found.silent or found.lacks)
    return not (found.silent or found.lacks) or bool(_new(row, found))


def _new(row: GateReportRow, found: _Found) -> list[str]:
    told = set(row.late_for or ())
    return [each.id for each in found.lacks if each.id not in told]


def _kept(w: Writing, found: _Found) -> int:
    key = (found.client_id, found.gate)
    row = w.session.get(GateReportRow, key, with_for_update=True)
    if row is None or not _differs(w.session, found):
        return 0
    if not (found.silent or found.lacks):
        w.record("gate_late_ended", ("late_gate", str(row.late_id)))
        _tell(w, row, "gate_caught_up", found)
        row.late_id, row.late_for = None, None
        return 1
    row.late_for = [*(row.late_for or ()), *_new(row, found)]
    if row.late_id is None:
        row.late_id = new_id()
        forces = [each.id for each in _forces(w, row)]
        data = {"client_id": row.client_id, "forces": forces, "stops": row.late_for}
        w.record("gate_late_found", ("late_gate", row.late_id), data, {"gate": row.gate})
    else:
        w.record("gate_late_grew", ("late_gate", row.late_id), {"stops": row.late_for})
    _tell(w, row, "gate_late" if found.lacks else "gate_silent", found)
    return 1


def _tell(w: Writing, row: GateReportRow, template: str, found: _Found) -> None:
    forces = _forces(w, row)
    about = {
        "gate": row.gate,
        "force": ", ".join(each.name for each in forces),
        "minutes": str(int(found.waited.total_seconds() // 60)),
        "number": str(len(found.lacks)),
    }
    key = f"{row.late_id}:{len(row.late_for or ())}:{template}"
    for each in forces:
        tell(w, each.id, TOLD, template, key=key, about=about, path="/gates")
    for office in organisations.of_kind(w.session, "office"):
        tell(w, office.id, (roles.OPERATOR,), template, key=key, about=about, path="/gates")


def _forces(w: Writing, row: GateReportRow) -> list[OrganisationRow]:
    """Those of the forces that a gate named which there are."""
    return [each for each in organisations.of_kind(w.session, "force") if each.slug in row.forces]
