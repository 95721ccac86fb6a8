"""What a view stands in: the installation, the clock and the person looking."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import current_app, has_request_context
from flask_login import current_user
from werkzeug.exceptions import Unauthorized

from govern.store.sign_ins import Post
from govern.web.viewer import Viewer
from workflows.engine import Actor

if TYPE_CHECKING:
    from govern.installation import Installation


def installation() -> Installation:
    """The installation this application serves."""
    return cast("Installation", current_app.extensions["govern"])


def named(words: str) -> str:
    """`words` with the names of bodies put in, as settings give them: {regulator} and the like."""
    return installation().settings.bodies.named(words)


def viewer_or_none() -> Viewer | None:
    """The person looking, or None when nobody is signed in."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    return cast("Viewer", current_user._get_current_object())


def viewer() -> Viewer:
    """The person looking; Unauthorized when nobody is, which a rule normally prevents."""
    found = viewer_or_none()
    if found is None:
        raise Unauthorized
    return found


def post() -> Post:
    """The appointment acted under; Unauthorized without one."""
    held = viewer().acting
    if held is None:
        raise Unauthorized
    return held


def actor() -> Actor:
    """Who acts, as commands and queries take it (`by=`); Unauthorized without an appointment."""
    held = viewer().actor
    if held is None:
        raise Unauthorized
    return held
