"""In demonstration mode alone: every invented person, each a click away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from govern.commands.sign_in.enter_demonstration import enter_demonstration
from govern.store import people, sign_ins
from govern.store.sign_ins import Post
from govern.web import signed_in
from govern.web.context import installation
from govern.web.policy import anyone, rule

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


@dataclass(frozen=True)
class DemonstrationPerson:
    """One person to sign in as, with what they are appointed to."""

    person_id: str
    name: str
    posts: Sequence[Post]


@dataclass(frozen=True)
class DemonstrationGroup:
    """People of one kind of organisation under a heading."""

    heading: str
    people: Sequence[DemonstrationPerson]


@blueprint.post("/demonstration/sign-in/<person_id>")
@rule(anyone, demonstration=True)
def enter(person_id: str) -> Response:
    """Sign in as this person, under this appointment if one was clicked."""
    opened = enter_demonstration(
        installation(),
        person_id=person_id,
        browser=signed_in.browser(),
        appointment_id=request.form.get("appointment") or None,
    )
    signed_in.start(opened)
    return redirect(url_for("front.index"))


def everyone_here() -> list[DemonstrationGroup]:
    """Everyone with an appointment in force, by kind of organisation."""
    here = installation()
    at = here.clock.now()
    with here.reading() as session:
        everyone = [
            DemonstrationPerson(row.id, row.name, sign_ins.posts(session, row.id, at))
            for row in people.everyone(session)
        ]
    appointed = [person for person in everyone if person.posts]
    groups = []
    for kind in _ORDER:
        here_too = [each for each in appointed if each.posts[0].organisation_kind == kind]
        if here_too:
            ordered = sorted(here_too, key=lambda each: (each.posts[0].organisation, each.name))
            groups.append(DemonstrationGroup(_HEADINGS[kind], ordered))
    return groups
