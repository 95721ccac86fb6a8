"""The action plan of a document: measures on its risks, and actions, with owners and dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from documents.content import Content, Row
from documents.dates import as_date
from documents.risk import RISKS, RiskLevel, risk_level

ACTIONS: Final = "actions"
SETTLED: Final = ("done", "dropped")


@dataclass(frozen=True, slots=True)
class Measure:
    """Something promised: in which table, what, by whom, for which forces (none: all that sign),
    by which day; `settled` when the text itself says that it is done or dropped. `row` names it
    within its plan: rows are numbered in each table anew, so an action has its table's name before.
    """

    table: str
    row: str
    title: str
    what: str
    owner: str
    forces: tuple[str, ...]
    due_on: dt.date | None
    settled: bool
    inherent: RiskLevel | None = None
    residual: RiskLevel | None = None

    def binds(self, force: str) -> bool:
        """Whether it is that force's to see to."""
        return not self.forces or force in self.forces


def plan(content: Content) -> tuple[Measure, ...]:
    """Every measure and action, those due first in front; those without a date last."""
    found = [_of_risk(content, row) for row in _rows(content, RISKS) if row.get("measures")]
    found += [_of_action(row) for row in _rows(content, ACTIONS) if row.get("action")]
    return tuple(sorted(found, key=lambda each: (each.due_on or dt.date.max, each.table)))


def has_plan(content: Content) -> bool:
    """Whether a document of this kind holds a register of risks or a table of actions."""
    return any(name in content.definition.places for name in (RISKS, ACTIONS))


def _rows(content: Content, table: str) -> tuple[Row, ...]:
    return tuple(content.rows(table)) if table in content.definition.places else ()


def _of_risk(content: Content, row: Row) -> Measure:
    return Measure(
        table=RISKS,
        row=str(row["id"]),
        title=str(row.get("title") or "A risk without a name"),
        what=str(row["measures"]),
        owner=str(row.get("measure_owner") or ""),
        forces=(),
        due_on=as_date(row.get("measure_due_on")),
        settled=False,
        inherent=risk_level(content, row, "inherent"),
        residual=risk_level(content, row, "residual"),
    )


def _of_action(row: Row) -> Measure:
    return Measure(
        table=ACTIONS,
        row=f"{ACTIONS}-{row['id']}",
        title=str(row.get("risk") or "Action"),
        what=str(row["action"]),
        owner=str(row.get("owner_role") or ""),
        forces=tuple(row.get("forces") or ()),
        due_on=as_date(row.get("due_on")),
        settled=row.get("status") in SETTLED,
    )
