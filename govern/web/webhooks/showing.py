"""One webhook: where it goes, what came of each attempt, pausing, resuming and ending it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.register.export_keys import webhook_keys
from govern.commands.webhooks.asking import ask_to_end_webhook
from govern.commands.webhooks.pausing import pause_webhook, resume_webhook
from govern.errors import Conflict
from govern.exchange.webhooks.event import public_key
from govern.store import webhooks
from govern.store.rows.webhooks import WebhookAttemptRow, WebhookRow
from govern.web import policy
from govern.web.chrome import say
from govern.web.context import actor, installation, viewer
from govern.web.filters import moment
from govern.web.pieces import Cell, Column, Fact, Link, Table, Tag
from govern.web.webhooks.blueprint import blueprint, manages, pauses, reads
from govern.web.webhooks.listing import tag, told_of

ONE = "/webhooks/<webhook_id>"
SHOWN = 50
COLUMNS = (Column("When"), Column("Register"), Column("What came of it"))


@dataclass(frozen=True)
class WebhookPage:
    """One webhook; an address of what the viewer may do with it, or None."""

    crumbs: Sequence[Link]
    name: str
    tags: Sequence[Tag]
    facts: Sequence[Fact]
    attempts: Table
    pause: str | None
    resume: str | None
    end: str | None


@blueprint.get(ONE)
@reads
def show(webhook_id: str) -> str:
    """One webhook with its latest attempts."""
    with installation().reading() as session:
        row = webhooks.one(session, webhook_id)
        made = webhooks.attempts(session, row.id, most=SHOWN)
    return render_template("webhooks/show.html", page=_page(row, made))


@blueprint.post(f"{ONE}/pause")
@pauses
def pause(webhook_id: str) -> Response:
    """Tell it nothing more for now."""
    return _done(webhook_id, pause_webhook, "Paused. It is told nothing until it is resumed.")


@blueprint.post(f"{ONE}/resume")
@pauses
def resume(webhook_id: str) -> Response:
    """Let it be told of the next register."""
    return _done(webhook_id, resume_webhook, "Resumed. It is told of the next register.")


@blueprint.post(f"{ONE}/end")
@manages
def end(webhook_id: str) -> Response:
    """Ask a second person to end it for good."""
    ask_to_end_webhook(installation(), by=actor(), webhook_id=webhook_id)
    say("Asked for. It goes on until a second person confirms it under “Two people”.")
    return redirect(url_for("webhooks.show", webhook_id=webhook_id))


def _done(webhook_id: str, act: Callable[..., None], words: str) -> Response:
    act(installation(), by=actor(), webhook_id=webhook_id)
    say(words)
    return redirect(url_for("webhooks.show", webhook_id=webhook_id))


def _page(row: WebhookRow, made: Sequence[WebhookAttemptRow]) -> WebhookPage:
    going, paused = row.ended_at is None, row.paused_at is not None
    return WebhookPage(
        crumbs=[Link("Webhooks", url_for("webhooks.index"))],
        name=row.name,
        tags=[tag(row)],
        facts=_facts(row),
        attempts=Table(
            "Latest attempts", COLUMNS, [_attempt(each) for each in made], "Nothing was sent yet."
        ),
        pause=_way("webhooks.pause", row.id) if going and not paused else None,
        resume=_way("webhooks.resume", row.id) if going and paused else None,
        end=_way("webhooks.end", row.id) if going else None,
    )


def _way(endpoint: str, webhook_id: str) -> str | None:
    if policy.may_call(current_app, endpoint, viewer()):
        return url_for(endpoint, webhook_id=webhook_id)
    return None


def _facts(row: WebhookRow) -> list[Fact]:
    found = [Fact("Address", row.url), Fact("Told of", told_of(row))]
    found.append(Fact("Opened", moment(row.opened_at)))
    if row.paused_at:
        why = "after repeated failures" if row.paused_because == "failures" else "by a person"
        found.append(Fact("Paused", moment(row.paused_at), [why]))
    if row.ended_at:
        return [*found, Fact("Ended", moment(row.ended_at))]
    return [*found, _key(row)]


def _key(row: WebhookRow) -> Fact:
    """Its public key; while it is being changed the next too, for whoever copies it from here."""
    try:
        keys = webhook_keys(installation().settings, row.id)
    except Conflict as fault:
        return Fact("Its hints are signed by", str(fault))
    shown = [public_key(each.public_key()) for each in keys]
    following = [f"and by the next key, {each}" for each in shown[1:]]
    return Fact("Its hints are signed by", shown[0], following)


def _attempt(each: WebhookAttemptRow) -> list[str | Cell]:
    if each.fault is None:
        return [moment(each.at), each.news, Cell(Tag("Taken", "green"))]
    return [moment(each.at), each.news, Cell(Tag("Failed", "red"), [each.fault])]
