"""`govern keys`: which keys there are, until when, what is due; and changing them."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from govern.cli import opening
from govern.cli.instants import read_instant
from govern.cli.outcome import Outcome, columns
from govern.clock import text
from govern.commands.keys.condition import due, root_key_is_here
from govern.commands.keys.create_keys import create_keys
from govern.commands.keys.renew_list import renew_list
from govern.commands.keys.revoke_key import certificates, revoke_key
from govern.commands.keys.rotate_key import rotate_key
from govern.commands.ledger import checkpoint_key
from govern.errors import NotFound
from govern.installation import Installation
from govern.records import revocation
from govern.records.key_files import NAMES, ROOT, fingerprint
from govern.records.keys import Keyring
from govern.records.making import Changed
from govern.records.revocation import REASONS
from govern.store.people import by_email
from govern.store.standing import actor_of, held_by
from workflows import roles
from workflows.engine import Actor


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommand."""
    it = commands.add_parser("keys", parents=[common], help="keys and their certificates")
    it.set_defaults(run=show)
    verbs = it.add_subparsers(metavar="VERB")
    showing = verbs.add_parser(
        "show", aliases=["status"], parents=[common], help="print fingerprints, ends, what is due"
    )
    showing.set_defaults(run=show)
    changing = argparse.ArgumentParser(add_help=False, parents=[common])
    changing.add_argument("--by", metavar="EMAIL", help="who does it: administrator or operator")
    changing.add_argument(
        "--root-key", type=Path, metavar="FILE", help="the root's key, when it is not in keys/"
    )
    creating = verbs.add_parser("create", parents=[changing], help="make every key, once")
    creating.set_defaults(run=create)
    rotating = verbs.add_parser("rotate", parents=[changing], help="replace a key")
    rotating.add_argument("name", choices=NAMES)
    rotating.add_argument(
        "--lost", action="store_true", help="of root alone: the old root's key is not to be had"
    )
    rotating.set_defaults(run=rotate)
    revoking = verbs.add_parser("revoke", parents=[changing], help="revoke a certificate")
    revoking.add_argument("which", metavar="NAME_OR_FINGERPRINT")
    revoking.add_argument("--reason", required=True, choices=sorted(REASONS))
    revoking.add_argument("--since", metavar="INSTANT", help="from when on; now unless given")
    revoking.set_defaults(run=revoke)
    renewing = verbs.add_parser(
        "renew", parents=[changing], help="renew the root's revocation list"
    )
    renewing.set_defaults(run=renew)


def show(_: argparse.Namespace) -> Outcome:
    """Print each certificate: end, SHA-256 fingerprint and whether it is revoked; then what is due.
    Publish the root's.
    """
    installation = opening.installation()
    ring = installation.keyring
    told = [_certificate(ring, name, one) for name, one in certificates(ring)]
    told += _checkpoint(installation)
    lines = columns(
        [[each["name"], each["ends_at"], each["sha256"], each["state"]] for each in told]
    )
    if ring.demonstration:
        lines.append("These are demonstration keys: nothing they sign binds anybody.")
    elif root_key_is_here(ring):
        lines.append(f"A root's key lies in {ring.path}: move it to a place without a network.")
    wanted = due(installation)
    lines += [f"DUE: {each}" for each in wanted]
    return Outcome(lines, {"demonstration": ring.demonstration, "keys": told, "due": wanted})


def create(given: argparse.Namespace) -> Outcome:
    """Make every key of an installation that has none."""
    installation = opening.installation()
    made = create_keys(installation, by=_by(installation, given.by), root_key=given.root_key)
    return _made(installation, made)


def rotate(given: argparse.Namespace) -> Outcome:
    """Replace one key, and what hangs on it."""
    installation = opening.installation()
    made = rotate_key(
        installation,
        by=_by(installation, given.by),
        name=given.name,
        root_key=given.root_key,
        lost=given.lost,
    )
    return _made(installation, made)


def revoke(given: argparse.Namespace) -> Outcome:
    """Revoke one certificate."""
    installation = opening.installation()
    found = revoke_key(
        installation,
        by=_by(installation, given.by),
        which=given.which,
        reason=given.reason,
        since=read_instant("since", given.since) if given.since else None,
        root_key=given.root_key,
    )
    sha256 = fingerprint(found)
    lines = [
        f"Revoked: {sha256}",
        f"Publish the new list beside the root: {installation.keyring.path}/*.crl",
        *(f"DUE: {each}" for each in due(installation)),
    ]
    return Outcome(lines, {"sha256": sha256, "due": due(installation)})


def renew(given: argparse.Namespace) -> Outcome:
    """Renew the root's revocation list."""
    installation = opening.installation()
    ends = renew_list(installation, by=_by(installation, given.by), root_key=given.root_key)
    lines = [f"The root's revocation list is good until {text(ends)}."]
    return Outcome(lines, {"ends_at": text(ends)})


def _made(installation: Installation, made: Iterable[Changed]) -> Outcome:
    ring = installation.keyring
    told = [_certificate(ring, each.name, each.certificate) for each in made]
    lines = columns([[each["name"], each["ends_at"], each["sha256"]] for each in told])
    if any(each["name"] == ROOT for each in told):
        lines.append("Publish the new root, with its fingerprint by another way.")
    if root_key_is_here(ring) and not ring.demonstration:
        lines.append(f"A root's key lies in {ring.path}: move it to a place without a network.")
    return Outcome(lines, {"keys": told})


def _certificate(ring: Keyring, name: str, certificate: x509.Certificate) -> dict[str, str]:
    revoked = revocation.entries(ring.path, certificate.issuer).get(certificate.serial_number)
    state = "present" if certificate == ring.certificate(name) else "former"
    return {
        "name": name,
        "subject": certificate.subject.rfc4514_string(),
        "ends_at": text(certificate.not_valid_after_utc),
        "sha256": fingerprint(certificate),
        "state": f"revoked since {text(revoked.at)}" if revoked else state,
    }


def _checkpoint(installation: Installation) -> list[dict[str, str]]:
    key = checkpoint_key.public(installation)
    if key is None:
        return []
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    digest = hashlib.sha256(spki).hexdigest()
    told = {"name": "checkpoint", "subject": "-", "ends_at": "-", "sha256": digest}
    return [told | {"state": "present"}]


def _by(installation: Installation, email: str | None) -> Actor | None:
    """Whoever is named, under an appointment that may change keys; nobody is the installation."""
    if email is None:
        return None
    with installation.reading() as session:
        person = by_email(session, email)
        held = held_by(session, person.id, installation.clock.now()) if person else ()
        for row in held:
            if row.role in (roles.ADMINISTRATOR, roles.OPERATOR):
                return actor_of(session, row)
    raise NotFound(f"administrator or operator {email}")
