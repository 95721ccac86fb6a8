"""One person: their appointments, ending one, and inviting them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.clock import text
from govern.commands.people.end_appointment import end_appointment
from govern.commands.people.invite_person import invite_person
from govern.errors import NotFound
from govern.store import people_pages
from govern.store.people_pages import Appointed, ListedPerson
from govern.web import policy
from govern.web.chrome import say
from govern.web.context import actor, installation, viewer
from govern.web.filters import moment
from govern.web.people.blueprint import blueprint, invites, manages
from govern.web.people.listing import invited, runs
from govern.web.pieces import Fact, Link
from govern.web.words import role_title


@dataclass(frozen=True)
class AppointmentBlock:
    """One appointment; `end` is where it is ended, None when it has ended or is a delegate's."""

    title: str
    facts: Sequence[Fact]
    end: str | None


@dataclass(frozen=True)
class PersonPage:
    """One person as those who appoint see them."""

    crumbs: Sequence[Link]
    name: str
    facts: Sequence[Fact]
    appointments: Sequence[AppointmentBlock]
    appoint: str
    invite: str | None
    end_sign_ins: str | None
    reset: str | None
    own_certificate: str | None
    erase: str | None


@blueprint.get("/people/<person_id>")
@manages
def show(person_id: str) -> str:
    """A person whom the viewer manages."""
    with installation().reading() as session:
        found = people_pages.one(session, actor(), person_id)
    return render_template("people/show.html", page=_page(found))


@blueprint.post("/people/<person_id>/appointments/<appointment_id>/end")
@manages
def end(person_id: str, appointment_id: str) -> Response:
    """End an appointment now; what was signed under it stays."""
    with installation().reading() as session:
        found = people_pages.one(session, actor(), person_id)
    if appointment_id not in {each.held.id for each in found.appointments}:
        raise NotFound(f"appointment {appointment_id}")
    end_appointment(installation(), by=actor(), appointment_id=appointment_id)
    say("The appointment has ended. What was signed under it stays.")
    return redirect(url_for("people.show", person_id=person_id))


@blueprint.post("/people/<person_id>/invite")
@invites
def invite(person_id: str) -> str:
    """Issue a new link; earlier ones are worthless from now on."""
    with installation().reading() as session:
        found = people_pages.one(session, actor(), person_id)
    token = invite_person(installation(), by=actor(), person_id=person_id)
    return invited(found.name, person_id, token)


def _page(found: ListedPerson) -> PersonPage:
    may_invite = policy.may_call(current_app, "people.invite", viewer())
    now = text(installation().clock.now())
    held = any(runs(each, now) for each in found.appointments)
    without = "At one click" if installation().demonstration else "Invited, not yet"
    signs = "With a password and one-time code" if found.signs_in else without
    return PersonPage(
        crumbs=[Link("People", url_for("people.index"))],
        name=found.name,
        facts=[Fact("Email address", found.email or "None"), Fact("Signs in", signs)],
        appointments=[_block(found.id, each) for each in found.appointments],
        appoint=url_for("people.appoint", person_id=found.id),
        invite=url_for("people.invite", person_id=found.id) if may_invite else None,
        end_sign_ins=url_for("people.end_signed_in", person_id=found.id) if may_invite else None,
        reset=url_for("people.reset", person_id=found.id) if may_invite else None,
        own_certificate=url_for("people.own_certificate", person_id=found.id)
        if may_invite
        else None,
        erase=url_for("people.erase", person_id=found.id) if may_invite and not held else None,
    )


def _block(person_id: str, each: Appointed) -> AppointmentBlock:
    here = each.held
    over = not runs(each, text(installation().clock.now()))
    facts = [Fact("From", moment(here.starts_at))]
    facts.append(Fact("Until", moment(here.ends_at) if here.ends_at else "No end is set"))
    if here.instrument:
        facts.append(Fact("By", here.instrument))
    if here.delegated:
        facts.append(Fact("How", "As a delegate: it ends with the delegation"))
    address = url_for("people.end", person_id=person_id, appointment_id=here.id)
    return AppointmentBlock(
        title=f"{role_title(here.role)}, {each.organisation}{' (ended)' if over else ''}",
        facts=facts,
        end=None if over or here.delegated else address,
    )
