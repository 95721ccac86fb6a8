"""Exports of the register for other engines, for machine callers of their own forces.

They are hints and copies: what is enforced is the signed repository alone (decision 25).
"""

from __future__ import annotations

import re

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from govern.api.authzen_messages import AuthzenError, Forbidden, Unauthorised
from govern.api.authzen_protocol import WHO
from govern.api.bearer import bearer
from govern.api.in_flask import called, refused, reply
from govern.commands.register.export_keys import opa_key, public_pem
from govern.commands.register.export_opa import OpaExports
from govern.errors import Conflict, NotFound
from govern.installation import Installation

_SLUG = re.compile(r"[a-z0-9-]{1,63}")


def exports(installation: Installation) -> Blueprint:
    """The endpoints of this installation, for `govern.web.mounts.MACHINES`."""
    served = Exports(installation)
    pages = Blueprint("exports", __name__, url_prefix="/register/v1/opa")
    pages.add_url_rule("/<force>/bundle.tar.gz", view_func=served.bundle, methods=["GET"])
    pages.add_url_rule("/key.pem", view_func=served.key, methods=["GET"])
    pages.register_error_handler(AuthzenError, refused)
    pages.register_error_handler(NotFound, lambda _: reply("There is no such force.", 404))
    pages.register_error_handler(Conflict, lambda error: reply(str(error), 503))
    return pages


class Exports:
    """The view functions of one installation."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._opa = OpaExports(installation)

    def bundle(self, force: str) -> AnyResponse:
        """The force's bundle, another one with each renewed lease."""
        self._asked_by_one_who_may(force)
        if not _SLUG.fullmatch(force):
            raise NotFound(force)
        made = self._opa.of(force)
        answer = Response(made.data, mimetype="application/gzip")
        answer.headers["Cache-Control"] = "private, no-cache"
        answer.set_etag(made.tag)
        return answer.make_conditional(request)

    def key(self) -> Response:
        """The public key of bundles: to be compared with `govern register export opa-key`."""
        self._asked_by_one_who_may(None)
        return Response(
            public_pem(opa_key(self._installation.settings)), mimetype="application/x-pem-file"
        )

    def _asked_by_one_who_may(self, force: str | None) -> None:
        found = bearer(self._installation, called())
        if found is None:
            raise Unauthorised(WHO)
        if force is not None and not found.may_ask_about(force):
            raise Forbidden("This caller may not ask about that force.")
