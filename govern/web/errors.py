"""Refusals as pages: each domain exception mapped to HTTP once, in words, with nothing lost."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from govern.commands.sign_in.give_password import TooSoon
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.store.sign_ins import Post
from govern.web.elsewhere import other_posts
from govern.web.pieces import Link
from workflows.engine import Refused

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ErrorPage:
    """What an error page says: a title, sentences, further reasons and where to go; `posts` are the
    viewer's other appointments under which the page may be there.
    """

    title: str
    sentences: Sequence[str]
    reasons: Sequence[str] = ()
    links: Sequence[Link] = ()
    posts: Sequence[Post] = ()


_PAGES = {
    400: ErrorPage(
        "This request could not be read",
        ("Go back, reload the page and try again.",),
    ),
    401: ErrorPage(
        "You are not signed in",
        ("Your sign-in has ended. Sign in again; what you had saved is kept.",),
    ),
    403: ErrorPage(
        "You cannot do this under this appointment",
        (
            "The appointment you act under does not allow it.",
            "If you hold another appointment, change the one you act under and try again.",
        ),
    ),
    404: ErrorPage(
        "Page not found",
        (
            "If you typed the address, check that it is right.",
            "If you followed a link, the page may not be there, or may not be yours to see.",
        ),
    ),
    409: ErrorPage("This cannot be done now", ()),
    413: ErrorPage("This file is too big", ("Send a smaller file. Nothing was kept.",)),
    422: ErrorPage("Something in this form is wrong", ()),
    429: ErrorPage("Too many attempts", ("Wait a minute, then try again.",)),
    500: ErrorPage(
        "Sorry, there is a problem with this service",
        ("Nothing was changed. Try again in a few minutes.",),
    ),
    503: ErrorPage(
        "This service cannot record acts at the moment",
        ("Nothing was changed. What is in force stays in force. Try again in a few minutes.",),
    ),
}
_FORGED = ErrorPage(
    "This page had been open too long",
    ("For your protection the form was not accepted. Go back, reload the page and send it again.",),
)


def install(app: Flask) -> None:
    """Answer every exception with its page or, to a machine, its JSON."""
    app.register_error_handler(NotFound, lambda _: _answer(404))
    app.register_error_handler(Forbidden, lambda fault: _answer(403, _sentences(fault)))
    app.register_error_handler(Conflict, lambda fault: _answer(409, _sentences(fault)))
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Invalid, lambda fault: _answer(422, fault.faults.values()))
    app.register_error_handler(TooSoon, lambda fault: _answer(429, _sentences(fault)))
    app.register_error_handler(CSRFError, lambda _: _answer(400, page=_FORGED))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def _refused(fault: Refused) -> Response:
    return _answer(409, [refusal.message for refusal in fault.refusals])


def _sentences(fault: Exception) -> list[str]:
    return [str(fault)] if str(fault) else []


def _http(fault: HTTPException) -> Response:
    if fault.response is not None:
        return fault.get_response()
    code = fault.code or 500
    if code == 401 and not _to_machine() and request.method == "GET":
        return redirect(url_for("sign_in.start", reason="ended"))
    answer = _answer(code)
    for name, value in fault.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            answer.headers[name] = value
    return answer


def _unforeseen(fault: Exception) -> Response:
    log.exception("a request to %s failed", request.endpoint)
    return _answer(500)


def _answer(
    code: int, reasons: Sequence[str] | object = (), page: ErrorPage | None = None
) -> Response:
    page = page or _PAGES.get(code) or _PAGES[400 if code < 500 else 500]
    told = [str(reason) for reason in reasons] if hasattr(reasons, "__iter__") else []
    if _to_machine():
        answer: Response = jsonify(error=page.title, reasons=told)
        answer.status_code = code
        return answer
    posts = other_posts() if code in (403, 404) else ()
    shown = ErrorPage(page.title, () if told else page.sentences, told, page.links, posts)
    return Response(render_template("errors/page.html", page=shown), code, mimetype="text/html")


def _to_machine() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], "text/html")
    return best == "application/json"
