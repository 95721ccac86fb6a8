"""The public status of one text, at the unguessable address that its printed copies carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template

from govern.clock import text
from govern.errors import NotFound
from govern.store import public_status
from govern.store.public_status import PublicStatus
from govern.web.context import installation
from govern.web.filters import moment
from govern.web.pieces import Fact, Tag
from govern.web.policy import anyone, rule
from govern.web.words import kind_title

blueprint = Blueprint("status", __name__)

STATES = {
    "in_force": Tag("In force", "green"),
    "replaced": Tag("Replaced", "orange"),
    "not_in_force": Tag("Not in force", "red"),
}


@dataclass(frozen=True)
class StatusPage:
    """Which text this is and whether it is in force: no party, no title, no reason."""

    title: str
    tag: Tag
    sentence: str
    facts: Sequence[Fact]


@blueprint.get("/status/<token>")
@rule(anyone, isolation="says of one text whether it is in force; an unknown address is a 404")
def show(token: str) -> str:
    """Genuine, which version, in force or not (decision 24)."""
    with installation().reading() as session:
        found = public_status.by_token(session, token, text(installation().clock.now()))
    if found is None:
        raise NotFound("status address")
    return render_template("status/show.html", page=page_of(found))


def page_of(found: PublicStatus) -> StatusPage:
    """The answer as a page shows it."""
    return StatusPage(
        title=f"{found.reference}, version {found.version}",
        tag=STATES[found.state],
        sentence=found.sentence(),
        facts=[
            Fact("Kind", kind_title(found.kind)),
            Fact("Frozen", moment(found.frozen_at)),
            Fact("SHA-256 of the frozen PDF", found.pdf_digest),
        ],
    )
