"""The application factory: one installation in, one Flask application out."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, request, send_from_directory, url_for
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.wrappers import Response

from govern.installation import Installation
from govern.web import (
    chrome,
    components,
    errors,
    filters,
    mounts,
    policy,
    secret,
    security_headers,
    signed_in,
)
from govern.web.context import viewer_or_none
from govern.web.policy import anyone, rule

ROOT = Path(__file__).resolve().parents[1]
STATIC = Path(__file__).resolve().parent / "static"
LARGEST_UPLOAD = 25 * 1024 * 1024
HOUR = 3600
YEAR = 365 * 24 * HOUR


def create_app(installation: Installation) -> Flask:
    """The whole site for one installation. Cookies are `__Host-` under https, plain on loopback."""
    app = Flask("govern", static_folder=None, template_folder=str(ROOT / "templates"))
    app.extensions["govern"] = installation
    _configure(app, installation)
    csrf = CSRFProtect(app)
    _templates(app)
    _static(app)
    security_headers.install(app, https=_https(installation))
    signed_in.install(app)
    policy.guard(app, viewer_or_none)
    errors.install(app)
    chrome.install(app)
    mounts.mount_pages(app, demonstration=installation.demonstration)
    mounts.mount_machines(app, csrf, installation)
    return app


def _https(installation: Installation) -> bool:
    return urlsplit(installation.settings.url).scheme == "https"


def _configure(app: Flask, installation: Installation) -> None:
    https = _https(installation)
    app.config.update(
        SECRET_KEY=secret.of(installation.settings),
        SESSION_COOKIE_NAME="__Host-govern" if https else "govern",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,  # bound to the session, which ends by itself
        WTF_CSRF_SSL_STRICT=https,
    )


def _templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(govuk=components.govuk, asset=_asset)
    filters.install(app)


@lru_cache(maxsize=256)
def _fingerprint(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def _asset(name: str) -> str:
    """The address of a file of ours; it changes whenever the file does, so it may be kept."""
    return url_for("static", name=name, v=_fingerprint(name))


def _static(app: Flask) -> None:
    @app.get("/static/<path:name>", endpoint="static")
    @rule(anyone)
    def static(name: str) -> Response:
        """A file of ours; kept by the browser for an hour, or for a year under its fingerprint."""
        current = request.args.get("v") and request.args["v"] == _fingerprint(name)
        return send_from_directory(STATIC, name, max_age=YEAR if current else HOUR)
