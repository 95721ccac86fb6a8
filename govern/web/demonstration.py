"""In demonstration mode alone: every invented person, each a click away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from govern.commands.sign_in.enter_demonstration import enter_demonstration
from govern.store import my_work, people, sign_ins
from govern.store.database import Session
from govern.store.sign_ins import Post
from govern.web import signed_in
from govern.web.context import installation
from govern.web.demonstration_finding import DemonstrationPerson, found
from govern.web.filters import plural
from govern.web.paths import next_path
from govern.web.policy import anyone, rule
from workflows import roles

blueprint = Blueprint("demonstration", __name__)
_ORDER = ("legal", "office", "force", "partner", "scrutiny", "service")
_HEADINGS = {
    "legal": "Who drafts",
    "office": "The consortium office",
    "force": "The forces",
    "partner": "Partners",
    "scrutiny": "Scrutiny",
    "service": "Who runs this service",
}


STARTERS = (
    roles.LAWYER,
    roles.DPO,
    roles.SIRO,
    roles.SIGNATORY,
    roles.DUTY_OFFICER,
    roles.AUDITOR,
    roles.OPERATOR,
)
"""The roles to begin with, one person for each: of several the one for whom most waits."""


@dataclass(frozen=True)
class DemonstrationBody:
    """The people of one organisation."""

    name: str
    people: Sequence[DemonstrationPerson]


@dataclass(frozen=True)
class DemonstrationGroup:
    """Organisations of one kind under a heading."""

    heading: str
    bodies: Sequence[DemonstrationBody]


@dataclass(frozen=True)
class DemonstrationCast:
    """Whom to begin with, and then everybody by organisation; or whom the words asked for fit."""

    start: Sequence[DemonstrationPerson]
    groups: Sequence[DemonstrationGroup]
    wanted: str = ""
    found: Sequence[DemonstrationPerson] = ()


@blueprint.post("/demonstration/sign-in/<person_id>")
@rule(anyone, demonstration=True)
def enter(person_id: str) -> Response:
    """Sign in as this person, under this appointment if one was clicked, and go on to `next`."""
    where = next_path()
    opened = enter_demonstration(
        installation(),
        person_id=person_id,
        browser=signed_in.browser(),
        appointment_id=request.form.get("appointment") or None,
    )
    signed_in.start(opened)
    return redirect(where or url_for("front.index"))


def everyone_here(wanted: str) -> DemonstrationCast:
    """Everyone with an appointment in force: a few to begin with, all by organisation; or, if words
    are `wanted`, only whom they fit.
    """
    here = installation()
    at = here.clock.now()
    with here.reading() as session:
        everyone = [
            DemonstrationPerson(row.id, row.name, sign_ins.posts(session, row.id, at))
            for row in people.everyone(session)
        ]
        if wanted:
            return DemonstrationCast((), (), wanted, found(everyone, wanted))
        start = [one for role in STARTERS if (one := _starter(session, everyone, role))]
    return DemonstrationCast(start, [group for kind in _ORDER if (group := _group(everyone, kind))])


def _starter(
    session: Session, everyone: Sequence[DemonstrationPerson], role: str
) -> DemonstrationPerson | None:
    """Of those who hold the role the one for whom most texts wait to be signed."""
    held = [(each, post) for each in everyone for post in each.posts if post.role == role]
    counted = [
        (len(my_work.to_sign(session, sign_ins.actor(session, post))), each, post)
        for each, post in held
    ]
    if not counted:
        return None
    waiting, person, post = max(counted, key=lambda one: one[0])
    words = f"{plural(waiting, 'text')} to sign" if waiting else ""
    return DemonstrationPerson(person.person_id, person.name, [post], words)


def _group(everyone: Sequence[DemonstrationPerson], kind: str) -> DemonstrationGroup | None:
    bodies: dict[str, list[DemonstrationPerson]] = {}
    for person in sorted(everyone, key=lambda each: each.name):
        held: dict[str, list[Post]] = {}
        for post in person.posts:
            if post.organisation_kind == kind:
                held.setdefault(post.organisation, []).append(post)
        for name, posts in held.items():
            there = DemonstrationPerson(person.person_id, person.name, posts)
            bodies.setdefault(name, []).append(there)
    named = [DemonstrationBody(name, bodies[name]) for name in sorted(bodies)]
    return DemonstrationGroup(_HEADINGS[kind], named) if named else None
