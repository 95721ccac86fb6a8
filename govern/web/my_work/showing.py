"""My work: one list of what waits, then what comes up and what there is to watch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, current_app, render_template, url_for

from govern.clock import london
from govern.store import (
    assigned_comments,
    measure_work,
    my_work,
    readiness_work,
    reviews_due,
    sign_ins,
)
from govern.store.database import Session
from govern.store.my_work import Item
from govern.web import policy
from govern.web.context import actor as acting_person
from govern.web.context import installation, post, viewer
from govern.web.filters import plural
from govern.web.my_work import tasks, watching
from govern.web.pieces import Count, Fact, Link, Table
from govern.web.policy import acting, rule
from workflows import roles

blueprint = Blueprint("my_work", __name__)
STOPPERS = frozenset(
    {roles.DUTY_OFFICER, roles.ASSET_OWNER, roles.SECURITY_OFFICER, roles.SIRO, roles.GOLD}
)


@dataclass(frozen=True)
class Elsewhere:
    """Another appointment of the same person under which something waits."""

    title: str
    waiting: str


@dataclass(frozen=True)
class MyWorkPage:
    """A person's day under one appointment."""

    name: str
    title: str
    sentence: str
    counts: Sequence[Count]
    tasks: Table | None
    elsewhere: Sequence[Elsewhere]
    stop: str | None
    stop_first: bool
    certificate: Sequence[Fact]
    chase: Table | None
    stops: Table | None
    endings: Table | None
    links: Sequence[Link]


@blueprint.get("/my-work")
@rule(
    acting,
    isolation="lists what waits for the acting appointment, and counts what waits for the "
    "viewer's own other ones; nothing of another organisation",
)
def index() -> str:
    """What waits for the viewer."""
    now = installation().clock.now()
    with installation().reading() as session:
        page = _page(session, now)
    return render_template("my_work/show.html", page=page)


def _page(session: Session, now: datetime) -> MyWorkPage:
    today = london(now).date()
    by = acting_person()
    found = [*my_work.items(session, by), *readiness_work.items(session, by, now)]
    found += [*measure_work.items(session, by, now), *assigned_comments.items(session, by)]
    found += reviews_due.policy_documents(session, acting_person(), today)
    return MyWorkPage(
        name=viewer().name,
        title=post().title,
        sentence=_sentence(found, now),
        counts=watching.flow_counts(now),
        tasks=tasks.table(found, now) if found else None,
        elsewhere=_elsewhere(session),
        stop=_stop(),
        stop_first=acting_person().role in (roles.DUTY_OFFICER, roles.GOLD),
        certificate=watching.certificate_facts(session, now),
        chase=watching.chase(session, now),
        stops=watching.stops(session),
        endings=watching.endings(session, now),
        links=_links(),
    )


def _sentence(found: Sequence[Item], now: datetime) -> str:
    if not found:
        return _QUIET.get(acting_person().role, "Nothing waits for you today.")
    number, late = len(found), tasks.late(found, now)
    waits = f"{plural(number, 'thing')} {'waits' if number == 1 else 'wait'} for you"
    if number == 1:
        return f"{waits}, and it is late." if late else f"{waits}. It is not late."
    return f"{waits}, {late} of them late." if late else f"{waits}. None is late."


_QUIET = {
    roles.AUDITOR: "You read; nothing is asked of you. The wall and the counts show the whole.",
    roles.PANEL_MEMBER: "You read; nothing is asked of you. The counts show the whole.",
    roles.COORDINATOR: "You chase and report; nothing waits for your own signature.",
    roles.GOLD: "Nothing waits for you. You can stop what no single force can.",
    roles.DUTY_OFFICER: "Nothing waits for you. You can stop a flow at any moment, alone.",
    roles.ADMINISTRATOR: "No document waits for an administrator: those who run it sign nothing.",
    roles.OPERATOR: "No document waits for an operator: those who run it sign nothing.",
}


def _elsewhere(session: Session) -> list[Elsewhere]:
    found = []
    for held in viewer().posts:
        if held.id == post().id:
            continue
        waiting = len(my_work.to_sign(session, sign_ins.actor(session, held)))
        if waiting:
            found.append(Elsewhere(held.title, f"{plural(waiting, 'text')} to sign"))
    return found


def _stop() -> str | None:
    if acting_person().role not in STOPPERS:
        return None
    for endpoint in ("stops.new", "stops.index"):
        if policy.may_call(current_app, endpoint, viewer()):
            return url_for(endpoint)
    return None


_RUNS = {
    roles.OPERATOR: (("Gates", "gates.index"), ("Readiness checks", "readiness.index")),
    roles.ADMINISTRATOR: (
        ("People and their appointments", "people.index"),
        ("Organisations", "organisations.index"),
        ("What waits for a second person", "second_person.index"),
    ),
}
"""Where those who sign nothing do their work."""
_LINKS = (
    ("Conditions", "conditions.index"),
    ("Records", "records.index"),
    ("Consultations", "consultations.index"),
    ("Policy documents", "policy_documents.index"),
    ("Settings of your organisation", "own_settings.show"),
    ("Settings that change answers", "settings.index"),
    ("Definitions", "definitions.index"),
)


_NOT_FOR_PARTNERS = frozenset({"settings.index", "definitions.index", "own_settings.show"})
"""What stands open to a partner, but answers no question that its people come with."""


def _links() -> list[Link]:
    left_out = _NOT_FOR_PARTNERS if post().organisation_kind == "partner" else frozenset()
    return [
        Link(title, url_for(endpoint))
        for title, endpoint in (*_RUNS.get(acting_person().role, ()), *_LINKS)
        if endpoint not in left_out and policy.may_call(current_app, endpoint, viewer())
    ]
