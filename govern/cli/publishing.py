"""`govern register ceremony, publish, rotate, renew, recover`: the register that gates hold."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any

from govern.cli import opening
from govern.cli.outcome import Outcome
from govern.clock import text
from govern.commands.register import key_files
from govern.commands.register.ceremony import Made, hold_ceremony
from govern.commands.register.publish import Published, Publisher
from govern.commands.register.repository import Repository
from govern.commands.register.rotate import ROLES, recover, renew_root, rotate
from govern.errors import Conflict
from govern.installation import Installation


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Describe the verbs of `govern register` that publish."""
    holding = verbs.add_parser("ceremony", parents=[common], help="make the keys, once")
    holding.set_defaults(run=ceremony)
    publishing = verbs.add_parser("publish", parents=[common], help="publish what changed, now")
    publishing.add_argument("--anew", action="store_true", help="sign everything again")
    publishing.set_defaults(run=publish)
    rotating = verbs.add_parser("rotate", parents=[common], help="replace the key of one role")
    rotating.add_argument("role", metavar="ROLE", help=", ".join(ROLES))
    rotating.set_defaults(run=rotate_one)
    renewing = verbs.add_parser("renew", parents=[common], help="sign root for another year")
    renewing.set_defaults(run=renew)
    recovering = verbs.add_parser(
        "recover", parents=[common], help="after a theft or a restore: new keys, a new epoch"
    )
    recovering.set_defaults(run=recover_all)


def ceremony(_: argparse.Namespace) -> Outcome:
    """Make the keys and publish for the first time."""
    installation = opening.installation()
    made = hold_ceremony(installation)
    published = Publisher(installation).turn()
    return _told(installation, made, published)


def publish(given: argparse.Namespace) -> Outcome:
    """Publish now. Conflict when nothing can be published or another process is at it."""
    installation = opening.installation()
    Repository(installation.settings).root()
    published = Publisher(installation).turn(anew=given.anew)
    state = Repository(installation.settings).state()
    if state is None:
        raise Conflict("Another process is publishing for the first time; try again.")
    ends = text(state.timestamp.signed.expires)
    lines = [
        f"Register {state.number} of epoch {state.epoch} is published; its lease ends {ends}.",
        *(f"New in {one.number}: {', '.join(one.changed)}" for one in published if one.changed),
        *_root_ends(installation, state.root.signed.expires),
    ]
    told = {"epoch": state.epoch, "version": state.number, "lease_until": ends}
    return Outcome(lines, {**told, "published": [_data(one) for one in published]})


def rotate_one(given: argparse.Namespace) -> Outcome:
    """Replace one key."""
    installation = opening.installation()
    made, published = rotate(installation, role=given.role)
    return _told(installation, made, published)


def renew(_: argparse.Namespace) -> Outcome:
    """Sign root for another year."""
    installation = opening.installation()
    return _told(installation, renew_root(installation), [])


def recover_all(_: argparse.Namespace) -> Outcome:
    """Replace every online key and raise the epoch."""
    installation = opening.installation()
    made, published = recover(installation)
    return _told(installation, made, published)


def _told(installation: Installation, made: Made, published: list[Published]) -> Outcome:
    sha256 = hashlib.sha256(Path(made.path).read_bytes()).hexdigest()
    lines = [
        f"Root {made.version} of epoch {made.epoch}: {made.path}",
        f"  SHA-256    {sha256}",
        *(f"  {name:10} {keyid}" for name, keyid in made.keys.items()),
        *(f"Register {one.number} is published." for one in published),
    ]
    here = key_files.root_signers(key_files.folder_of(installation.settings))
    if here and not installation.demonstration:
        names = ", ".join(f"{name}.key" for name in here)
        folder = key_files.folder_of(installation.settings)
        lines.append(f"{names} lie in {folder}: move each to a medium of its own, off any network.")
    if made.version == 1:
        lines.append("Give that root.json to whoever installs a gate, by a way that you trust.")
    told: dict[str, Any] = {
        "version": made.version,
        "epoch": made.epoch,
        "root": made.path,
        "sha256": sha256,
    }
    told["keys"] = {**made.keys}
    return Outcome(lines, {**told, "published": [_data(one) for one in published]})


def _root_ends(installation: Installation, expires: Any) -> list[str]:
    left = (expires - installation.clock.now()).days
    return [f"Root ends in {left} days: govern register renew"] if left < 60 else []


def _data(one: Published) -> dict[str, Any]:
    return {"epoch": one.epoch, "version": one.number, "changed": list(one.changed)}
