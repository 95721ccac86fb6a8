"""Giving an organisation another name; its slug and all that was signed stay as they are."""

from __future__ import annotations

from govern.commands.authority import OFFICE, require
from govern.commands.reading import Reading
from govern.errors import Conflict
from govern.installation import Installation
from govern.store import organisations
from workflows.engine import Actor


def rename_organisation(
    installation: Installation,
    *,
    by: Actor | None,
    organisation_id: str,
    name: str,
    legal_name: str | None = None,
) -> None:
    """Rename an organisation from now on; a past instant is shown with the name of then."""
    read = Reading()
    data = {"name": read.line("name", name)}
    legal = read.optional_line("legal_name", legal_name)
    read.done()
    if legal is not None:
        data["legal_name"] = legal
    with installation.writing(by) as writing:
        require(writing, by, OFFICE)
        row = organisations.acting(writing.session, organisation_id)
        if row.name == data["name"] and (legal is None or row.legal_name == legal):
            raise Conflict(f"It is called {row.name} already.")
        writing.record("organisation_renamed", ("organisation", organisation_id), data)
