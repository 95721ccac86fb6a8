"""The regulator's clock: recording that it stands while it waits, and that it runs again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.consultations.stop_clock import (
    WITH_THE_REGULATOR,
    restart_clock,
    stop_clock,
)
from govern.errors import Conflict, Invalid
from govern.store import consultation_pages
from govern.store.consultation_pages import Seen
from govern.web.chrome import say
from govern.web.consultations.blueprint import ONE, blueprint, keeps
from govern.web.consultations.showing import crumbs, name
from govern.web.context import actor, installation
from govern.web.fields import DateField, LongTextField
from govern.web.forms import Form, refuse
from govern.web.pieces import Link

OWN = "Your organisation sees it; the ledger keeps a seal of it."


class StopForm(Form):
    """When it asked, and for what."""

    on = DateField("On which day did the regulator ask?", what="the day the regulator asked")
    reasons = LongTextField(
        "What did it ask for?",
        required="Say what the regulator asked for",
        min_length=20,
        max_length=4_000,
        hint=OWN,
    )


class RestartForm(Form):
    """When it had everything, and what that was."""

    on = DateField(
        "On which day did the regulator have it all?", what="the day the regulator had it"
    )
    reasons = LongTextField(
        "What was given?",
        required="Say what the regulator was given",
        min_length=20,
        max_length=4_000,
        hint=OWN,
    )


@dataclass(frozen=True)
class ClockPage:
    """Which of the two is recorded, and what it does to the dates."""

    crumbs: Sequence[Link]
    name: str
    title: str
    lead: str
    action: str


@blueprint.route(f"{ONE}/clock", methods=["GET", "POST"])
@keeps
def clock(consultation_id: str) -> Response | str | tuple[str, int]:
    """Say on which day, and why; sent, it is recorded."""
    with installation().reading() as session:
        seen = consultation_pages.one(session, actor(), consultation_id)
    if seen.row.closed_at is not None or seen.row.state not in WITH_THE_REGULATOR:
        raise Conflict("The regulator's clock does not run now.")
    form: StopForm | RestartForm = RestartForm() if seen.row.clock_stopped_on else StopForm()
    if form.validate_on_submit() and _recorded(seen, form):
        return redirect(url_for("consultations.show", consultation_id=consultation_id))
    shown = render_template("consultations/clock.html", page=_page(seen), form=form)
    return (shown, 422) if form.errors else shown


def _page(seen: Seen) -> ClockPage:
    stands = seen.row.clock_stopped_on is not None
    return ClockPage(
        crumbs=crumbs(seen, below=True),
        name=name(seen),
        title="The clock runs again" if stands else "The clock was stopped",
        lead="The days for which it stood are added to the date of UK GDPR Article 36. The dates "
        "of section 65 stay. It opens and closes no flow.",
        action=url_for("consultations.clock", consultation_id=seen.row.id),
    )


def _recorded(seen: Seen, form: StopForm | RestartForm) -> bool:
    record = restart_clock if isinstance(form, RestartForm) else stop_clock
    try:
        record(
            installation(),
            by=actor(),
            consultation_id=seen.row.id,
            on=cast("date", form.on.data),
            reasons=form.reasons.data or "",
        )
    except (Conflict, Invalid) as fault:
        refuse(form, fault, otherwise="reasons")
        return False
    say("Recorded. It changes no flow.")
    return True
