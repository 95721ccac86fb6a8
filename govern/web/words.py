"""What permanent codes are called on the page: roles, document kinds, states and their tags."""

from __future__ import annotations

from govern.web.context import named
from govern.web.pieces import Colour, Tag
from workflows import roles

KINDS = {
    "dpia": "Data protection impact assessment",
    "local_addendum": "Local addendum to a data protection impact assessment",
    "code_of_connection": "Code of connection",
    "connection_return": "Connection return",
    "sharing_agreement": "Information sharing agreement",
}
ORGANISATIONS = {
    "force": "Police force",
    "partner": "Partner",
    "office": "Consortium office",
    "legal": "Legal team",
    "scrutiny": "Scrutiny body",
    "service": "National service",
}
_STATES: dict[str, tuple[str, Colour]] = {
    "accepted": ("Accepted", "green"),
    "active": ("In force", "green"),
    "assessed": ("Assessed", "light-blue"),
    "awaiting_signature": ("Awaiting signature", "light-blue"),
    "carried": ("Carried over", "green"),
    "certified": ("Certified", "green"),
    "closed": ("Closed", "red"),
    "complete": ("Signed", "green"),
    "declared": ("Declared", "light-blue"),
    "declined": ("Declined", "red"),
    "draft": ("Draft", "grey"),
    "expired": ("Expired", "red"),
    "frozen": ("Frozen", "blue"),
    "in_force": ("In force", "green"),
    "in_progress": ("In progress", "light-blue"),
    "late": ("Late", "red"),
    "lifted": ("Lifted", "grey"),
    "live": ("Live", "green"),
    "met": ("Met", "green"),
    "not_started": ("Not yet started", "grey"),
    "open": ("Open", "green"),
    "overdue": ("Overdue", "red"),
    "passed": ("Passed", "green"),
    "referred": ("Referred to the {regulator_short}", "purple"),
    "refused": ("Refused", "red"),
    "returned": ("Changes asked for", "orange"),
    "review": ("In review", "light-blue"),
    "revoked": ("Revoked", "red"),
    "submitted": ("Submitted", "light-blue"),
    "superseded": ("Replaced", "grey"),
    "suspended": ("Suspended", "red"),
    "terminated": ("Ended", "grey"),
    "waiting": ("Waiting", "yellow"),
    "withdrawn": ("Withdrawn", "grey"),
}


def role_title(role: str) -> str:
    """The title of a role; a code without one is shown in plain words."""
    return roles.TITLES.get(role) or plain(role)


def kind_title(kind: str) -> str:
    """The title of a document kind."""
    return KINDS.get(kind) or plain(kind)


def organisation_title(kind: str) -> str:
    """What kind of organisation this is, in words."""
    return ORGANISATIONS.get(kind) or plain(kind)


def state_tag(state: str) -> Tag:
    """A state as a tag; an unknown code is grey and in plain words, never hidden."""
    words, colour = _STATES.get(state, (plain(state), "grey"))
    return Tag(named(words) if "{" in words else words, colour)


def plain(code: str) -> str:
    """A snake_case code as words: `not_yet_valid` is "Not yet valid"."""
    words = code.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]
