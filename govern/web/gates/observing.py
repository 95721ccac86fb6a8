"""Observe mode: one person asks, another proves who they are and starts it, any of them ends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.clock import london_end_of
from govern.commands.register.observe import (
    LONGEST,
    ask_to_observe,
    end_observing,
    start_observing,
)
from govern.errors import Conflict, Invalid, NotFound
from govern.store import observing
from govern.store.observing import Observation
from govern.web.chrome import say
from govern.web.context import actor, installation, post
from govern.web.fields import ConfirmField, DateField, LongTextField
from govern.web.filters import plural, until
from govern.web.forms import Form, refuse
from govern.web.gates.blueprint import asks, blueprint, ends
from govern.web.pieces import Fact, Link
from govern.web.reauthentication import ReauthenticationForm


class AskForm(Form):
    """Until when, and why."""

    until = DateField("Until the end of", what="the last day of observing")
    reasons = LongTextField(
        "Why nothing shall be enforced until then",
        required="Say why, in a sentence",
        max_length=4000,
    )


class StartForm(ReauthenticationForm):
    """That it is meant."""

    meant = ConfirmField(
        "I know that until then only emergency stops close anything.",
        required="Confirm that you know what this switches off",
    )


@dataclass(frozen=True)
class StartPage:
    """What somebody else asked for, and what starting it means."""

    crumbs: Sequence[Link]
    force: str
    facts: Sequence[Fact]
    action: str


@blueprint.route("/gates/observe", methods=["GET", "POST"])
@asks
def ask() -> Response | str | tuple[str, int]:
    """Ask that the acting force only observes for some time."""
    form = AskForm()
    if form.validate_on_submit() and _asked(form):
        return redirect(url_for("gates.index"))
    longest = LONGEST.days
    page = render_template(
        "gates/ask.html", form=form, organisation=post().organisation, longest=longest
    )
    return (page, 422) if form.errors else page


@blueprint.route("/gates/observe/<observation_id>/start", methods=["GET", "POST"])
@asks
def start(observation_id: str) -> Response | str | tuple[str, int]:
    """Start what another person of the force asked for."""
    found = _own(observation_id)
    form = StartForm()
    if form.prove() is not None and _started(found, form):
        return redirect(url_for("gates.index"))
    shown = render_template("gates/start.html", page=_page(found), form=form)
    return (shown, 422) if form.errors else shown


@blueprint.post("/gates/observe/<observation_id>/end")
@ends
def end(observation_id: str) -> Response:
    """End it; everything is enforced from then on."""
    end_observing(installation(), by=actor(), observation_id=observation_id)
    say("Ended. Everything is enforced from now on.")
    return redirect(url_for("gates.index"))


def _asked(form: AskForm) -> bool:
    last: Any = form.until.data
    try:
        ask_to_observe(
            installation(), by=actor(), until=london_end_of(last), reasons=form.reasons.data or ""
        )
    except (Invalid, Conflict) as fault:
        refuse(form, fault, otherwise="until")
        return False
    say("Asked for. Nothing changes before another person starts it.")
    return True


def _started(found: Observation, form: StartForm) -> bool:
    try:
        start_observing(installation(), by=actor(), observation_id=found.id)
    except Conflict as fault:
        refuse(form, fault, otherwise="meant")
        return False
    say("Started. Until its end only emergency stops are enforced for your force.", "notice")
    return True


def _own(observation_id: str) -> Observation:
    now = installation().clock.now()
    with installation().reading() as session:
        for each in observing.standing(session, [post().organisation_id], now):
            if each.id == observation_id:
                return each
    raise NotFound(f"observation {observation_id}")


def _running_meanwhile() -> Fact:
    """The dry run of starting it: closed flows that a records system could let run until then."""
    rows = installation().register.at(installation().clock.now()).register.rows
    mine = [row for key, row in rows.items() if key.force == post().organisation_slug]
    closed = [row for row in mine if row.reasons]
    stopped = sum("kill_switch" in row.reasons for row in closed)
    said = f"{plural(len(closed) - stopped, 'closed flow')}, and any that no agreement lists"
    notes = [f"{plural(stopped, 'flow')} more: an emergency stop closes them all the same."]
    return Fact("What may run meanwhile", said[:1].upper() + said[1:], notes if stopped else [])


def _page(found: Observation) -> StartPage:
    return StartPage(
        crumbs=[Link("Gates", url_for("gates.index"))],
        force=found.force,
        facts=[
            Fact("Until", until(found.until)),
            Fact("Asked for by", found.asked_by),
            _running_meanwhile(),
        ],
        action=url_for("gates.start", observation_id=found.id),
    )
