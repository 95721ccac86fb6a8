"""My work: one list of what waits, then what comes up and what there is to watch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, current_app, render_template, url_for

from govern.clock import london
from govern.store import (
    advice_work,
    assigned_comments,
    clause_work,
    measure_work,
    my_work,
    readiness_work,
    reviews_due,
    sign_ins,
    signing_work,
)
from govern.store.database import Session
from govern.store.my_work import Item
from govern.store.sign_ins import Post
from govern.web import policy
from govern.web.context import actor as acting_person
from govern.web.context import installation, post, viewer
from govern.web.filters import plural
from govern.web.my_work import following, see_also, tasks, watching
from govern.web.pieces import Count, Fact, Link, Table
from govern.web.policy import acting, rule
from workflows import roles
from workflows.engine import Actor

blueprint = Blueprint("my_work", __name__)
STOPPERS = frozenset(
    {roles.DUTY_OFFICER, roles.ASSET_OWNER, roles.SECURITY_OFFICER, roles.SIRO, roles.GOLD}
)


@dataclass(frozen=True)
class Elsewhere:
    """Another appointment of the same person under which something waits."""

    held: Post
    waiting: str


@dataclass(frozen=True)
class MyWorkPage:
    """A person's day under one appointment."""

    name: str
    title: str
    sentence: str
    counts: Sequence[Count]
    tasks: Table | None
    held: Table | None
    asked: Table | None
    elsewhere: Sequence[Elsewhere]
    stop: str | None
    stop_first: bool
    certificate: Sequence[Fact]
    chase: Table | None
    leaving: Table | None
    stops: Table | None
    measures: Table | None
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
    every = _waiting(session, acting_person(), now)
    found = [each for each in every if not each.held_by]
    held = [each for each in every if each.held_by]
    return MyWorkPage(
        name=viewer().name,
        title=post().title,
        sentence=_sentence(found, now),
        counts=[*watching.flow_counts(now), *following.counts(session, now)],
        tasks=tasks.table(found, now) if found else None,
        held=tasks.held(held, now) if held else None,
        asked=following.asked(session),
        elsewhere=_elsewhere(session, now),
        stop=_stop(),
        stop_first=acting_person().role in (roles.DUTY_OFFICER, roles.GOLD),
        certificate=watching.certificate_facts(session, now),
        chase=watching.chase(session, now),
        leaving=following.leaving(session, now),
        stops=watching.stops(session),
        measures=watching.late_measures(session, now),
        endings=watching.endings(session, now),
        links=see_also.links(),
    )


def _waiting(session: Session, by: Actor, now: datetime) -> list[Item]:
    return [
        *signing_work.sorted_out(session, by, my_work.items(session, by)),
        *following.to_confirm(session, by, now),
        *readiness_work.items(session, by, now),
        *measure_work.items(session, by, now),
        *assigned_comments.items(session, by),
        *clause_work.items(session, by),
        *advice_work.items(session, by, now),
        *reviews_due.policy_documents(session, by, london(now).date()),
    ]


def _sentence(found: Sequence[Item], now: datetime) -> str:
    if not found:
        return _QUIET.get(acting_person().role, "Nothing waits for you today.")
    number, late = len(found), tasks.late(found, now)
    waits = f"{plural(number, 'thing')} {'waits' if number == 1 else 'wait'} for you"
    if number == 1:
        return f"{waits}, and it is late." if late else f"{waits}. It is not late."
    return f"{waits}, {late} of them late." if late else f"{waits}. None is late."


_QUIET = {
    roles.AUDITOR: "You read; nothing is asked of you. What is late in your scope stands below.",
    roles.PANEL_MEMBER: "You read; nothing is asked of you. The counts show the whole.",
    roles.COORDINATOR: "You chase and report; nothing waits for you yourself.",
    roles.GOLD: "Nothing waits for you. You can stop what no single force can.",
    roles.DUTY_OFFICER: "Nothing waits for you. You can stop a flow at any moment, alone.",
    roles.ADMINISTRATOR: "No document waits for an administrator: those who run it sign nothing.",
    roles.OPERATOR: "No document waits for an operator: those who run it sign nothing.",
}


def _elsewhere(session: Session, now: datetime) -> list[Elsewhere]:
    others = [held for held in viewer().posts if held.id != post().id]
    waits = [(held, _waits(session, sign_ins.actor(session, held), now)) for held in others]
    return [Elsewhere(held, words) for held, words in waits if words]


def _waits(session: Session, by: Actor, now: datetime) -> str:
    """What waits for another appointment: texts to sign first, then how much else."""
    found = [each for each in _waiting(session, by, now) if not each.held_by]
    signing = sum(each.kind == "sign" for each in found)
    said = [f"{plural(signing, 'text')} to sign"] if signing else []
    if rest := len(found) - signing:
        said.append(f"{plural(rest, 'other thing' if signing else 'thing')} to do")
    return ", ".join(said)


def _stop() -> str | None:
    if acting_person().role not in STOPPERS:
        return None
    for endpoint in ("stops.new", "stops.index"):
        if policy.may_call(current_app, endpoint, viewer()):
            return url_for(endpoint)
    return None
