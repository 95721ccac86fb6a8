"""The blueprint of what takes two people, and who may open it."""

from __future__ import annotations

from flask import Blueprint

from govern.commands.people.offices import APPOINTERS
from govern.web.policy import role, rule
from workflows import roles

blueprint = Blueprint("second_person", __name__, url_prefix="/second-person")

decides = rule(
    role(roles.ADMINISTRATOR, roles.COORDINATOR, roles.GOLD, roles.DPO, *sorted(APPOINTERS)),
    isolation="shows what the viewer asked for or may confirm: the office what concerns the house, "
    "others what concerns their own organisation; any other is a 404",
)
