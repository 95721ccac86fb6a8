"""Recording how a consultation goes on: which state it reached, and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.consultations.record_progress import NEXT, record_progress
from govern.errors import Conflict, Invalid
from govern.store import consultation_pages
from govern.store.consultation_pages import Seen
from govern.web.chrome import say
from govern.web.consultations.blueprint import ONE, blueprint, keeps
from govern.web.consultations.phrases import MEANINGS, STATES
from govern.web.consultations.showing import crumbs, name
from govern.web.context import actor, installation
from govern.web.fields import ChoiceField, DateField
from govern.web.forms import Form, refuse
from govern.web.pieces import Link


class ProgressForm(Form):
    """The state reached and the day."""

    state = ChoiceField("What happened?", required="Choose what happened")
    on = DateField(
        "On which day?",
        what="the day it happened",
        hint="For “Sent”, the day on which the regulator received it",
    )


@dataclass(frozen=True)
class ProgressPage:
    """What the consultation is about and where the form goes."""

    crumbs: Sequence[Link]
    name: str
    action: str


@blueprint.route(f"{ONE}/progress", methods=["GET", "POST"])
@keeps
def progress(consultation_id: str) -> Response | str | tuple[str, int]:
    """Choose what happened and when; sent, it is recorded."""
    with installation().reading() as session:
        seen = consultation_pages.one(session, actor(), consultation_id)
    form = _form(seen)
    if form.validate_on_submit() and _recorded(seen, form):
        return redirect(url_for("consultations.show", consultation_id=consultation_id))
    action = url_for("consultations.progress", consultation_id=consultation_id)
    page = ProgressPage(crumbs(seen, below=True), name(seen), action)
    shown = render_template("consultations/progress.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


def _form(seen: Seen) -> ProgressForm:
    following = NEXT.get(seen.row.state, ())
    if seen.row.closed_at is not None or not following:
        raise Conflict("There is no progress left to record on this consultation.")
    form = ProgressForm()
    form.state.choices = [(state, STATES[state][0]) for state in following]
    form.state.hints = {state: MEANINGS[state] for state in following}
    return form


def _recorded(seen: Seen, form: ProgressForm) -> bool:
    try:
        record_progress(
            installation(),
            by=actor(),
            consultation_id=seen.row.id,
            state=form.state.data or "",
            on=cast("date", form.on.data),
        )
    except (Conflict, Invalid) as fault:
        refuse(form, fault, otherwise="state")
        return False
    say("Recorded. It changes no flow.")
    return True
