"""The blueprint of the organisations' pages and who may open them."""

from __future__ import annotations

from flask import Blueprint

from govern.web.policy import acting, role, rule
from workflows import roles

blueprint = Blueprint("organisations", __name__)

lists = rule(
    role(roles.COORDINATOR, roles.GOLD, roles.ADMINISTRATOR, roles.OPERATOR),
    isolation="the office and those who run the service list every organisation by name",
)
keeps = rule(
    role(roles.ADMINISTRATOR, roles.COORDINATOR),
    isolation="the administrator and the office add, rename and end any organisation, by name",
)
reads = rule(
    acting,
    isolation="shows an organisation to itself, to those bound by a text with it and to the "
    "office; any other is a 404, and its people are shown to itself and administrators alone",
)
