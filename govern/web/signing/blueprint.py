"""The one blueprint of signing, its addresses and its rules of isolation."""

from __future__ import annotations

from flask import Blueprint

from govern.web.policy import acting, organisation, rule

blueprint = Blueprint("signing", __name__)

SIGN_OFF = "/sign-offs/<sign_off_id>"

reads = rule(
    acting,
    isolation="loads a sign-off for its own organisation, for the lead force of a connection and "
    "for its drafters; another's is a 404",
)
acts = rule(
    organisation("force", "partner"),
    isolation="acts on a sign-off of the acting organisation, or of a connection that it leads; "
    "another's is a 404",
)
own_statement = rule(
    organisation("force", "partner"),
    isolation="loads a statement for the person, the appointment and the sign-in it was shown to; "
    "for anybody else it is not there",
)
own_records = rule(
    acting,
    isolation="loads records of the acting organisation, of texts it drafts, and executed copies "
    "of agreements it is a party to; another's is a 404",
)
