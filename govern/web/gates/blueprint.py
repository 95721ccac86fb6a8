"""The blueprint of the gates' pages, and who may open which."""

from __future__ import annotations

from flask import Blueprint

from govern.commands.register.observe import MAY_ASK, MAY_END
from govern.web.policy import organisation, role, rule
from workflows import roles

blueprint = Blueprint("gates", __name__)
OVERSEES = (roles.OPERATOR, roles.COORDINATOR, roles.GOLD)

reads = rule(
    organisation("force"),
    role(*OVERSEES),
    isolation="a force sees the gates and systems that answer for it; the office and the operator "
    "all",
)
asks = rule(role(*sorted(MAY_ASK)), isolation="asks for the acting force alone")
ends = rule(
    role(*sorted(MAY_END)),
    isolation="starts or ends what was asked for the acting force; another's is a 404",
)
