"""The address without a path: to one's work, or to sign-in."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, url_for
from werkzeug.wrappers import Response

from govern.web import policy
from govern.web.context import viewer_or_none
from govern.web.policy import anyone, rule

blueprint = Blueprint("front", __name__)


@blueprint.get("/")
@rule(anyone)
def index() -> Response:
    """Where each person's day begins."""
    return redirect(first_page())


def first_page() -> str:
    """The first page that exists and admits the viewer."""
    viewer = viewer_or_none()
    if viewer is None:
        return url_for("sign_in.start")
    app = current_app
    for endpoint in ("my_work.index", "wall.index", "people.index"):
        if policy.may_call(app, endpoint, viewer):
            return url_for(endpoint)
    return url_for("acting_as.choose" if viewer.posts and not viewer.acting else "sessions.index")
