"""The blueprint of the stops' pages, who may open which, and what can be stopped."""

from __future__ import annotations

from flask import Blueprint

from govern.web.policy import organisation, role, rule
from workflows import roles
from workflows.steps import DECIDERS
from workflows.stops import LIFTERS, STOPPERS

blueprint = Blueprint("stops", __name__)

reads = rule(
    organisation("force"),
    role(roles.GOLD, roles.COORDINATOR, roles.OPERATOR, roles.AUDITOR),
    isolation="a force sees the stops of its own flows, the office and the operator all, an "
    "auditor those in scope; any other is a 404",
)
stops = rule(
    role(*STOPPERS, roles.DPO),
    isolation="stops what the acting force controls, or for Gold what it names; another force's "
    "flow, agreement or partner is a 404",
)
advises = rule(
    role(roles.DPO), isolation="advises on what the DPO's own force controls; the rest is a 404"
)
lifts = rule(
    role(*LIFTERS), isolation="lifts a stop of the acting force alone; another force's is a 404"
)
dismisses = rule(
    role(*DECIDERS),
    isolation="decides on what the acting force's own DPO advised; another force's is a 404",
)

SCOPES = {
    "flow": ("One flow", "Choose the flow to stop"),
    "agreement": ("One agreement", "Choose the agreement to stop"),
    "partner": ("All sharing with one partner", "Choose the partner"),
    "category": ("All sharing of one kind of data", "Choose the kind of data"),
    "force": ("All sharing by the force", "Choose the force"),
    "everything": ("All sharing of every force", "What stops"),
}
