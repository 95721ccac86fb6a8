"""`govern demo`: the demonstration consortium, made once through the commands people use."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from sqlalchemy import select

from govern.cli import opening
from govern.cli.outcome import Outcome, columns
from govern.clock import SystemClock, london
from govern.demonstration.build import build
from govern.errors import Conflict
from govern.installation import Installation
from govern.settings import Settings
from govern.store import migrating, organisations
from govern.store.database import Database
from govern.store.people import everyone
from govern.store.rows.working import InstallationRow
from govern.store.standing import held_by
from workflows import roles

_UNFINISHED = "demonstration.unfinished"


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommand."""
    it = commands.add_parser("demo", parents=[common], help="make the demonstration consortium")
    it.set_defaults(run=demonstrate)


def demonstrate(given: argparse.Namespace) -> Outcome:
    """Make the demonstration unless it is there; then say who can sign in, and how."""
    chosen = opening.here()
    if not chosen.demonstration:
        raise Conflict("The demonstration is made in demonstration mode: GOVERN_DEMONSTRATION=yes")
    chosen.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrating.upgrade(chosen.database)
    mark = chosen.home / _UNFINISHED
    if mark.exists():
        raise Conflict(
            f"Making the demonstration was interrupted. Remove {chosen.home} and run it again."
        )
    if _is_empty(chosen):
        mark.touch()
        today = london(SystemClock().now()).date()
        build(chosen, today=today, progress=_quiet if given.json else _progress)
        mark.unlink()
    return _who(opening.installation())


def _is_empty(chosen: Settings) -> bool:
    database = Database(chosen.database)
    with database.reading() as session:
        empty = session.scalar(select(InstallationRow.id)) is None
    database.close()
    return empty


def _progress(number: int, of: int, title: str) -> None:
    print(f"[{number:3}/{of}] {title}", file=sys.stderr, flush=True)


def _quiet(number: int, of: int, title: str) -> None:
    """A program is not told how far it is."""


def _who(installation: Installation) -> Outcome:
    now = installation.clock.now()
    told: list[dict[str, Any]] = []
    with installation.reading() as session:
        for person in everyone(session):
            held = [
                f"{roles.TITLES[row.role]}, "
                f"{organisations.by_id(session, row.organisation_id).name}"
                for row in held_by(session, person.id, now)
            ]
            told.append({"name": person.name, "email": person.email, "roles": held})
    url = installation.settings.url
    lines = [
        f"{installation.name}",
        *columns([[each["name"], "; ".join(each["roles"])] for each in told]),
        "",
        f"Sign in at {url}/sign-in: each of them at one click, in demonstration mode alone.",
    ]
    return Outcome(lines, {"name": installation.name, "url": url, "people": told})
