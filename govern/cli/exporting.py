"""`govern register export`: the register for other engines. Copies, never what is enforced."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from govern.cli import opening
from govern.cli.outcome import Outcome
from govern.cli.webhooks import webhook_named
from govern.clock import text
from govern.commands.register.export_keys import opa_key, public_pem, webhook_keys
from govern.commands.register.export_opa import OpaExports
from govern.durable import write_whole
from govern.errors import Conflict, NotFound
from govern.exchange.odrl import NothingSigned, agreement
from govern.exchange.opa.bundle import key_id
from govern.exchange.webhooks.event import public_key


def add(verbs: Any, common: argparse.ArgumentParser) -> None:
    """Describe the verbs of `govern register export`."""
    it = verbs.add_parser("export", help="the register for other engines")
    each = it.add_subparsers(metavar="FORMAT", required=True)
    bundling = each.add_parser("opa", parents=[common], help="a force's signed bundle for OPA")
    bundling.add_argument("file", type=Path, metavar="FILE", help="bundle.tar.gz to write")
    bundling.add_argument("--force", required=True, metavar="SLUG")
    bundling.set_defaults(run=export_bundle)
    naming = each.add_parser("opa-key", parents=[common], help="the key that bundles are signed by")
    naming.set_defaults(run=show_key)
    hinting = each.add_parser("webhook-key", parents=[common], help="the key of a webhook")
    hinting.add_argument("webhook", metavar="NAME_OR_ID")
    hinting.set_defaults(run=show_webhook_key)
    wording = each.add_parser("odrl", parents=[common], help="a signed agreement in ODRL 2.2")
    wording.add_argument("reference", metavar="REFERENCE", help="such as ISA-44")
    wording.add_argument("--version", type=int, metavar="N", help="else the newest frozen one")
    wording.set_defaults(run=show_odrl)


def export_bundle(given: argparse.Namespace) -> Outcome:
    """Write the bundle of one force, as it is published now."""
    installation = opening.installation()
    made = OpaExports(installation).of(given.force)
    write_whole(given.file, made.data, mode=0o644)
    key = key_id(opa_key(installation.settings).public_key())
    lines = [f"{given.file}: register {made.tag}, {len(made.data):,} bytes, signed by {key}"]
    return Outcome(lines, {"file": str(given.file), "register": made.tag, "keyid": key})


def show_webhook_key(given: argparse.Namespace) -> Outcome:
    """The public key by which the receiver of one webhook checks its hints; two while it is being
    changed, the present one first.
    """
    installation = opening.installation()
    row = webhook_named(installation, given.webhook)
    lines, told = [], []
    for key in webhook_keys(installation.settings, row.id):
        found = public_key(key.public_key())
        lines += [found, *public_pem(key).splitlines()]
        told.append({"key": found, "pem": public_pem(key)})
    return Outcome(lines, {"webhook": row.id, "keys": told})


def show_odrl(given: argparse.Namespace) -> Outcome:
    """An agreement as it is signed now, as JSON-LD."""
    installation = opening.installation()
    now = installation.clock.now()
    facts = installation.register.facts(now)
    found = [
        version
        for document in facts.rows("document").values()
        if document.get("reference") == given.reference
        for version in facts.find("versions", document["id"])
        if version.get("frozen_at") and given.version in (None, version["number"])
    ]
    if not found:
        raise NotFound(f"a frozen version of {given.reference}")
    newest = max(found, key=lambda version: int(version["number"]))
    try:
        made = agreement(facts, newest["id"], text(now), installation.settings.url)
    except NothingSigned as fault:
        raise Conflict("No flow of this version is signed by both sides yet.") from fault
    return Outcome(json.dumps(made, indent=1, ensure_ascii=False).splitlines(), made)


def show_key(given: argparse.Namespace) -> Outcome:
    """The public key, and the name under which OPA must be told of it."""
    key = opa_key(opening.installation().settings)
    name = key_id(key.public_key())
    lines = [f"keyid {name}", *public_pem(key).splitlines()]
    return Outcome(lines, {"keyid": name, "pem": public_pem(key)})
