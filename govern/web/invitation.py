"""The page that an invitation leads to: choose a password, set up an authenticator."""

from __future__ import annotations

import segno
from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.sign_in.take_up_invitation import Invited, invited, take_up_invitation
from govern.errors import Invalid
from govern.web.chrome import say
from govern.web.context import installation
from govern.web.fields import PasswordField, TextField
from govern.web.forms import Form, refuse
from govern.web.policy import anyone, rule

blueprint = Blueprint("invitation", __name__)


class InvitationForm(Form):
    """A password and the first code."""

    password = PasswordField(
        "Choose a password",
        required="Enter a password",
        hint="At least 12 characters. Several words that do not belong together do well.",
        render_kw={"autocomplete": "new-password"},
    )
    code = TextField(
        "One-time code",
        required="Enter the code from your authenticator",
        hint="The six digits that your authenticator app shows for Govern",
        max_length=12,
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@rule(anyone, isolation="an unused token opens its own person's account alone")
def take_up(token: str) -> Response | str | tuple[str, int]:
    """Show whom the token invites, and set their password."""
    whom = invited(installation(), token)
    form = InvitationForm()
    if form.validate_on_submit():
        try:
            take_up_invitation(
                installation(),
                token=token,
                password=form.password.data or "",
                code=form.code.data or "",
            )
        except Invalid as fault:
            refuse(form, fault, otherwise="password")
        else:
            say("Your password is set. Sign in with it and a new one-time code.")
            return redirect(url_for("sign_in.start"))
    page = render_template("sign_in/invitation.html", form=form, whom=whom, picture=_picture(whom))
    return (page, 422) if form.errors else page


def _picture(whom: Invited) -> str | None:
    """The authenticator's address as a QR code, in a data address."""
    if whom.authenticator is None:
        return None
    return str(segno.make(whom.authenticator, error="m").svg_data_uri(scale=5, border=2))
