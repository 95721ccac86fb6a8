"""`govern clients`: machine callers and the forces they may ask about."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sqlalchemy import select

from govern.cli import opening
from govern.cli.outcome import Outcome, columns
from govern.commands.clients.add_client import add_client
from govern.commands.clients.revoke_client import revoke_client
from govern.errors import Invalid, NotFound
from govern.installation import Installation
from govern.store.rows.organisations import ClientRow


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    it = commands.add_parser("clients", help="machine callers")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    adding = verbs.add_parser("add", parents=[common], help="add one and print its token once")
    adding.add_argument("name")
    adding.add_argument(
        "--force", action="append", required=True, metavar="SLUG", help="repeat, or say `all`"
    )
    adding.add_argument(
        "--certificate", type=Path, metavar="FILE", help="known by this (PEM), and by no token"
    )
    adding.set_defaults(run=add_one)
    verbs.add_parser("list", parents=[common], help="list them").set_defaults(run=listed)
    revoking = verbs.add_parser("revoke", parents=[common], help="make a token worthless")
    revoking.add_argument("client", metavar="NAME_OR_ID")
    revoking.set_defaults(run=revoke)


def add_one(given: argparse.Namespace) -> Outcome:
    """Add a caller; its token goes to standard output and nowhere else."""
    pem = None if given.certificate is None else _read(given.certificate)
    added = add_client(
        opening.installation(), by=None, name=given.name, forces=given.force, certificate=pem
    )
    if not added.token:
        said = f"{given.name} is known by that certificate, when a trusted proxy names it."
        return Outcome([said], {"id": added.client_id})
    lines = [added.token, "Keep it now: it is not shown again."]
    return Outcome(lines, {"id": added.client_id, "token": added.token})


def listed(_: argparse.Namespace) -> Outcome:
    """List callers, those in force first."""
    with opening.installation().reading() as session:
        found = list(session.scalars(select(ClientRow).order_by(ClientRow.created_at)))
    told: list[dict[str, Any]] = [
        {
            "id": row.id,
            "name": row.name,
            "forces": row.forces,
            "created_at": row.created_at,
            "revoked_at": row.revoked_at,
            "certificate_sha256": row.certificate_sha256,
        }
        for row in sorted(found, key=lambda row: row.revoked_at is not None)
    ]
    rows = [
        [row["id"], row["name"], ",".join(row["forces"]), _known_by(row), _state(row)]
        for row in told
    ]
    return Outcome(columns(rows) or ["There are none."], told)


def revoke(given: argparse.Namespace) -> Outcome:
    """Revoke the caller in force of that name or id."""
    installation = opening.installation()
    client_id = _found(installation, given.client)
    revoke_client(installation, by=None, client_id=client_id)
    return Outcome([f"{given.client} is revoked."], {"id": client_id})


def _known_by(row: dict[str, Any]) -> str:
    return f"certificate {row['certificate_sha256']}" if row["certificate_sha256"] else "token"


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError) as fault:
        raise Invalid.field("certificate", f"{path} cannot be read: {fault}") from fault


def _state(row: dict[str, Any]) -> str:
    return f"revoked {row['revoked_at']}" if row["revoked_at"] else "in force"


def _found(installation: Installation, named: str) -> str:
    with installation.reading() as session:
        query = select(ClientRow.id).where(ClientRow.name == named, ClientRow.revoked_at.is_(None))
        found = session.scalar(query) or session.scalar(
            select(ClientRow.id).where(ClientRow.id == named)
        )
    if found is None:
        raise NotFound(f"client {named}")
    return found
