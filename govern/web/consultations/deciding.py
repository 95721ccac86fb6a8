"""What the SIRO decides on a consultation: what is live already, and its end, each with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.commands.consultations.foresee import foresee_closing, foresee_decision
from govern.commands.consultations.record_progress import (
    close_consultation,
    decide_live_processing,
)
from govern.commands.signing.dry_run import Switch
from govern.errors import Conflict, Invalid
from govern.store import consultation_pages
from govern.store.consultation_pages import Seen
from govern.web.chrome import say
from govern.web.consultations.blueprint import ONE, blueprint, decides
from govern.web.consultations.showing import crumbs, name
from govern.web.context import actor, installation
from govern.web.fields import ChoiceField, LongTextField
from govern.web.forms import refuse
from govern.web.many import Many, looked, many_of
from govern.web.pieces import Link
from govern.web.reauthentication import ReauthenticationForm
from govern.web.signing.switches import SwitchBlock, switch_block

REASONS = "Your organisation sees them; the ledger keeps a seal of them."
NO_FLOW = "No flow opens or closes by this now."


class LiveForm(ReauthenticationForm):
    """Whether what was live before goes on, and why."""

    decision = ChoiceField(
        "What is live already",
        required="Choose continue or stop",
        choices=[("continue", "Continue"), ("stop", "Stop")],
        hints={
            "continue": "Flows that were open before this consultation go on.",
            "stop": "They close until the consultation is closed.",
        },
    )
    reasons = LongTextField(
        "Your reasons", required="Give your reasons", min_length=20, max_length=4000, hint=REASONS
    )


class CloseForm(ReauthenticationForm):
    """Why the consultation ends."""

    reasons = LongTextField(
        "How was the advice answered, or why is no reply waited for?",
        required="Give your reasons",
        min_length=20,
        max_length=4000,
        hint=REASONS,
    )


@dataclass(frozen=True)
class DecisionPage:
    """What would switch, and where the form goes."""

    crumbs: Sequence[Link]
    name: str
    switches: SwitchBlock
    many: Many | None
    action: str


@blueprint.route(f"{ONE}/live-processing", methods=["GET", "POST"])
@decides
def decide(consultation_id: str) -> Response | str | tuple[str, int]:
    """Continue or stop what is live already."""
    seen, form = _open(consultation_id), LiveForm()
    found = foresee_decision(
        installation(), by=actor(), consultation_id=consultation_id, decision="stop"
    )
    stops = found if form.decision.data == "stop" else []
    if looked(stops, form) and form.prove() is not None and _decided(seen, form):
        return redirect(url_for("consultations.show", consultation_id=consultation_id))
    tick = many_of(found, sent=request.method == "POST" and bool(stops))
    page = _page(seen, "decide", "If you decide to stop", found, tick)
    shown = render_template("consultations/decide.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


@blueprint.route(f"{ONE}/close", methods=["GET", "POST"])
@decides
def close(consultation_id: str) -> Response | str | tuple[str, int]:
    """Close the consultation, with reasons."""
    seen, form = _open(consultation_id), CloseForm()
    found = foresee_closing(installation(), by=actor(), consultation_id=consultation_id)
    if looked(found, form) and form.prove() is not None and _closed(seen, form):
        return redirect(url_for("consultations.show", consultation_id=consultation_id))
    page = _page(seen, "close", "If you close it", found, many_of(found))
    shown = render_template("consultations/close.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


def _open(consultation_id: str) -> Seen:
    with installation().reading() as session:
        seen = consultation_pages.one(session, actor(), consultation_id)
    if seen.row.closed_at is not None:
        raise Conflict("This consultation is closed.")
    return seen


def _page(
    seen: Seen, page: str, title: str, found: Sequence[Switch], tick: Many | None
) -> DecisionPage:
    with installation().reading() as session:
        block = switch_block(session, found, title=title, none=NO_FLOW)
    action = url_for(f"consultations.{page}", consultation_id=seen.row.id)
    return DecisionPage(crumbs(seen, below=True), name(seen), block, tick, action)


def _decided(seen: Seen, form: LiveForm) -> bool:
    given = {"decision": form.decision.data or "", "reasons": form.reasons.data or ""}
    try:
        decide_live_processing(installation(), by=actor(), consultation_id=seen.row.id, **given)
    except (Conflict, Invalid) as fault:
        refuse(form, fault, otherwise="decision")
        return False
    say("Your decision is recorded and holds from now.")
    return True


def _closed(seen: Seen, form: CloseForm) -> bool:
    reasons = form.reasons.data or ""
    try:
        close_consultation(installation(), by=actor(), consultation_id=seen.row.id, reasons=reasons)
    except (Conflict, Invalid) as fault:
        refuse(form, fault, otherwise="reasons")
        return False
    say("The consultation is closed. The sign-off still has to be decided.")
    return True
