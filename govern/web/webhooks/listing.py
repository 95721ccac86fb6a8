"""Every webhook with how it fares, and the form that asks a second person for another."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.webhooks.asking import ask_for_webhook
from govern.errors import Conflict, Invalid
from govern.store import webhooks
from govern.store.database import Session
from govern.store.organisations import of_kind
from govern.store.rows.webhooks import WebhookRow
from govern.web import policy
from govern.web.chrome import say
from govern.web.context import actor, installation, viewer
from govern.web.fields import ChoicesField, TextField
from govern.web.filters import moment, plural
from govern.web.forms import Form, refuse
from govern.web.pieces import Cell, Column, Link, Table, Tag
from govern.web.webhooks.blueprint import blueprint, manages, reads

COLUMNS = (Column("Webhook"), Column("Told of"), Column("Last attempt"), Column("State"))


class WebhookForm(Form):
    """A new subscription."""

    name = TextField("Name", required="Enter a name", max_length=100, hint="Such as: RMS of Essex")
    url = TextField(
        "Address",
        required="Enter the address, beginning with https://",
        max_length=500,
        hint="It stands in the ledger: put no secret into it",
    )
    forces = ChoicesField("Of which forces is it told?", required="Choose at least one force")


@dataclass(frozen=True)
class WebhooksPage:
    """The list; `asks` says whether the viewer may ask for another."""

    table: Table
    asks: bool


@blueprint.get("/webhooks")
@reads
def index() -> str:
    """Every webhook."""
    return _shown(_form())


@blueprint.post("/webhooks")
@manages
def ask() -> Response | tuple[str, int]:
    """Ask a second person for a new one."""
    form = _form()
    if form.validate_on_submit() and _asked(form):
        say("Asked for. Nothing is sent before a second person confirms it under “Two people”.")
        return redirect(url_for("webhooks.index"))
    return _shown(form), 422


def tag(row: WebhookRow) -> Tag:
    """How a webhook stands."""
    if row.ended_at:
        return Tag("Ended", "grey")
    if row.paused_at:
        failed = row.paused_because == "failures"
        return Tag("Paused after failures" if failed else "Paused", "red" if failed else "yellow")
    return Tag("In force", "green")


def told_of(row: WebhookRow) -> str:
    """The forces it is told of, in words."""
    return "All forces" if row.forces == [webhooks.ALL] else ", ".join(row.forces)


def _form() -> WebhookForm:
    form = WebhookForm()
    with installation().reading() as session:
        forces = [(row.slug, row.name) for row in of_kind(session, "force")]
    form.forces.choices = [(webhooks.ALL, "All forces"), *forces]
    return form


def _asked(form: WebhookForm) -> bool:
    """Whether it was asked for; else the form says why not."""
    try:
        ask_for_webhook(
            installation(),
            by=actor(),
            name=form.name.data or "",
            url=form.url.data or "",
            forces=list(form.forces.data or []),
        )
    except (Invalid, Conflict) as fault:
        refuse(form, fault, otherwise="url")
        return False
    return True


def _shown(form: WebhookForm) -> str:
    with installation().reading() as session:
        rows = [_row(session, each) for each in webhooks.listed(session)]
    empty = "Nobody is told of newer registers. Gates ask for themselves, and need no webhook."
    page = WebhooksPage(
        Table("Webhooks", COLUMNS, rows, empty, caption_hidden=True),
        policy.may_call(current_app, "webhooks.ask", viewer()),
    )
    return render_template("webhooks/list.html", page=page, form=form)


def _row(session: Session, row: WebhookRow) -> list[str | Cell]:
    link = Link(row.name, url_for("webhooks.show", webhook_id=row.id))
    return [Cell(link, [row.url]), told_of(row), _last(session, row), Cell(tag(row))]


def _last(session: Session, row: WebhookRow) -> str | Cell:
    """What came of the latest attempt; of failing ones also how many there were in a row."""
    found = webhooks.attempts(session, row.id, most=1)
    if not found:
        return "None yet"
    if found[0].fault is None:
        return Cell(Tag("Taken", "green"), [moment(found[0].at)])
    number = webhooks.failing(session, row).number
    lines = [moment(found[0].at), *([f"{plural(number, 'failure')} in a row"] if number else [])]
    return Cell(Tag("Failed", "red"), lines)
