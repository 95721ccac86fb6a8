"""The blueprints of the people's pages, and who manages whom."""

from __future__ import annotations

from flask import Blueprint

from govern.commands.people.offices import APPOINTERS
from govern.web.policy import role, rule
from workflows import roles
from workflows.delegation import GIVERS

blueprint = Blueprint("people", __name__)
delegating = Blueprint("delegations", __name__)

manages = rule(
    role(roles.ADMINISTRATOR, *sorted(APPOINTERS)),
    isolation="an administrator manages everyone; a controller, SIRO or signatory the people of "
    "their own organisation, and anyone else is a 404",
)
invites = rule(
    role(roles.ADMINISTRATOR), isolation="an administrator invites anyone but themselves again"
)
delegates = rule(
    role(*GIVERS),
    isolation="lists, grants and revokes the delegations of the acting organisation; another's is "
    "a 404",
)
