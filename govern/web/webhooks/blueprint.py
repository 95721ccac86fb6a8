"""The blueprint of the webhooks' pages and who may open which."""

from __future__ import annotations

from flask import Blueprint

from govern.commands.authority import OFFICE
from govern.commands.webhooks.pausing import MAY_PAUSE
from govern.web.policy import role, rule

blueprint = Blueprint("webhooks", __name__)

ISOLATION = "the administrator, the office and the operator see every webhook; it names nobody"

reads = rule(role(*sorted(MAY_PAUSE)), isolation=ISOLATION)
pauses = rule(role(*sorted(MAY_PAUSE)), isolation=ISOLATION)
manages = rule(role(*sorted(OFFICE)), isolation=ISOLATION)
