"""The blueprint of the readiness checks' pages and who may open which."""

from __future__ import annotations

from flask import Blueprint

from govern.web.policy import organisation, role, rule
from workflows import roles
from workflows.readiness import OPENERS, REVOKERS
from workflows.steps import DECIDERS

blueprint = Blueprint("readiness", __name__)

ONE = "/readiness/<check_id>"
ITEM = "/readiness/items/<item_id>"
ISOLATION = (
    "loads checks of the acting force, of the acting partner and, for the office and within an "
    "auditor's scope, how far each is; another's is a 404, and evidence is shown to the force and "
    "to whose it is"
)

reads = rule(organisation("force", "partner", "office"), role(roles.AUDITOR), isolation=ISOLATION)
hands_in = rule(organisation("force", "partner"), isolation=ISOLATION)
opens = rule(role(*OPENERS), isolation="opens a check of the acting force on what is its own")
decides = rule(role(*DECIDERS), isolation=ISOLATION)
revokes = rule(role(*REVOKERS), isolation=ISOLATION)
