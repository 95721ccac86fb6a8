"""The blueprint of the consultations' pages and who may open which."""

from __future__ import annotations

from flask import Blueprint

from govern.commands.consultations.record_progress import DECIDERS, KEEPERS
from govern.web.context import actor
from govern.web.policy import organisation, role, rule

blueprint = Blueprint("consultations", __name__)

ONE = "/consultations/<consultation_id>"
ISOLATION = "loads the acting force's own consultations; another's is a 404"

reads = rule(organisation("force"), isolation=ISOLATION)
keeps = rule(role(*KEEPERS), isolation=ISOLATION)
decides = rule(role(*DECIDERS), isolation=ISOLATION)


def may_keep() -> bool:
    """Whether the viewer records progress; a delegation covers signing alone."""
    return actor().role in KEEPERS and actor().delegation is None


def may_decide() -> bool:
    """Whether the viewer decides on live processing and closes."""
    return actor().role in DECIDERS and actor().delegation is None
