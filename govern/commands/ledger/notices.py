"""Checking a notice: that it is the service's, on its version, and cites what it carries over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from govern.installation import Installation
from govern.ledger import tree
from govern.ledger.projection import Tables
from govern.records.facts import Facts
from govern.records.key_files import ROOT
from govern.records.revocation import Published
from govern.records.verify import Expected, verify
from govern.store import events
from govern.store.append import nodes


def judged(
    installation: Installation,
    session: Session,
    tables: Tables,
    row: Mapping[str, Any],
    content: bytes,
) -> Iterator[str]:
    """What is wrong with the notice of a carried sign-off: as a record, and as that notice."""
    version = tables["version"][row["version_id"]]
    expected = Expected(frozen_digest=version["pdf_digest"], installation=installation.id)
    verdict = verify(
        content,
        root=installation.keyring.root,
        expected=expected,
        time_roots=installation.time_roots,
        published=Published(former_roots=installation.keyring.former(ROOT)),
    )
    yield from (finding.sentence for finding in verdict.findings if not finding.ok)
    if verdict.record is not None:
        yield from _misstated(installation, session, tables, row, verdict.record)


def _misstated(
    installation: Installation,
    session: Session,
    tables: Tables,
    row: Mapping[str, Any],
    record: Facts,
) -> Iterator[str]:
    if record["record"] != "notice":
        yield "It is no notice of the service."
        return
    origin = tables["sign_off"].get(row["carried_from_id"], {})
    cited = {each["digest"] for each in record["earlier_records"]}
    if cited != {f"sha256:{origin.get('record_sha256')}"}:
        yield "It does not cite the record of the sign-off that it carries over."
    if record["organisation"]["id"] != row["organisation_id"]:
        yield "It is the notice of another organisation."
    place = record["ledger"]
    answered = [e for e in events.about(session, [row["id"]]) if e.type == "materiality_answered"]
    if not answered or (place["origin"], place["position"]) != (installation.id, answered[-1].seq):
        yield "It names another place in the ledger than its confirmation has."
        return
    yield from unproven(session, place)


def unproven(session: Session, place: Mapping[str, Any]) -> Iterator[str]:
    """Whether the leaf that a record embeds stands in this ledger where its proof says."""
    size, root = place["tree_size"], bytes.fromhex(place["tree_root"])
    stored = nodes(session)
    leaf = stored(0, place["position"])
    proof = [bytes.fromhex(step) for step in place["proof"]]
    if leaf.hex() != place["leaf_hash"] or tree.root(stored, size) != root:
        yield "The ledger it was sealed into is not this one."
    elif not tree.includes(leaf, place["position"], size, proof, root):
        yield "Its proof does not show its act in the ledger."
