"""Opening a check: which checklist, and on what."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from documents import checklists
from govern.commands.readiness.open_check import open_check
from govern.errors import Conflict, Invalid
from govern.store import readiness_pages
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import SelectField
from govern.web.forms import Form, refuse
from govern.web.readiness.blueprint import blueprint, opens


class OpenForm(Form):
    """The checklist and what it is opened on, as one choice, so that they always fit."""

    what = SelectField("Which check, and on what?", required="Choose a check")


@blueprint.route("/readiness/new", methods=["GET", "POST"])
@opens
def new() -> Response | str | tuple[str, int]:
    """Choose a check; sent, it is opened."""
    form = OpenForm()
    form.what.choices = [("", "Choose one"), *_choices()]
    if form.validate_on_submit():
        made = _opened(form)
        if made is not None:
            say("The check is open. Evidence for its items is asked for.")
            return redirect(url_for("readiness.show", check_id=made))
    shown = render_template("readiness/new.html", form=form)
    return (shown, 422) if form.errors else shown


def _choices() -> list[tuple[str, str]]:
    found = []
    with installation().reading() as session:
        for name in checklists.names():
            asked = checklists.checklist(name)
            for each in readiness_pages.subjects(session, actor().organisation, asked.subject):
                found.append((f"{name}:{each.id}", f"{asked.title}: {each.title}"))
    return found


def _opened(form: OpenForm) -> str | None:
    template, _, subject_id = (form.what.data or "").partition(":")
    try:
        return open_check(installation(), by=actor(), template=template, subject_id=subject_id)
    except (Conflict, Invalid) as fault:
        refuse(form, fault, otherwise="what")
        return None
