"""Adding an organisation under its permanent slug."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from documents import catalogue
from govern.commands.authority import OFFICE, require
from govern.commands.organisations.own_settings import checked
from govern.commands.reading import Reading
from govern.errors import Conflict
from govern.installation import Installation
from govern.store.identifiers import new_id
from govern.store.rows.organisations import OrganisationRow
from workflows.engine import Actor

KINDS = ("force", "partner", "office", "legal", "scrutiny", "service")


def add_organisation(
    installation: Installation,
    *,
    by: Actor | None,
    slug: str,
    kind: str,
    name: str,
    sector: str | None = None,
    legal_name: str | None = None,
    registration: str | None = None,
    settings: dict[str, Any] | None = None,
) -> str:
    """Add an organisation and return its id.

    `slug` is permanent and never used again, also not after the organisation ended (decision 19).
    A partner has a sector, one of `sectors()`.
    """
    read = Reading()
    data: dict[str, Any] = {
        "slug": read.slug("slug", slug),
        "kind": read.choice("kind", kind, KINDS),
        "name": read.line("name", name),
        "sector": _sector(read, kind, sector),
        "legal_name": read.optional_line("legal_name", legal_name),
        "registration": read.optional_line("registration", registration),
        "settings": checked(read, kind, settings or {}) or None,
    }
    read.done()
    with installation.writing(by) as writing:
        require(writing, by, OFFICE)
        taken = select(OrganisationRow.id).where(OrganisationRow.slug == slug)
        if writing.session.scalar(taken):
            raise Conflict(f"The slug {slug} is taken; a slug is never used twice.")
        organisation_id = new_id()
        given = {name: value for name, value in data.items() if value is not None}
        writing.record("organisation_added", ("organisation", organisation_id), given)
    return organisation_id


def sectors() -> frozenset[str]:
    """The sectors there are, from the reference table `partner_kinds`."""
    return frozenset(row["sector"] for row in catalogue.reference("partner_kinds"))


def _sector(read: Reading, kind: str, sector: str | None) -> str | None:
    if sector is None:
        if kind == "partner":
            read.fault("sector", f"A partner has one of: {', '.join(sorted(sectors()))}.")
        return None
    return read.choice("sector", sector, sectors())
