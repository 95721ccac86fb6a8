"""From cookie to viewer: the session row decides; the cookie only names it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, current_app, request, session
from flask_login import LoginManager, logout_user

from govern.commands.sign_in.leave import note_use
from govern.commands.sign_in.opening import Opened, limits
from govern.store import people, sign_ins
from govern.store.sign_ins import Post
from govern.web.context import installation
from govern.web.viewer import Viewer

_TOKEN = "sign_in"  # noqa: S105 (the name of a value in the signed cookie)


def install(app: Flask) -> None:
    """Let Flask-Login find the viewer of a request when the first one asks for them.

    It keeps nothing of its own: no remember-me cookie, no user id in the session.
    """
    manager = LoginManager(app)
    manager.session_protection = None
    manager.request_loader(lambda _request: _viewer())


def start(opened: Opened) -> None:
    """Begin with a clean cookie that holds this token alone: nothing from before sign-in stays."""
    session.clear()
    session[_TOKEN] = opened.token


def renew(opened: Opened) -> None:
    """Put a renewed token in the cookie and keep what else it holds."""
    session[_TOKEN] = opened.token


def stop() -> None:
    """Empty the cookie; nobody is signed in for the rest of this request."""
    session.clear()
    logout_user()


def token() -> str | None:
    """The token that the cookie holds; it may open nothing."""
    held = session.get(_TOKEN)
    return held if isinstance(held, str) else None


def secret() -> bytes:
    """The secret that keys the hashes of sign-in buckets."""
    key = current_app.secret_key or b""
    return key.encode() if isinstance(key, str) else key


def address() -> str:
    """The network address of the caller, as the server sees it."""
    return request.remote_addr or "unknown"


def browser() -> str:
    """What the browser calls itself, for the list of sign-ins."""
    return request.headers.get("User-Agent", "")


def _viewer() -> Viewer | None:
    held = token()
    if held is None:
        return None
    here = installation()
    at = here.clock.now()
    with here.reading() as reading:
        row = sign_ins.by_token(reading, held)
        if row is None or row.second_factor_at is None:
            return None
        if not sign_ins.is_live(row, at, limits(here)):
            return None
        person = people.by_id(reading, row.person_id)
        if person.erased_at is not None:
            return None
        posts = sign_ins.posts(reading, row.person_id, at)
        acting = _acting(posts, row.appointment_id)
        actor = sign_ins.actor(reading, acting) if acting else None
    note_use(here, session_id=row.id, seen_at=row.seen_at)
    return Viewer(row.person_id, person.name, row.id, row.method, posts, acting, actor)


def _acting(posts: Sequence[Post], chosen: str | None) -> Post | None:
    return next((post for post in posts if post.id == chosen), None)
