"""Saving while somebody types: asked for by a script, answered in JSON, never merged unseen."""

from __future__ import annotations

from flask import jsonify, request
from werkzeug.wrappers import Response

from documents.definition import Section
from govern.commands.documents.save_section import save_section
from govern.errors import Conflict, Invalid
from govern.web.context import actor, installation
from govern.web.documents import typed
from govern.web.documents.loading import Text
from govern.web.filters import clock_time


def autosaved(text: Text, part: Section) -> tuple[Response, int]:
    """What became of it: the revision that now stands and when, or a sentence why nothing was
    saved. When somebody else saved meanwhile nothing is: saving by hand then shows both texts.
    """
    based_on = typed.based_on(request.form)
    given = typed.answers(part, request.form, text.based_on(part.id, based_on))
    try:
        saved = save_section(
            installation(),
            by=actor(),
            version_id=text.version.id,
            section=part.id,
            given=given,
            based_on=based_on,
            alone=True,
        )
    except Invalid as fault:
        told = {"told": "Not saved yet: an answer cannot be read.", "faults": fault.faults}
        return jsonify(told), 422
    except Conflict:
        said = "Somebody else saved this section meanwhile. Save it to keep both texts."
        return jsonify({"told": said}), 409
    at = clock_time(installation().clock.now())
    return jsonify({"revision": saved.revision, "told": f"Saved at {at}"}), 200
