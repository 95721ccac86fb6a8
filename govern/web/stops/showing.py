"""One stop: what it closes, who may start it again, and starting it again with reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.commands.signing.dry_run import Switch
from govern.commands.stops.foresee import foresee_lift
from govern.commands.stops.lift import bars_to_lifting, lift_stop, refuse_lift
from govern.errors import Invalid
from govern.store import stops
from govern.store.database import Session
from govern.store.stops import Consent, SeenStop
from govern.web import policy
from govern.web.chrome import say
from govern.web.context import actor, installation, viewer
from govern.web.fields import LongTextField
from govern.web.filters import moment
from govern.web.forms import Form, refuse
from govern.web.many import Many, looked, many_of
from govern.web.pieces import Fact, Link, Tag
from govern.web.signing.switches import SwitchBlock, switch_block
from govern.web.stops.blueprint import blueprint, lifts, reads
from govern.web.stops.instead import Instead, instead
from govern.web.stops.listing import KINDS, who_lifts
from govern.web.words import role_title
from workflows.engine import Refused


class LiftForm(Form):
    """Why it may start again."""

    reasons = LongTextField(
        "Why may it start again?",
        required="Enter the reason",
        max_length=2000,
        hint="What was put right, and how you know.",
    )


@dataclass(frozen=True)
class StopPage:
    """One stop, with what its lifting would open when the viewer's force may lift it."""

    crumbs: Sequence[Link]
    what: str
    tag: Tag
    facts: Sequence[Fact]
    lift: str | None
    lift_text: str
    barred: Sequence[str]
    switches: SwitchBlock | None
    many: Many | None
    refuse: str | None
    instead: Instead | None


@blueprint.get("/stops/<stop_id>")
@reads
def show(stop_id: str) -> str:
    """A stop of the acting force, or for the office and the operator any."""
    return _shown(stop_id, LiftForm())


@blueprint.post("/stops/<stop_id>/lift")
@lifts
def lift(stop_id: str) -> Response | tuple[str, int]:
    """Start it again, or be the first of two who ask for it."""
    form = LiftForm()
    if _looked(stop_id, form) and form.validate_on_submit():
        try:
            whole = lift_stop(
                installation(), by=actor(), stop_id=stop_id, reasons=form.reasons.data or ""
            )
        except (Invalid, Refused) as fault:
            refuse(form, fault, otherwise="reasons")
        else:
            say(LIFTED if whole else ASKED)
            return redirect(url_for("stops.show", stop_id=stop_id))
    return _shown(stop_id, form), 422


@blueprint.post("/stops/<stop_id>/refuse")
@lifts
def refuse_restart(stop_id: str) -> Response:
    """Refuse what the first of two asked for: it stays stopped, and takes two again."""
    with installation().reading() as session:
        stops.one(session, actor(), stop_id)  # another force's is not there, whatever is sent
    reasons = request.form.get("why", "").strip()[:2000]
    if not reasons:
        raise Invalid.field("why", "Say why it stays stopped.")
    refuse_lift(installation(), by=actor(), stop_id=stop_id, reasons=reasons)
    say("Refused. It stays stopped, and takes two people again.")
    return redirect(url_for("stops.show", stop_id=stop_id))


def _looked(stop_id: str, form: LiftForm) -> bool:
    """Whether few flows open, or whoever lifts it says that they looked at them."""
    found = foresee_lift(installation(), by=actor(), stop_id=stop_id)
    return looked(found, form)


LIFTED = "Lifted. What nothing else keeps closed is open again."
ASKED = "Your consent is recorded. A second person must confirm before anything opens."


def _shown(stop_id: str, form: LiftForm) -> str:
    with installation().reading() as session:
        stop = stops.one(session, actor(), stop_id)
        page = _page(session, stop, submitted=form.is_submitted())
    return render_template("stops/show.html", page=page, form=form)


def _page(session: Session, stop: SeenStop, *, submitted: bool) -> StopPage:
    own = stop.own and not stop.lifted_at and policy.may_call(current_app, "stops.lift", viewer())
    barred = _barred(session, stop) if own else []
    may = own and (submitted or not barred)  # what was typed is kept on the page that refuses it
    found = foresee_lift(installation(), by=actor(), stop_id=stop.id) if may else []
    first = stop.kind == "kill" and not stop.asked
    return StopPage(
        crumbs=[Link("Stops", url_for("stops.index"))],
        what=stop.what,
        tag=Tag("Lifted", "grey") if stop.lifted_at else KINDS[stop.kind],
        facts=_facts(stop),
        lift=url_for("stops.lift", stop_id=stop.id) if may else None,
        lift_text="Ask to start again (first of two)" if first else "Start again",
        barred=[] if may else barred,
        switches=_switches(session, found) if may else None,
        many=many_of(found),
        refuse=url_for("stops.refuse_restart", stop_id=stop.id) if own and stop.asked else None,
        instead=instead(session, stop.id),
    )


def _barred(session: Session, stop: SeenStop) -> list[str]:
    now = installation().clock.now()
    found = bars_to_lifting(session, by=actor(), at=now, stop_id=stop.id)
    return [each.message for each in found]


def _switches(session: Session, found: Sequence[Switch]) -> SwitchBlock:
    none = "Lifting it opens no flow: each is closed for another reason too, or has ended."
    return switch_block(session, found, title="What lifting it opens", none=none)


def _facts(stop: SeenStop) -> list[Fact]:
    by = ", ".join(part for part in (role_title(stop.role), stop.organisation) if part)
    found = [
        Fact("Whose flows", stop.force),
        Fact("Stopped", moment(stop.at)),
        Fact("By", stop.person or by or "This service", [by] if stop.person else []),
    ]
    if stop.incident:
        found.append(Fact("Incident", stop.incident))
    if stop.reasons:
        found.append(Fact("Why", stop.reasons))
    found += [_consent(each) for each in stop.consents]
    if stop.lifted_at:
        return [*found, Fact("Lifted", moment(stop.lifted_at))]
    return [*found, Fact("Who starts it again", who_lifts(stop))]


def _consent(given: Consent) -> Fact:
    who = f"{given.person}, {role_title(given.role)}, {moment(given.at)}"
    word = "Must stay stopped" if given.refused else "May start again"
    return Fact(word, given.reasons, [who])
