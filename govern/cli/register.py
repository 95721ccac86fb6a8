"""`govern register`: which flows are on, and why one is open or closed."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import datetime
from typing import Any

from govern.cli import codes, exporting, foreseeing, opening, publishing
from govern.cli.instants import read_instant
from govern.cli.outcome import Outcome, columns
from govern.clock import text
from govern.errors import Invalid, NotFound
from govern.installation import Installation
from govern.register.derive import derive
from govern.register.explain import BasisExplained, Explanation, explain
from govern.register.facts import Facts
from govern.register.row import Row

_DIRECTIONS = ("send", "receive")


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    it = commands.add_parser("register", help="every flow, open or closed")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    showing = verbs.add_parser("show", parents=[common], help="list flows")
    showing.add_argument("--force", metavar="SLUG", help="only those of one force")
    showing.add_argument("--open", action="store_true", help="only those that are on")
    showing.set_defaults(run=show)
    explaining = verbs.add_parser("explain", parents=[common], help="why one is open or closed")
    explaining.add_argument(
        "flow", metavar="FLOW", help="its id, or force/partner/category/purpose/direction"
    )
    explaining.set_defaults(run=explain_one)
    for each in (showing, explaining):
        each.add_argument("--at", metavar="INSTANT", help="as it was then, by what was known then")
    foreseeing.add(verbs, common)
    codes.add(verbs, common)
    publishing.add(verbs, common)
    exporting.add(verbs, common)


def show(given: argparse.Namespace) -> Outcome:
    """List the flows of the register now or as at a past instant."""
    installation = opening.installation()
    at, facts = _then(installation, given.at)
    if given.force and not facts.find("organisations_by_slug", given.force):
        raise NotFound(f"force {given.force}")
    rows = [
        row
        for key, row in sorted(derive(facts, at).rows.items())
        if given.force in (None, key.force) and (row.open or not given.open)
    ]
    told = [_row(row) for row in rows]
    lines = columns([[_state(row), "/".join(row.key), row.reason_user or ""] for row in rows])
    open_now = sum(row.open for row in rows)
    lines.append(f"{open_now} of {len(rows)} flows are on, at {text(at)}.")
    return Outcome(lines, {"at": text(at), "flows": told})


def explain_one(given: argparse.Namespace) -> Outcome:
    """Explain one flow: 0 when it is open, 1 when it is closed."""
    installation = opening.installation()
    at, facts = _then(installation, given.at)
    found = explain(facts, _flow_id(facts, given.flow), at)
    return Outcome(_lines(found), asdict(found), found.open)


def _then(installation: Installation, raw: str | None) -> tuple[datetime, Facts]:
    """The instant asked about and the facts known by then; never the future."""
    now = installation.clock.now()
    at = read_instant("at", raw) if raw else now
    if at > now:
        raise Invalid.field("at", "Nobody knows the future; name an instant that has passed.")
    facts = installation.register.past(at) if raw else installation.register.facts(now)
    return at, facts


def _flow_id(facts: Facts, named: str) -> str:
    parts = named.split("/")
    if len(parts) == 1:
        return named
    if len(parts) != 5 or parts[4] not in _DIRECTIONS:
        raise Invalid.field("flow", "Write force/partner/category/purpose/send or .../receive.")
    bodies = [facts.find("organisations_by_slug", slug) for slug in parts[:2]]
    ids = [str(found[0]["id"]) if found else "" for found in bodies]
    flows = facts.find("flows_by_parts", *ids, *parts[2:])
    return str(flows[0]["id"]) if flows else named


def _state(row: Row) -> str:
    return "on " if row.open else "off"


def _row(row: Row) -> dict[str, Any]:
    return {
        "flow": row.flow,
        **row.key._asdict(),
        "open": row.open,
        "reasons": list(row.reasons),
        "reason_user": row.reason_user,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "evidence": [dict(each) for each in row.evidence],
    }


def _lines(found: Explanation) -> list[str]:
    named = "/".join(found.key) if found.key else found.flow_id
    lines = [f"{named} is {'OPEN' if found.open else 'CLOSED'} at {found.at}"]
    if found.sentence:
        lines.append(f"    {found.sentence}")
    lines += [f"    stopped: {stop.sentence}" for stop in found.stops]
    if found.fallback and not found.open:
        lines.append(f"    use instead: {found.fallback}")
    for basis in found.bases:
        lines += _basis(basis)
    return lines


def _basis(basis: BasisExplained) -> list[str]:
    cited = ", the one that is cited" if basis.cited else ""
    lines = [f"{basis.document} version {basis.version}{cited}"]
    for limb in basis.limbs:
        lines.append(f"    {'met  ' if limb.met else 'UNMET'}  {limb.title}: {limb.sentence}")
        lines += [f"           warning: {each.sentence}" for each in limb.warnings]
        lines += [
            f"           {each.document} v{each.version} sha256:{each.record_sha256}"
            for each in limb.evidence
        ]
    return lines
