"""Opening and ending a subscription to hints: two acts that take two people (ADR 34)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from govern.commands.authority import OFFICE, require
from govern.commands.reading import Reading
from govern.commands.second_person.kinds import Done, Given, SensitiveAct
from govern.errors import Conflict, Invalid
from govern.exchange.webhooks.address import RefusedAddress, written
from govern.store import organisations, webhooks
from govern.store.identifiers import new_id
from govern.store.rows.webhooks import WebhookRow
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

CONFIRMS = OFFICE | {roles.GOLD}
LONGEST = 500


def _check_opening(writing: Writing, by: Actor | None, given: Given) -> None:
    read = Reading()
    name = read.line("name", given["name"], longest=100)
    typed = read.line("url", given["url"], longest=LONGEST)
    read.done()
    url = _address(typed)
    _forces(writing, given["forces"])
    require(writing, by, OFFICE)
    going = WebhookRow.ended_at.is_(None)
    for same, words in ((WebhookRow.name == name, "that name"), (WebhookRow.url == url, "it")):
        if writing.session.scalar(select(WebhookRow.id).where(same, going)):
            raise Conflict(f"There is a webhook of {words} already; end it first.")


def _open(writing: Writing, given: Given) -> Done:
    webhook_id, read = new_id(), Reading()
    data = {
        "name": read.line("name", given["name"], longest=100),
        "url": _address(given["url"]),
        "forces": _forces(writing, given["forces"]),
    }
    writing.record("webhook_opened", ("webhook", webhook_id), data)
    return Done(webhook_id)


def _check_ending(writing: Writing, by: Actor | None, given: Given) -> None:
    row = webhooks.one(writing.session, given["webhook_id"])
    require(writing, by, OFFICE)
    if row.ended_at is not None:
        raise Conflict(f"{row.name} was ended already.")


def _end(writing: Writing, given: Given) -> Done:
    writing.record("webhook_ended", ("webhook", given["webhook_id"]))
    return Done(given["webhook_id"])


def _address(url: str) -> str:
    """The address by its letters. What is behind its name is looked at outside the turn to write:
    by whoever asks, and by every delivery.
    """
    try:
        return written(url)
    except RefusedAddress as fault:
        raise Invalid.field("url", str(fault)) from fault


def _forces(writing: Writing, forces: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(forces))
    if wanted == [webhooks.ALL]:
        return wanted
    known = {row.slug for row in organisations.of_kind(writing.session, "force")}
    if not wanted or not set(wanted) <= known:
        raise Invalid.field("forces", "Name forces by slug, or all of them by “all” alone.")
    return sorted(wanted)


OPEN = SensitiveAct(
    name="open_webhook",
    title="Tell an address of newer registers",
    check=_check_opening,
    do=_open,
    confirms=CONFIRMS,
)
END = SensitiveAct(
    name="end_webhook",
    title="End a webhook for good",
    check=_check_ending,
    do=_end,
    confirms=CONFIRMS,
)
