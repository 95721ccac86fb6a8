"""A link that leads nowhere under one appointment may be meant for another of the same person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask import request

from govern.errors import NotFound
from govern.store import access, sign_ins, signing
from govern.store.database import Session
from govern.store.sign_ins import Post
from govern.web.context import installation, viewer_or_none
from workflows.engine import Actor

_SEEN: Mapping[str, Callable[[Session, Actor, str], object]] = {
    "sign_off_id": signing.found,
    "document_id": access.document,
    "version_id": access.version,
}
"""Which part of an address names what, and how it is looked up for whoever may see it."""


def other_posts() -> Sequence[Post]:
    """The viewer's other appointments under which the page asked for may be there: those that see
    what it is about, where the address says so, and else all of them. Only for a page that was
    asked for by its link; a form is never sent again under another appointment.
    """
    me = viewer_or_none()
    if me is None or me.acting is None or request.method != "GET" or not request.endpoint:
        return ()
    others = [each for each in me.posts if each.id != me.acting.id]
    named = {key: str(value) for key, value in (request.view_args or {}).items() if key in _SEEN}
    if not others or not named:
        return others
    with installation().reading() as session:
        return [each for each in others if _sees(session, each, named)]


def _sees(session: Session, held: Post, named: Mapping[str, str]) -> bool:
    by = sign_ins.actor(session, held)
    try:
        for key, value in named.items():
            _SEEN[key](session, by, value)
    except NotFound:
        return False
    return True
