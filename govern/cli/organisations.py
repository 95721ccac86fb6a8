"""`govern organisations`: forces, partners and the other bodies, by their permanent slugs."""

from __future__ import annotations

import argparse
from typing import Any

from sqlalchemy import select

from govern.cli import opening
from govern.cli.outcome import Outcome, columns
from govern.commands.organisations.add_organisation import KINDS, add_organisation, sectors
from govern.commands.organisations.end_organisation import end_organisation
from govern.commands.organisations.rename_organisation import rename_organisation
from govern.commands.register.foresee import foresee_end, many, switching
from govern.errors import Conflict
from govern.installation import Installation
from govern.store.organisations import by_slug
from govern.store.rows.organisations import OrganisationRow


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    it = commands.add_parser("organisations", help="forces, partners and other bodies")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    adding = verbs.add_parser("add", parents=[common], help="add one under a permanent slug")
    adding.add_argument("slug")
    adding.add_argument("--kind", required=True, choices=KINDS)
    adding.add_argument("--name", required=True)
    adding.add_argument("--sector", choices=sorted(sectors()), help="a partner has one")
    adding.add_argument("--legal-name")
    adding.add_argument("--registration", help="such as its number at the regulator")
    adding.set_defaults(run=add_one)
    renaming = verbs.add_parser("rename", parents=[common], help="give one another name")
    renaming.add_argument("slug")
    renaming.add_argument("--name", required=True)
    renaming.add_argument("--legal-name")
    renaming.set_defaults(run=rename)
    ending = verbs.add_parser("end", parents=[common], help="end one, with its appointments")
    ending.add_argument("slug")
    ending.add_argument("--successor", metavar="SLUG")
    ending.add_argument("--novation", help="the instrument by which the successor takes over")
    ending.add_argument("--yes", action="store_true", help="also when many flows close")
    ending.set_defaults(run=end)
    verbs.add_parser("list", parents=[common], help="list them").set_defaults(run=listed)


def add_one(given: argparse.Namespace) -> Outcome:
    """Add an organisation."""
    made = add_organisation(
        opening.installation(),
        by=None,
        slug=given.slug,
        kind=given.kind,
        name=given.name,
        sector=given.sector,
        legal_name=given.legal_name,
        registration=given.registration,
    )
    return Outcome([f"{given.name} was added as {given.slug}."], {"id": made})


def rename(given: argparse.Namespace) -> Outcome:
    """Rename the organisation of a slug."""
    installation = opening.installation()
    found = _id(installation, given.slug)
    rename_organisation(
        installation,
        by=None,
        organisation_id=found,
        name=given.name,
        legal_name=given.legal_name,
    )
    return Outcome([f"{given.slug} is called {given.name} from now on."], {"id": found})


def end(given: argparse.Namespace) -> Outcome:
    """End the organisation of a slug. When that closes many flows it must be meant."""
    installation = opening.installation()
    closing = foresee_end(installation, slug=given.slug)
    if many(installation, closing) and not given.yes:
        raise Conflict(
            f"{switching(closing)} flows would close: see `govern register foresee end-organisation"
            f" {given.slug}`, then say --yes."
        )
    found = _id(installation, given.slug)
    successor = _id(installation, given.successor) if given.successor else None
    end_organisation(
        installation,
        by=None,
        organisation_id=found,
        successor_id=successor,
        novation=given.novation,
    )
    said = f"{given.slug} has ended; {switching(closing)} flows closed."
    return Outcome([said], {"id": found, "successor": successor, "closed": switching(closing)})


def listed(_: argparse.Namespace) -> Outcome:
    """List organisations, the ended ones too."""
    with opening.installation().reading() as session:
        query = select(OrganisationRow).order_by(OrganisationRow.kind, OrganisationRow.slug)
        found = list(session.scalars(query))
    told: list[dict[str, Any]] = [
        {
            "id": row.id,
            "slug": row.slug,
            "kind": row.kind,
            "sector": row.sector,
            "name": row.name,
            "ended_at": row.ended_at,
        }
        for row in found
    ]
    rows = [
        [each["slug"], each["kind"], each["name"], "ended" if each["ended_at"] else ""]
        for each in told
    ]
    return Outcome(columns(rows) or ["There are none."], told)


def _id(installation: Installation, slug: str) -> str:
    with installation.reading() as session:
        return by_slug(session, slug).id
