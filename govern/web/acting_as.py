"""Choosing the appointment that one acts under."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.sign_in.act_under import act_under
from govern.web import signed_in
from govern.web.context import installation, viewer
from govern.web.fields import ChoiceField
from govern.web.forms import Form
from govern.web.paths import next_path
from govern.web.policy import rule
from govern.web.policy import signed_in as whole

blueprint = Blueprint("acting_as", __name__)


class AppointmentForm(Form):
    """One of the appointments that the person holds now."""

    appointment = ChoiceField(
        "Which appointment do you want to act under?",
        required="Choose the appointment to act under",
        hint="Everything you do is recorded under this appointment alone.",
    )


@blueprint.route("/acting-as", methods=["GET", "POST"])
@rule(whole, isolation="offers the viewer's own appointments")
def choose() -> Response | str | tuple[str, int]:
    """Show the viewer's appointments and act under the chosen one."""
    me = viewer()
    form = AppointmentForm(data={"appointment": me.acting.id if me.acting else None})
    form.appointment.choices = [(post.id, post.title) for post in me.posts]
    if form.validate_on_submit():
        opened = act_under(
            installation(),
            session_id=me.session_id,
            person_id=me.person_id,
            appointment_id=form.appointment.data,
        )
        signed_in.renew(opened)
        return redirect(next_path() or url_for("front.index"))
    page = render_template("sign_in/acting_as.html", form=form, posts=me.posts)
    return (page, 422) if form.errors else page
