"""What waits for a second person, and what was decided lately."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, url_for

from govern.clock import text
from govern.store import second_person
from govern.store.second_person import Asked, waits
from govern.web.context import installation
from govern.web.filters import moment
from govern.web.pieces import Cell, Column, Link, Table
from govern.web.second_person.blueprint import blueprint, decides
from govern.web.second_person.phrases import state, title, visible
from govern.web.words import role_title

COLUMNS = (Column("What"), Column("Asked for by"), Column("When"), Column("State"))


@dataclass(frozen=True)
class WaitingPage:
    """What the viewer asked for or may confirm."""

    waiting: Table
    decided: Table


@blueprint.get("")
@decides
def index() -> str:
    """What waits, then what was decided or ran out."""
    now = text(installation().clock.now())
    with installation().reading() as session:
        found = [each for each in second_person.listed(session) if visible(each)]
    waiting = [_row(each) for each in found if waits(each, now)]
    over = [_row(each) for each in found if not waits(each, now)]
    page = WaitingPage(
        waiting=Table("Waiting for a second person", COLUMNS, waiting, "Nothing waits."),
        decided=Table("Decided or run out", COLUMNS, over, "Nothing was decided yet."),
    )
    return render_template("second_person/list.html", page=page)


def _row(each: Asked) -> list[str | Cell]:
    link = Link(title(each), url_for("second_person.show", request_id=each.id))
    decided = [f"By {each.decided_by}"] if each.decided_by else []
    who = Cell(each.asked_by, [role_title(each.asked_role)])
    return [Cell(link), who, moment(each.asked_at), Cell(state(each), decided)]
