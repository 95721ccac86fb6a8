"""Adding a purpose: what a flow is for."""

from __future__ import annotations

from govern.commands.authority import OFFICE, require
from govern.commands.reading import Reading
from govern.errors import Conflict
from govern.installation import Installation
from govern.store.rows.organisations import PurposeRow
from workflows.engine import Actor


def add_purpose(
    installation: Installation, *, by: Actor | None, slug: str, title: str, law_enforcement: bool
) -> str:
    """Add a purpose and return its id, the slug.

    `law_enforcement`: whether it is one for the police (DPA 2018 s.31). Whether it is one for a
    partner is asked per flow and side (decision 32).
    """
    read = Reading()
    purpose_id = read.slug("slug", slug)
    data = {"title": read.line("title", title), "law_enforcement": law_enforcement}
    read.done()
    with installation.writing(by) as writing:
        require(writing, by, OFFICE)
        if writing.session.get(PurposeRow, purpose_id):
            raise Conflict(f"The purpose {purpose_id} is there already.")
        writing.record("purpose_added", ("purpose", purpose_id), data)
    return purpose_id
