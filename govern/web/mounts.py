"""Which blueprints make up the site: one line each; each blueprint's views declare their rules."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect

from govern.api import distribution, exports, serving
from govern.installation import Installation
from govern.web import acting_as, demonstration, front, invitation, policy, sessions, sign_in
from govern.web.audit import pages as audit
from govern.web.clauses import pages as clauses
from govern.web.clients import pages as clients
from govern.web.connections import pages as connections
from govern.web.consultations import pages as consultations
from govern.web.counts import showing as counts
from govern.web.definitions import pages as definitions
from govern.web.documents import pages as documents
from govern.web.flows import pages as flows
from govern.web.gates import pages as gates
from govern.web.legacy import pages as legacy
from govern.web.my_work import showing as my_work
from govern.web.organisations import pages as organisations
from govern.web.own_chains import pages as own_chains
from govern.web.own_settings import pages as own_settings
from govern.web.partners import home as partners
from govern.web.people import pages as people
from govern.web.policy_documents import pages as policy_documents
from govern.web.readiness import pages as readiness
from govern.web.search import pages as search
from govern.web.second_person import pages as second_person
from govern.web.settings import pages as settings
from govern.web.signing import pages as signing
from govern.web.status import standing, verifying
from govern.web.stops import pages as stops
from govern.web.wall import showing as wall
from govern.web.webhooks import pages as webhooks

PAGES: tuple[Blueprint, ...] = (
    front.blueprint,
    sign_in.blueprint,
    acting_as.blueprint,
    sessions.blueprint,
    invitation.blueprint,
    documents.blueprint,
    legacy.blueprint,
    flows.blueprint,
    connections.blueprint,
    organisations.blueprint,
    partners.blueprint,
    *people.BLUEPRINTS,
    clients.blueprint,
    webhooks.blueprint,
    audit.blueprint,
    stops.blueprint,
    gates.blueprint,
    standing.blueprint,
    verifying.blueprint,
    my_work.blueprint,
    *signing.BLUEPRINTS,
    wall.blueprint,
    counts.blueprint,
    consultations.blueprint,
    readiness.blueprint,
    definitions.blueprint,
    clauses.blueprint,
    policy_documents.blueprint,
    settings.blueprint,
    second_person.blueprint,
    search.blueprint,
    own_settings.blueprint,
    own_chains.blueprint,
)
DEMONSTRATION_PAGES: tuple[Blueprint, ...] = (demonstration.blueprint,)
# Each makes a blueprint for programs, which authenticates bearer tokens itself and uses no cookie.
MACHINES: tuple[Callable[[Installation], Blueprint], ...] = (
    serving.questions,
    distribution.distribution,
    exports.exports,
)


def mount_pages(app: Flask, *, demonstration: bool) -> None:
    """Register every page; those of the demonstration exist in that mode alone."""
    for blueprint in PAGES + (DEMONSTRATION_PAGES if demonstration else ()):
        app.register_blueprint(blueprint)


def mount_machines(app: Flask, csrf: CSRFProtect, installation: Installation) -> None:
    """Register what programs call; without a cookie no token against forgery is needed."""
    rule = policy.Rule((policy.machine,), "answers for the forces of the bearer's token")
    for make in MACHINES:
        blueprint = make(installation)
        csrf.exempt(blueprint)
        policy.declare(app, blueprint, rule)
        app.register_blueprint(blueprint)
