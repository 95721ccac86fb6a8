"""Where else one goes from My work: only pages that say something to that role."""

from __future__ import annotations

from collections.abc import Iterable

from flask import current_app, url_for

from govern.web import policy
from govern.web.context import post, viewer
from govern.web.pieces import Link
from workflows import roles

FIRST = {
    roles.OPERATOR: (("Gates", "gates.index"), ("Readiness checks", "readiness.index")),
    roles.ADMINISTRATOR: (
        ("People and their appointments", "people.index"),
        ("Organisations", "organisations.index"),
        ("What waits for a second person", "second_person.index"),
    ),
    roles.AUDITOR: (
        ("The audit page: what you may read, and what you read", "audit.index"),
        ("Sign-off wall", "wall.index"),
        ("Counts", "counts.index"),
    ),
    roles.PANEL_MEMBER: (("Counts", "counts.index"), ("Sign-off wall", "wall.index")),
    roles.DUTY_OFFICER: (("Flows", "flows.index"), ("Stops, and how to lift one", "stops.index")),
}
"""Where those who sign nothing do their work."""

SIGNERS = ("force", "partner", "service")
LINKS = (
    ("Conditions", "conditions.index", (*SIGNERS, "legal")),
    ("Records", "records.index", SIGNERS),
    ("Consultations", "consultations.index", ("force",)),
    ("Policy documents", "policy_documents.index", ("force", "office")),
    ("How we sign off", "own_chains.show", ("force",)),
    ("Settings of your organisation", "own_settings.show", ("force",)),
    ("Settings that change answers", "settings.index", ("force", "office")),
    ("Definitions", "definitions.index", ("force", "legal", "scrutiny")),
)
"""Pages, and the kinds of organisation to whose people they say something."""
OWN = (
    ("Appropriate policy documents", "policy_documents.index"),
    ("Settings of your organisation", "own_settings.show"),
)
"""What a partner says of itself once in a while: reached from its home page, not from My work."""
NEITHER = frozenset({roles.DUTY_OFFICER, roles.ADMINISTRATOR, roles.OPERATOR})
"""Who need none of these: one stops what must stop, the others run the machine."""


def links() -> list[Link]:
    """The pages beside the menu that the viewer may open and would want."""
    role, kind = post().role, post().organisation_kind
    others = [] if role in NEITHER else [each[:2] for each in LINKS if kind in each[2]]
    return _openable((*FIRST.get(role, ()), *others))


def own() -> list[Link]:
    """What the viewer's organisation keeps about itself here."""
    return _openable(OWN)


def _openable(pages: Iterable[tuple[str, str]]) -> list[Link]:
    return [
        Link(title, url_for(endpoint))
        for title, endpoint in pages
        if policy.may_call(current_app, endpoint, viewer())
    ]
