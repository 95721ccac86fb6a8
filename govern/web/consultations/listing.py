"""The consultations of the acting force: where each stands and what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, url_for

from govern.store import consultation_pages
from govern.store.consultation_pages import Seen
from govern.store.database import Session
from govern.web.consultations.blueprint import blueprint, reads
from govern.web.consultations.phrases import DECISIONS, due_words, state_tag, undecided
from govern.web.context import actor, installation, post
from govern.web.pieces import Cell, Column, Link, Table

COLUMNS = (Column("On"), Column("State"), Column("Reply due"), Column("What is live already"))


@dataclass(frozen=True)
class ConsultationsPage:
    """Every consultation of a force: those under way, and those closed."""

    organisation: str
    open: Table
    closed: Table


@blueprint.get("/consultations")
@reads
def index() -> str:
    """The consultations of the acting force."""
    now = installation().clock.now()
    with installation().reading() as session:
        found = consultation_pages.listed(session, actor())
        page = _page(session, found, now)
    return render_template("consultations/list.html", page=page)


def _page(session: Session, found: Sequence[Seen], now: datetime) -> ConsultationsPage:
    name = post().organisation
    under_way = [_row(session, each, now) for each in found if each.row.closed_at is None]
    closed = [_row(session, each, now) for each in found if each.row.closed_at is not None]
    return ConsultationsPage(
        organisation=name,
        open=Table("Under way", COLUMNS, under_way, f"{name} has no consultation under way."),
        closed=Table("Closed", COLUMNS, closed, "None has been closed."),
    )


def _row(session: Session, seen: Seen, now: datetime) -> list[str | Cell]:
    row, steps = seen.row, consultation_pages.steps(session, seen.row.id)
    title = f"{seen.document.reference}, version {seen.number}"
    link = Link(title, url_for("consultations.show", consultation_id=row.id))
    law = consultation_pages.law(session, row.version_id)
    first, *notes = due_words(steps, law, now) or ["Not sent yet"]
    decided = DECISIONS.get(row.continue_decision or "", undecided(row))
    return [
        Cell(link, [seen.document.title]),
        Cell(state_tag(row.state)),
        Cell(first, notes),
        decided,
    ]
