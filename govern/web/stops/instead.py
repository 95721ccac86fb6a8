"""What a stop keeps closed, and for each safety-critical flow the channel to use meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from govern.store import document_pages
from govern.store.database import Session
from govern.store.stopped_flows import kept_closed
from govern.web.context import installation
from govern.web.filters import plural
from govern.web.flows.blueprint import route
from govern.web.pieces import Cell, Column, Link, Table

COLUMNS = (Column("Safety-critical flow"), Column("Use instead"))


@dataclass(frozen=True)
class Instead:
    """How many flows stay closed while the stop stands, and what to use instead of which."""

    sentence: str
    table: Table | None


def instead(session: Session, stop_id: str) -> Instead | None:
    """For a stop in force; None for one that was lifted, after which there is no need of it."""
    rows = installation().register.at(installation().clock.now()).register.rows
    closed = kept_closed(session, rows, stop_id)
    if closed is None:
        return None
    if not closed:
        return Instead("It keeps no flow closed.", None)
    critical, names = [row for row in closed if row.safety_critical], document_pages.names(session)
    stay = "stays" if len(closed) == 1 else "stay"
    said = (
        f"While it stands, {plural(len(closed), 'flow')} {stay} closed, "
        f"{len(critical) or 'none'} of them safety-critical."
    )
    shown: list[list[str | Cell]] = []
    for row in critical:
        way = route(row.key, names)
        link = Link(way.ends, url_for("flows.show", flow_id=row.flow), about=way.what)
        shown.append([Cell(link, [way.what]), row.fallback or "No fallback is named"])
    return Instead(said, Table("Use instead", COLUMNS, shown) if shown else None)
