"""Machine callers: listed, added with a token that is shown once, and revoked."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.clients.add_client import ALL
from govern.commands.clients.revoke_client import revoke_client
from govern.commands.second_person.ask import do_or_ask
from govern.errors import Conflict, Invalid
from govern.store import people_pages
from govern.store.database import Session
from govern.store.organisations import of_kind
from govern.store.rows.organisations import ClientRow
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import ChoicesField, TextField
from govern.web.filters import moment
from govern.web.forms import Form, refuse
from govern.web.pieces import Cell, Column, Link, Table, Tag
from govern.web.policy import role, rule
from workflows import roles

blueprint = Blueprint("clients", __name__)

manages = rule(
    role(roles.ADMINISTRATOR, roles.COORDINATOR),
    isolation="the administrator and the office see every machine caller",
)
COLUMNS = (Column("Caller"), Column("May ask about"), Column("Added"), Column("State"))


class ClientForm(Form):
    """A new caller and the forces it may ask about."""

    name = TextField("Name", required="Enter a name", max_length=100, hint="Such as: RMS of Essex")
    forces = ChoicesField("Which forces may it ask about?", required="Choose at least one force")


@blueprint.route("/clients", methods=["GET", "POST"])
@manages
def index() -> str | tuple[str, int]:
    """Every machine caller, and the form that asks for one; a second person makes its token."""
    form, asked = ClientForm(), False
    with installation().reading() as session:
        form.forces.choices = _forces(session)
    if form.validate_on_submit():
        asked = _asked(form)
    with installation().reading() as session:
        callers = _table(people_pages.clients(session))
    page = render_template("clients/list.html", form=form, callers=callers, asked=asked)
    return (page, 422) if form.errors else page


@blueprint.get("/clients/<client_id>/revoke")
@manages
def ask(client_id: str) -> str:
    """Ask before revoking."""
    with installation().reading() as session:
        row = people_pages.client(session, client_id)
    return render_template("clients/revoke.html", name=row.name, client_id=row.id)


@blueprint.post("/clients/<client_id>/revoke")
@manages
def revoke(client_id: str) -> Response:
    """Revoke a caller: its token is worth nothing from now on."""
    revoke_client(installation(), by=actor(), client_id=client_id)
    say("Revoked. Its token is worth nothing from now on.")
    return redirect(url_for("clients.index"))


def _forces(session: Session) -> list[tuple[str, str]]:
    return [(ALL, "All forces"), *((row.slug, row.name) for row in of_kind(session, "force"))]


def _asked(form: ClientForm) -> bool:
    """Whether it was asked for; else the form says why not."""
    given = {"name": form.name.data or "", "forces": list(form.forces.data or [])}
    try:
        do_or_ask(installation(), by=actor(), act="add_client", given=given)
    except (Invalid, Conflict) as fault:
        refuse(form, fault, otherwise="name")
        return False
    return True


def _table(found: list[ClientRow]) -> Table:
    empty = "No machine may ask yet. Add the first one below."
    return Table("Machine callers", COLUMNS, [_row(each) for each in found], empty)


def _row(each: ClientRow) -> list[str | Cell]:
    asks = "All forces" if each.forces == [ALL] else ", ".join(each.forces)
    if each.revoked_at:
        state = Cell(Tag("Revoked", "grey"), [moment(each.revoked_at)])
    else:
        address = url_for("clients.ask", client_id=each.id)
        state = Cell(Tag("In force", "green"), [Link("Revoke", address, about=each.name)])
    return [each.name, asks, moment(each.created_at), state]
