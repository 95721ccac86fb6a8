"""`govern keys`: which keys there are, by fingerprint, and until when."""

from __future__ import annotations

import argparse
import hashlib
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from govern.cli import opening
from govern.cli.outcome import Outcome, columns
from govern.clock import text
from govern.commands.ledger import checkpoint_key
from govern.installation import Installation


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommand."""
    it = commands.add_parser("keys", help="keys and their certificates")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    showing = verbs.add_parser("show", parents=[common], help="print fingerprints")
    showing.set_defaults(run=show)
    renewing = verbs.add_parser("renew", parents=[common], help="renew the root's revocation list")
    renewing.set_defaults(run=renew)


def show(_: argparse.Namespace) -> Outcome:
    """Print each key's certificate: subject, end and SHA-256 fingerprint. Publish the root's."""
    installation = opening.installation()
    ring = installation.keyring
    told = [
        _certificate("root", ring.root),
        _certificate("issuing", ring.issuing.certificate),
        _certificate("timestamp", ring.timestamp.certificate),
        _certificate("service", ring.service.certificate),
        *_checkpoint(installation),
    ]
    lines = columns([[each["name"], each["ends_at"], each["sha256"]] for each in told])
    if ring.demonstration:
        lines.append("These are demonstration keys: nothing they sign binds anybody.")
    root_key = (installation.settings.home / "keys" / "root.key").exists()
    if root_key and not ring.demonstration:
        lines.append("root.key lies on this machine: move it to a place without a network.")
    return Outcome(lines, {"demonstration": ring.demonstration, "keys": told})


def renew(_: argparse.Namespace) -> Outcome:
    """Renew the root's revocation list; its key must lie in the key folder for it."""
    installation = opening.installation()
    made = installation.keyring.renew(installation.clock.now())
    ends = made.next_update_utc and text(made.next_update_utc)
    return Outcome([f"The root's revocation list is good until {ends}."], {"ends_at": ends})


def _certificate(name: str, certificate: x509.Certificate) -> dict[str, str]:
    return {
        "name": name,
        "subject": certificate.subject.rfc4514_string(),
        "ends_at": text(certificate.not_valid_after_utc),
        "sha256": certificate.fingerprint(SHA256()).hex(),
    }


def _checkpoint(installation: Installation) -> list[dict[str, str]]:
    key = checkpoint_key.public(installation)
    if key is None:
        return []
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    digest = hashlib.sha256(spki).hexdigest()
    return [{"name": "checkpoint", "subject": "-", "ends_at": "-", "sha256": digest}]
