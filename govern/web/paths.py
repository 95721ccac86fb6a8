"""Where to go on to after a form: only ever a path on this site."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request


def next_path() -> str | None:
    """The `next` of this request, if it is safe."""
    return safe(request.args.get("next"))


def safe(wanted: str | None) -> str | None:
    """The same path; None for anything that could lead to another site."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return None
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or any(ord(letter) < 32 for letter in wanted):
        return None
    return wanted
