"""The list of people, and adding somebody with a link that invites them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import render_template, request, url_for

from govern.commands.people.add_person import add_person
from govern.errors import Conflict, Invalid
from govern.store import people_pages
from govern.store.people_pages import Appointed, ListedPerson
from govern.web.context import actor, installation, post
from govern.web.fields import TextField
from govern.web.forms import Form, refuse
from govern.web.people.blueprint import blueprint, manages
from govern.web.pieces import Cell, Choice, Column, Filter, Link, Pages, Table, Tag
from govern.web.words import role_title
from workflows import roles

PER_PAGE = 50
COLUMNS = (Column("Person"), Column("Appointments"), Column("Signs in"))


class PersonForm(Form):
    """A new person."""

    name = TextField("Name", required="Enter the name", max_length=200)
    email = TextField(
        "Email address",
        required="Enter the email address",
        max_length=254,
        hint="At work. They sign in with it.",
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false"},
    )


@dataclass(frozen=True)
class PeoplePage:
    """The people whom the viewer manages."""

    whose: str
    filters: Sequence[Filter]
    table: Table
    pages: Pages


@dataclass(frozen=True)
class InvitedPage:
    """The link that was issued: it is shown this once."""

    name: str
    address: str
    appoint: str


@blueprint.get("/people")
@manages
def index() -> str:
    """Those whom the viewer may appoint."""
    number = min(max(1, request.args.get("page", 1, type=int)), 10_000)
    asked = {name: request.args.get(name, "").strip()[:80] for name in ("organisation", "words")}
    with installation().reading() as session:
        found, total = people_pages.listed(
            session, actor(), **asked, skip=(number - 1) * PER_PAGE, take=PER_PAGE
        )
        bodies = [(row.slug, row.name) for row in people_pages.places(session, actor())]
    return render_template("people/list.html", page=_page(found, total, number, asked, bodies))


@blueprint.route("/people/new", methods=["GET", "POST"])
@manages
def new() -> str | tuple[str, int]:
    """Add somebody; the link that lets them set a password is shown once."""
    form = PersonForm()
    if form.validate_on_submit():
        try:
            given = {"name": form.name.data or "", "email": form.email.data or ""}
            added = add_person(installation(), by=actor(), **given)
        except (Invalid, Conflict) as fault:
            refuse(form, fault, otherwise="email")
        else:
            return invited(form.name.data or "", added.person_id, added.invite or "")
    page = render_template("people/new.html", form=form)
    return (page, 422) if form.errors else page


def invited(name: str, person_id: str, token: str) -> str:
    """The page with a new invitation."""
    path = url_for("invitation.take_up", token=token)
    page = InvitedPage(
        name=name,
        address=f"{installation().settings.url.rstrip('/')}{path}",
        appoint=url_for("people.show", person_id=person_id),
    )
    return render_template("people/invited.html", page=page)


def _page(
    found: Sequence[ListedPerson],
    total: int,
    number: int,
    asked: dict[str, str],
    bodies: Sequence[tuple[str, str]],
) -> PeoplePage:
    given = {name: value for name, value in asked.items() if value}
    href = f"{url_for('people.index')}?{urlencode({**given, 'page': ''})}{{page}}"
    filters = [Filter("words", "Name", asked["words"])]
    if len(bodies) > 1:
        chosen = asked["organisation"]
        choices = [Choice(slug, name, slug == chosen) for slug, name in bodies]
        any_body = Choice("", "Any", not chosen)
        filters.append(Filter("organisation", "Organisation", choices=[any_body, *choices]))
    everyone = actor().role == roles.ADMINISTRATOR
    return PeoplePage(
        whose="Everyone" if everyone else post().organisation,
        filters=filters,
        table=Table("People", COLUMNS, [_row(each) for each in found], "Nobody is like this."),
        pages=Pages(number, max(1, -(-total // PER_PAGE)), href, total, PER_PAGE, "people"),
    )


def _without_password() -> Tag:
    """What is said of one without a password: nobody in a demonstration waits to set one."""
    return Tag("At one click", "blue") if installation().demonstration else Tag("Invited", "yellow")


def _row(each: ListedPerson) -> list[str | Cell]:
    link = Link(each.name, url_for("people.show", person_id=each.id))
    now = installation().clock.now()
    running = [one for one in each.appointments if runs(one, f"{now:%Y-%m-%dT%H:%M:%S}")]
    said = [f"{role_title(one.held.role)}, {one.organisation}" for one in running]
    signs = Tag("Yes", "green") if each.signs_in else _without_password()
    return [
        Cell(link, [each.email] if each.email else []),
        Cell(said[0] if said else "None", said[1:]),
        Cell(signs),
    ]


def runs(one: Appointed, now: str) -> bool:
    """Whether an appointment has not ended."""
    return one.held.ends_at is None or one.held.ends_at > now
