"""What those follow who sign nothing: flows in their view, and requests that take two people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import url_for

from govern.clock import text
from govern.commands.second_person.confirm import may_confirm
from govern.commands.second_person.table import BY_NAME
from govern.store import overseeing, second_person
from govern.store.database import Session
from govern.store.my_work import Item
from govern.store.second_person import Asked
from govern.web.context import actor, installation
from govern.web.filters import moment, until
from govern.web.pieces import Cell, Column, Count, Link, Table
from govern.web.second_person.phrases import title
from govern.web.words import role_title
from workflows import roles
from workflows.engine import Actor

SOON = timedelta(days=30)


def to_confirm(session: Session, by: Actor, now: datetime) -> list[Item]:
    """Requests of somebody else that this person may confirm, for as long as they can be."""
    return [
        Item(
            "second", each.id, "", "second_person", "Two people", title(each), 0,
            since=each.asked_at, due=each.expires_at,
        )
        for each in _waiting(session, text(now))
        if each.asked_by_person != by.person
        and each.act in BY_NAME
        and may_confirm(BY_NAME[each.act], by, each.organisation_id)
    ]  # fmt: skip


def asked(session: Session) -> Table | None:
    """What the viewer asked for and nobody has confirmed yet; None when nothing waits."""
    now = text(installation().clock.now())
    mine = [each for each in _waiting(session, now) if each.asked_by_person == actor().person]
    if not mine:
        return None
    rows: list[Sequence[str | Cell]] = [
        [
            Cell(Link(title(each), url_for("second_person.show", request_id=each.id))),
            moment(each.asked_at),
            moment(each.expires_at),
        ]
        for each in mine
    ]
    columns = (Column("What"), Column("Asked"), Column("Can be confirmed until"))
    return Table("You asked for this; it waits for a second person", columns, rows)


def counts(session: Session, now: datetime) -> Sequence[Count]:
    """Open and closed flows of all forces for the office, of those in scope for an auditor."""
    bodies = overseeing.bodies(session, actor())
    if bodies is None:
        return []
    rows = installation().register.at(now).register.rows
    found = [row for key, row in rows.items() if not bodies or bodies & {key.force, key.partner}]
    opened = sum(row.open for row in found)
    here = url_for("flows.index")
    return [
        Count(f"{opened:,}", "flows open", f"{here}?state=open", tone="good"),
        Count(f"{len(found) - opened:,}", "closed", f"{here}?state=closed"),
    ]


def leaving(session: Session, now: datetime) -> Table | None:
    """For an administrator: appointments that end soon, so that no office falls vacant unseen."""
    if actor().role != roles.ADMINISTRATOR:
        return None
    rows: list[Sequence[str | Cell]] = [
        [
            Cell(Link(each.person, url_for("people.show", person_id=each.person_id))),
            f"{role_title(each.role)}, {each.organisation}",
            until(each.ends_at),
        ]
        for each in overseeing.leaving(session, text(now), text(now + SOON))
    ]
    columns = (Column("Who"), Column("As"), Column("Until"))
    empty = "No appointment ends within the next 30 days."
    return Table("Appointments that end soon", columns, rows, empty)


def _waiting(session: Session, now: str) -> list[Asked]:
    return [each for each in second_person.listed(session) if second_person.waits(each, now)]
