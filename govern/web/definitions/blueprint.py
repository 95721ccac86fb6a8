"""The blueprint of the definitions' pages and who may open which."""

from __future__ import annotations

from flask import Blueprint

from govern.web.policy import acting, role, rule
from workflows import roles

blueprint = Blueprint("definitions", __name__)

ONE = "/definitions/<name>/versions/<int(min=1, max=99999):version>"

reads = rule(
    acting,
    isolation="definitions and libraries are the same for everybody; of an adoption the lawyer's "
    "name, organisation and day are shown",
)
adopts = rule(
    role(roles.LAWYER), isolation="adopts a definition for the installation; it is nobody's own"
)
