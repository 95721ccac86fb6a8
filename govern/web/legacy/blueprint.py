"""The blueprint of legacy agreements and who may open what of it."""

from __future__ import annotations

from flask import Blueprint

from govern.store.legacy import ALL, BRINGERS
from govern.web.policy import organisation, role, rule

blueprint = Blueprint("legacy", __name__, url_prefix="/legacy-agreements")

reads = rule(
    organisation("force"),
    role(*sorted(ALL)),
    isolation="lists the acting force's own; lawyers and the office, who bring them in, see all",
)
brings = rule(
    role(*sorted(BRINGERS)),
    isolation="an import is seen by the organisation that uploaded it alone; another's is a 404",
)
