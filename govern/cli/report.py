"""`govern report`: how the installation itself is doing."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from sqlalchemy import func, select

from govern.cli import opening
from govern.cli.outcome import Outcome
from govern.clock import text
from govern.commands.jobs.lease import counts
from govern.commands.keys.condition import due
from govern.commands.ledger.checkpoints import sizes
from govern.commands.records.lagging import lag
from govern.commands.register.attention import attention
from govern.installation import Installation
from govern.store import migrating
from govern.store.append import head
from govern.store.rows.enforcement import EvidenceFailureRow


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommand."""
    it = commands.add_parser("report", parents=[common], help="how the installation is doing")
    it.set_defaults(run=report)


def report(_: argparse.Namespace) -> Outcome:
    """Tell what an operator looks after; 1 when something needs attention."""
    installation = opening.installation()
    behind = lag(installation)
    told = _told(installation) | {"second_store": asdict(behind) if behind else None}
    wants = [sentence for sentence, holds in _wants(told).items() if holds]
    wants += told["keys_due"] + told["register_due"]
    wants += [said] if behind and (said := behind.wants()) else []
    lines = [
        f"{told['name']} ({told['installation']}) at {told['at']}",
        f"Ledger: {told['events']} events, checkpoints up to {told['checkpoint'] or 'none'}",
        f"Flows: {told['open_flows']} of {told['flows']} on",
        f"Jobs: {', '.join(f'{n} {state}' for state, n in told['jobs'].items()) or 'none'}",
        told["mail"],
        f"Broken evidence: {told['evidence_failures']}",
        *([behind.line()] if behind else []),
        *(f"NEEDS ATTENTION: {sentence}" for sentence in wants),
    ]
    return Outcome(lines, {**told, "needs_attention": wants}, not wants)


def _told(installation: Installation) -> dict[str, Any]:
    now = installation.clock.now()
    rows = installation.register.at(now).register.rows
    with installation.reading() as session:
        events = head(session).size
        broken = select(func.count()).where(EvidenceFailureRow.cleared_at.is_(None))
        failures = session.scalar(broken) or 0
    return {
        "installation": installation.id,
        "name": installation.name,
        "at": text(now),
        "demonstration": installation.demonstration,
        "revision": migrating.revision_of(installation.settings.database),
        "events": events,
        "checkpoint": max(sizes(installation), default=None),
        "flows": len(rows),
        "open_flows": sum(row.open for row in rows.values()),
        "jobs": counts(installation),
        "mail": _mail(installation),
        "evidence_failures": failures,
        "keys_due": due(installation),
        "register_due": attention(installation),
    }


def _mail(installation: Installation) -> str:
    """Where mail goes. That there is no server is as somebody chose it, and no fault."""
    waiting = counts(installation, "mail").get("waiting", 0)
    if installation.settings.smtp_host:
        return f"Mail: {waiting} to be sent"
    if installation.demonstration:
        return f"Mail: written into mail/, as no server is set; {waiting} to be written"
    return f"Mail: {waiting} in the outbox, until GOVERN_SMTP_HOST is set"


def _wants(told: dict[str, Any]) -> dict[str, bool]:
    return {
        "jobs failed for good: see the log, then `govern worker --retry`": "failed" in told["jobs"],
        "evidence is broken: see `govern ledger verify`": told["evidence_failures"] > 0,
        "no checkpoint was ever kept: run `govern ledger checkpoint`": told["checkpoint"] is None,
        "the database is not up to date: run `govern migrate`": told["revision"]
        != migrating.newest(),
    }
