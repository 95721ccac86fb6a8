"""Where one is signed in, and ending it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.sign_in.leave import leave, leave_elsewhere
from govern.commands.sign_in.opening import limits
from govern.store import sign_ins
from govern.web import signed_in
from govern.web.chrome import say
from govern.web.context import installation, viewer
from govern.web.filters import plural
from govern.web.policy import rule
from govern.web.policy import signed_in as whole

blueprint = Blueprint("sessions", __name__)
_OWN = "shows and ends the viewer's own sessions; another's is a 404"


@dataclass(frozen=True)
class SessionItem:
    """One sign-in as listed."""

    session_id: str
    browser: str
    begun_at: str
    seen_at: str
    here: bool


@blueprint.get("/your-sign-in")
@rule(whole, isolation=_OWN)
def index() -> str:
    """List the viewer's sign-ins, this one first."""
    me, here = viewer(), installation()
    with here.reading() as session:
        rows = sign_ins.live_sessions(session, me.person_id, here.clock.now(), limits(here))
    items = [
        SessionItem(row.id, _named(row.browser), row.begun_at, row.seen_at, row.id == me.session_id)
        for row in rows
    ]
    return render_template(
        "sign_in/sessions.html", sessions=sorted(items, key=lambda i: not i.here)
    )


@blueprint.post("/your-sign-in/<session_id>/end")
@rule(whole, isolation=_OWN)
def end(session_id: str) -> Response:
    """End one of the viewer's sign-ins."""
    me = viewer()
    leave(installation(), person_id=me.person_id, session_id=session_id)
    if session_id == me.session_id:
        signed_in.stop()
        return redirect(url_for("sign_in.start", reason="left"))
    say("That sign-in has ended.")
    return redirect(url_for("sessions.index"))


@blueprint.post("/your-sign-in/end-others")
@rule(whole, isolation=_OWN)
def end_others() -> Response:
    """End every sign-in of the viewer but this one."""
    me = viewer()
    ended = leave_elsewhere(installation(), person_id=me.person_id, but=me.session_id)
    say(f"{plural(ended, 'other sign-in')} ended.".capitalize())
    return redirect(url_for("sessions.index"))


@blueprint.post("/your-sign-in/keep")
@rule(whole, isolation=_OWN)
def keep() -> tuple[str, int]:
    """Answer that the sign-in goes on; the request itself puts off its end."""
    return "", 204


def _named(agent: str) -> str:
    browsers = ("Firefox", "Edg", "Chrome", "Safari")
    systems = {"Windows": "Windows", "Mac OS": "a Mac", "Android": "Android", "iPhone": "an iPhone"}
    browser = next((name for name in browsers if name in agent), "")
    system = next((words for name, words in systems.items() if name in agent), "")
    named = {"Edg": "Edge", "": "A browser"}.get(browser, browser)
    return f"{named} on {system}" if system else named
