"""Signing in with password and one-time code, and signing out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from govern.commands.sign_in.give_code import give_code
from govern.commands.sign_in.give_password import TooSoon, give_password
from govern.commands.sign_in.leave import leave as end
from govern.errors import Invalid, NotFound
from govern.web import signed_in
from govern.web.context import installation, viewer_or_none
from govern.web.demonstration import everyone_here
from govern.web.fields import PasswordField, TextField
from govern.web.forms import Form, refuse
from govern.web.front import first_page
from govern.web.paths import next_path
from govern.web.policy import anyone, rule
from govern.web.policy import signed_in as whole

blueprint = Blueprint("sign_in", __name__)
_REASONS = {
    "idle": "You were signed out because nothing happened for a while. What you had saved is kept.",
    "ended": "Your sign-in has ended. Sign in again; what you had saved is kept.",
    "left": "You are signed out.",
}


class PasswordForm(Form):
    """E-mail address and password."""

    email = TextField(
        "E-mail address",
        required="Enter your e-mail address",
        max_length=254,
        render_kw={"autocomplete": "username", "type": "email", "spellcheck": "false"},
    )
    password = PasswordField("Password", required="Enter your password")


class CodeForm(Form):
    """The six digits that an authenticator shows."""

    code = TextField(
        "One-time code",
        required="Enter the code from your authenticator",
        hint="The six digits that your authenticator app shows for Govern",
        max_length=12,
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


@blueprint.route("/sign-in", methods=["GET", "POST"])
@rule(anyone)
def start() -> Response | str | tuple[str, int]:
    """Ask for e-mail address and password; in demonstration mode also list everyone, or find
    somebody, for one who is somebody else already too.
    """
    here = installation()
    wanted = request.args.get("find") if here.demonstration else None
    if viewer_or_none() is not None and wanted is None:
        return redirect(next_path() or first_page())
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            opened = give_password(
                here,
                email=form.email.data or "",
                password=form.password.data or "",
                address=signed_in.address(),
                browser=signed_in.browser(),
                secret=signed_in.secret(),
            )
        except (Invalid, TooSoon) as fault:
            refuse(form, fault, otherwise="password")
        else:
            where = next_path()
            signed_in.start(opened)
            return redirect(url_for("sign_in.code", next=where))
    reason = _REASONS.get(request.args.get("reason", ""))
    people = everyone_here((wanted or "").strip()) if here.demonstration else None
    page = render_template("sign_in/start.html", form=form, people=people, reason=reason)
    return (page, 422) if form.errors else page


@blueprint.route("/sign-in/code", methods=["GET", "POST"])
@rule(anyone)
def code() -> Response | str | tuple[str, int]:
    """Ask for the one-time code of a sign-in whose password was right."""
    form = CodeForm()
    token = signed_in.token()
    if token is None:
        return redirect(url_for("sign_in.start"))
    if form.validate_on_submit():
        try:
            opened = give_code(
                installation(),
                token=token,
                code=form.code.data or "",
                address=signed_in.address(),
                secret=signed_in.secret(),
            )
        except NotFound:
            return redirect(url_for("sign_in.start", reason="ended"))
        except (Invalid, TooSoon) as fault:
            refuse(form, fault, otherwise="code")
        else:
            where = next_path()
            signed_in.start(opened)
            return redirect(where or url_for("front.index"))
    page = render_template("sign_in/code.html", form=form)
    return (page, 422) if form.errors else page


@blueprint.route("/sign-out", methods=["GET", "POST"])
@rule(whole, isolation="ends the viewer's own session")
def leave() -> Response | str:
    """Ask once, then end this session."""
    viewer = viewer_or_none()
    if request.method == "GET" or viewer is None:
        return render_template("sign_in/leave.html")
    end(installation(), person_id=viewer.person_id, session_id=viewer.session_id)
    session.clear()
    return redirect(url_for("sign_in.start", reason="left"))
