"""`govern webhooks`: who is told of newer registers, and what came of it."""

from __future__ import annotations

import argparse
from typing import Any

from govern.cli import opening
from govern.cli.outcome import Outcome, columns
from govern.commands.webhooks.asking import end_webhook, open_webhook
from govern.commands.webhooks.pausing import pause_webhook, resume_webhook
from govern.commands.webhooks.rotating import begin_key_change, finish_key_change
from govern.errors import NotFound
from govern.installation import Installation
from govern.store import webhooks
from govern.store.rows.webhooks import WebhookRow


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    it = commands.add_parser("webhooks", help="who is told of newer registers")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    opened = verbs.add_parser("open", parents=[common], help="tell an https address")
    opened.add_argument("name")
    opened.add_argument("url", metavar="ADDRESS")
    opened.add_argument(
        "--force", action="append", required=True, metavar="SLUG", help="repeat, or say `all`"
    )
    opened.set_defaults(run=open_one)
    verbs.add_parser("list", parents=[common], help="list them").set_defaults(run=listed)
    for verb, help, run in (
        ("log", "the latest attempts to tell one", log),
        ("pause", "tell it nothing for now", pause),
        ("resume", "tell it of the next register again", resume),
        ("end", "end it for good", end),
    ):
        one = verbs.add_parser(verb, parents=[common], help=help)
        one.add_argument("webhook", metavar="NAME_OR_ID")
        one.set_defaults(run=run)
    changing = verbs.add_parser("rotate", parents=[common], help="change the key of one")
    changing.add_argument("webhook", metavar="NAME_OR_ID")
    changing.add_argument("--finish", action="store_true", help="sign by the next key alone")
    changing.set_defaults(run=rotate)


def open_one(given: argparse.Namespace) -> Outcome:
    """Open one at once: as the installation itself, the event has no author."""
    here = opening.installation()
    made = open_webhook(here, name=given.name, url=given.url, forces=given.force)
    return Outcome([f"{given.name} is told of newer registers from now on."], {"id": made})


def listed(_: argparse.Namespace) -> Outcome:
    """List them, those in force first."""
    with opening.installation().reading() as session:
        found = webhooks.listed(session)
        failed = {row.id: webhooks.failing(session, row).number for row in found}
    told = [
        {
            "id": row.id,
            "name": row.name,
            "url": row.url,
            "forces": row.forces,
            "state": _state(row),
            "failures_in_a_row": failed[row.id],
        }
        for row in found
    ]
    rows = [
        [row.id, row.name, ",".join(row.forces), _state(row), f"{failed[row.id]} failed", row.url]
        for row in found
    ]
    return Outcome(columns(rows) or ["There are none."], told)


def log(given: argparse.Namespace) -> Outcome:
    """The latest attempts, the newest first."""
    here = opening.installation()
    row = webhook_named(here, given.webhook)
    with here.reading() as session:
        made = webhooks.attempts(session, row.id, most=webhooks.KEPT)
    told = [{"at": each.at, "register": each.news, "fault": each.fault} for each in made]
    lines = [[each.at, each.news, each.fault or "taken"] for each in made]
    return Outcome(columns(lines) or ["Nothing was sent yet."], told)


def pause(given: argparse.Namespace) -> Outcome:
    """Pause one."""
    here = opening.installation()
    row = webhook_named(here, given.webhook)
    pause_webhook(here, by=None, webhook_id=row.id)
    return Outcome([f"{row.name} is paused."], {"id": row.id})


def resume(given: argparse.Namespace) -> Outcome:
    """Resume one."""
    here = opening.installation()
    row = webhook_named(here, given.webhook)
    resume_webhook(here, by=None, webhook_id=row.id)
    return Outcome([f"{row.name} is told of the next register."], {"id": row.id})


def end(given: argparse.Namespace) -> Outcome:
    """End one for good."""
    here = opening.installation()
    row = webhook_named(here, given.webhook)
    end_webhook(here, webhook_id=row.id)
    return Outcome([f"{row.name} is ended."], {"id": row.id})


def rotate(given: argparse.Namespace) -> Outcome:
    """Begin to change the key of one, or finish it."""
    here = opening.installation()
    row = webhook_named(here, given.webhook)
    if given.finish:
        key = finish_key_change(here, webhook_id=row.id)
        return Outcome([key, f"Hints to {row.name} are signed by this key alone."], {"key": key})
    key = begin_key_change(here, webhook_id=row.id)
    lines = [
        key,
        f"Hints to {row.name} are signed by this key too. When the receiver has it:",
        f"  govern webhooks rotate {row.id} --finish",
    ]
    return Outcome(lines, {"key": key})


def _state(row: WebhookRow) -> str:
    if row.ended_at:
        return f"ended {row.ended_at}"
    return f"paused {row.paused_at} ({row.paused_because})" if row.paused_at else "in force"


def webhook_named(here: Installation, named: str) -> WebhookRow:
    """The one of that name that was not ended, or the one of that id. NotFound for any other."""
    with here.reading() as session:
        for row in webhooks.listed(session):
            if row.id == named or (row.name == named and row.ended_at is None):
                return row
    raise NotFound(f"webhook {named}")
