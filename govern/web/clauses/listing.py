"""The clauses of the bank, with what waits for another lawyer first."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, url_for

from govern.store import clauses
from govern.store.clauses import Clause
from govern.store.database import Session
from govern.web.clauses.blueprint import blueprint, keeps
from govern.web.clauses.phrases import owner, place, state
from govern.web.context import actor, installation
from govern.web.pieces import Cell, Column, Link, Table

COLUMNS = (Column("Clause"), Column("For"), Column("Version"), Column("Owner"), Column("State"))


@dataclass(frozen=True)
class BankPage:
    """What waits, what is offered, and what no longer is."""

    waiting: Table
    offered: Table
    gone: Table
    new: str


@blueprint.get("")
@keeps
def index() -> str:
    """The bank of the acting organisation."""
    with installation().reading() as session:
        bank = clauses.bank(session, actor().organisation)
        waiting = [_row(session, each) for each in bank if each.proposed]
        offered = [_row(session, each) for each in bank if each.approved and not each.proposed]
        gone = [_row(session, each) for each in bank if not (each.approved or each.proposed)]
    page = BankPage(
        waiting=Table("Waiting for another lawyer", COLUMNS, waiting, "Nothing waits."),
        offered=Table("Offered to drafters", COLUMNS, offered, "Propose the first clause."),
        gone=Table("Refused, taken back or retired", COLUMNS, gone, "None."),
        new=url_for("clauses.new"),
    )
    return render_template("clauses/list.html", page=page)


def _row(session: Session, each: Clause) -> list[str | Cell]:
    shown = each.newest
    link = Link(shown.title, url_for("clauses.show", clause_id=each.id))
    fallback = ["With a fallback"] if shown.fallback else []
    return [
        Cell(link, fallback),
        place(shown),
        str(shown.number),
        owner(session, shown),
        Cell(state(shown)),
    ]
