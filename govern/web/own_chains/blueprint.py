"""The blueprint of how a force signs off and who may open which page."""

from __future__ import annotations

from flask import Blueprint

from govern.commands.chains.change_chain import ASKERS
from govern.web.context import actor
from govern.web.policy import organisation, role, rule

blueprint = Blueprint("own_chains", __name__)
ISOLATION = "shows and changes how the acting force signs off; a step of another force is a 404"

reads = rule(organisation("force"), isolation=ISOLATION)
asks = rule(role(*sorted(ASKERS)), isolation=ISOLATION)


def may_ask() -> bool:
    """Whether the viewer asks for changes; a delegation covers signing alone."""
    return actor().role in ASKERS and actor().delegation is None
