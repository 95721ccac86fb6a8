"""The blueprint of an organisation's own settings and who may open which page."""

from __future__ import annotations

from flask import Blueprint

from govern.commands.organisations.set_organisation_settings import DECIDERS
from govern.web.context import actor
from govern.web.policy import organisation, role, rule

blueprint = Blueprint("own_settings", __name__)
ISOLATION = "shows and changes the settings of the acting organisation alone"

reads = rule(organisation("force", "partner"), isolation=ISOLATION)
decides = rule(role(*sorted(DECIDERS)), isolation=ISOLATION)


def may_decide() -> bool:
    """Whether the viewer changes them; a delegation covers signing alone."""
    return actor().role in DECIDERS and actor().delegation is None
