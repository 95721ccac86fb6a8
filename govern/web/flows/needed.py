"""The readiness checks that a basis of a flow needs, each with where it stands and its page."""

from __future__ import annotations

from datetime import datetime

from flask import url_for

from documents.checklists import checklist
from govern.clock import text
from govern.store import flows, readiness_pages
from govern.store.database import Session
from govern.store.readiness import may_see
from govern.store.rows.documents import FlowRow
from govern.web.context import actor
from govern.web.filters import day
from govern.web.pieces import Fact, Link, Tag
from govern.web.readiness.phrases import check_tag, ends


def needed(session: Session, flow: FlowRow, basis_id: str, at: datetime) -> list[Fact]:
    """One fact for each check that the basis asks for, with those opened by `at`.

    Where each stands is as it is recorded now; links lead only to what the viewer may see.
    """
    basis = flows.basis(session, basis_id)
    return [_fact(session, flow, name, text(at)) for name in (basis.readiness if basis else ())]


def _fact(session: Session, flow: FlowRow, template: str, at: str) -> Fact:
    title = _title(template)
    rows = [row for row in readiness_pages.of_flow(session, flow, template) if row.opened_at <= at]
    seen = [row for row in rows if may_see(session, actor(), row)]
    if not rows:
        return Fact(title, Tag("Not opened", "yellow"))
    lines: list[str | Tag | Link] = []
    for row in seen:
        about = f"{title}, opened {day(row.opened_at)}"
        lines.append(Link("Open the checklist", url_for("readiness.show", check_id=row.id), about))
        if row.state == "passed":
            lines.append(ends(row.valid_until))
    return Fact(title, check_tag(rows[0], at), lines)


def _title(template: str) -> str:
    try:
        return checklist(template).title
    except LookupError:
        return template
