"""The blueprint of the policy documents' pages and who may open which."""

from __future__ import annotations

from flask import Blueprint

from govern.commands.organisations.record_policy_document import KEEPERS
from govern.store.access import SEES_ALL
from govern.web.context import actor
from govern.web.policy import organisation, role, rule

blueprint = Blueprint("policy_documents", __name__)

reads = rule(
    organisation("force", "partner"),
    role(*sorted(SEES_ALL)),
    isolation="lists the acting organisation's own; the office, which chases, sees everyone's",
)
keeps = rule(role(*sorted(KEEPERS)), isolation="records for the acting organisation alone")


def may_keep() -> bool:
    """Whether the viewer records; a delegation covers signing alone."""
    return actor().role in KEEPERS and actor().delegation is None
