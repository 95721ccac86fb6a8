"""Stop something: choose it, see what closes, confirm. One person, alone (decision 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.commands.stops.foresee import foresee_stop
from govern.commands.stops.place import Stop, advise_stop, place_stop
from govern.errors import Conflict, Invalid, NotFound
from govern.store import stoppable
from govern.store.organisations import by_id
from govern.store.stoppable import FlowChoice
from govern.web.chrome import say
from govern.web.context import actor, installation, post
from govern.web.fields import ChoiceField, LongTextField, TextField
from govern.web.forms import Form, refuse
from govern.web.many import Many, looked, many_of
from govern.web.pieces import Fact, Link
from govern.web.signing.switches import SwitchBlock, switch_block
from govern.web.stops.blueprint import SCOPES, advises, blueprint
from govern.web.stops.blueprint import stops as stopping
from govern.web.stops.choosing import Find, PartnerWay, looks, narrowed, partner_ways
from govern.web.stops.listing import ways
from workflows import roles
from workflows.engine import Refused

KINDS = [("suspension", "Suspend"), ("kill", "Emergency stop")]
KIND_HINTS = {
    "suspension": "A SIRO other than you starts it again.",
    "kill": "Needs an incident number. Two people other than you start it again, one a SIRO.",
}
NAMES = ("of", "kind", "incident", "reasons")
ADVICE = "The DPO advises that this is stopped at once."


class StopForm(Form):
    """What to stop, how, and why; `offered` is everything that may be chosen, `flows` the same
    when it is flows.
    """

    offered: Sequence[tuple[str, str]] = ()
    flows: Sequence[FlowChoice] = ()
    of = ChoiceField("What must stop?", required="Choose what must stop")
    kind = ChoiceField(
        "How?",
        required="Choose how to stop it",
        choices=KINDS,
        hint="Both stop it at once. They differ in who may start it again.",
        hints=KIND_HINTS,
        default="suspension",
    )
    incident = TextField(
        "Incident number", required=None, hint="For an emergency stop", max_length=60
    )
    reasons = LongTextField(
        "Why must it stop?",
        required="Enter the reason",
        max_length=2000,
        hint="Two sentences are enough. Name no member of the public.",
    )

    def stop(self, scope: str) -> Stop:
        """The stop that the form asks for."""
        given = {name: self[name].data or "" for name in ("kind", "reasons", "incident")}
        return Stop(scope_kind=scope, scope_id=self.of.data or "", **given)


@dataclass(frozen=True)
class NewStopPage:
    """The form of one scope, and what to do instead for a DPO who may only advise."""

    scope: str
    title: str
    advises_only: bool
    find: Find | None
    partner: str
    back: Link


@dataclass(frozen=True)
class PartnersPage:
    """The partners to choose from before a flow, or words to look for instead."""

    scope: str
    advises_only: bool
    partners: Sequence[PartnerWay]
    find: Find
    partner: str = ""


@dataclass(frozen=True)
class ConfirmPage:
    """What would stop, what that closes, and everything typed, to be sent again. `many` is the
    tick that so many take.
    """

    what: str
    facts: Sequence[Fact]
    switches: SwitchBlock
    emergency: bool
    many: Many | None
    fields: Sequence[tuple[str, str]]


@blueprint.get("/stops/new")
@stopping
def new() -> str:
    """Choose what to stop; with a scope, the form that stops it."""
    scope = request.args.get("scope", "")
    if scope not in SCOPES:
        return render_template("stops/scopes.html", ways=ways())
    form = _form(scope)
    if ways_in := partner_ways(form.flows, request.args):
        find = Find("", f"There are {len(form.flows)} flows.")
        page = PartnersPage(scope, _advises_only(), ways_in, find)
        return render_template("stops/partners.html", page=page)
    form.of.data = request.args.get("of", "")
    if len(form.offered) == 1:
        form.of.data = form.offered[0][0]
    return _shown(scope, form)


@blueprint.post("/stops/new")
@stopping
def foresee() -> str | tuple[str, int]:
    """Show what the stop would close; nothing has stopped yet. A search shows the form again, with
    all that is typed in it.
    """
    scope = _scope()
    form = _form(scope)
    again = "change" in request.form or looks(request.form)
    if not again and form.validate_on_submit():
        try:
            return _confirming(scope, form)
        except (Invalid, Refused) as fault:
            _refuse(form, fault)
    return (_shown(scope, form), 422) if form.errors else _shown(scope, form)


@blueprint.post("/stops")
@stopping
def place() -> Response | tuple[str, int]:
    """Stop it, now; when that closes many flows, only with the word that they were looked at."""
    scope = _scope()
    form = _form(scope)
    if not form.validate_on_submit():
        raise Invalid({name: str(faults[0]) for name, faults in form.errors.items() if name})
    if not looked(foresee_stop(installation(), by=actor(), stop=form.stop(scope))):
        return _confirming(scope, form, sent=True), 422
    made = place_stop(installation(), by=actor(), stop=form.stop(scope))
    say("Stopped. Every gate learns of it now, and those who decide are being told.", "notice")
    return redirect(url_for("stops.hearing", stop_id=made[0]))


@blueprint.post("/stops/advise")
@advises
def advise() -> Response:
    """The DPO advises a stop: one click pages those who can make it."""
    reasons = request.form.get("reasons", "").strip()[:2000] or ADVICE
    stop = Stop("suspension", _scope(), request.form.get("of", "")[:63], reasons)
    advise_stop(installation(), by=actor(), stop=stop)
    say("Your advice is recorded, and those who can stop it are being told.")
    return redirect(url_for("stops.index"))


def _scope() -> str:
    scope = request.form.get("scope", "")
    if scope not in SCOPES:
        raise NotFound(f"scope {scope}")
    return scope


def _form(scope: str) -> StopForm:
    form = StopForm()
    form.of.label.text = SCOPES[scope][1]
    with installation().reading() as session:
        if scope == "flow":
            form.flows = stoppable.flow_choices(session, actor())
            form.offered = [(each.id, each.whole) for each in form.flows]
        elif scope == "everything":
            form.offered = [("everything", SCOPES[scope][0])]
        else:
            form.offered = stoppable.choices(session, actor(), scope)
    form.of.choices = list(form.offered)
    return form


def _shown(scope: str, form: StopForm) -> str:
    seen = narrowed(form.offered, form.flows, {**request.values, "of": form.of.data or ""})
    form.of.choices, form.of.hints = list(seen.choices), seen.hints
    title, back = SCOPES[scope][0], Link("Stop something else", url_for("stops.new"))
    if seen.partner:
        title = f"{title} with {seen.partner_name}"
        back = Link("Choose another partner", url_for("stops.new", scope=scope))
    page = NewStopPage(scope, title, _advises_only(), seen.find, seen.partner, back)
    return render_template("stops/new.html", page=page, form=form)


def _advises_only() -> bool:
    """Whether the viewer is a DPO whose force has not let the DPO stop directly."""
    if actor().role != roles.DPO:
        return False
    with installation().reading() as session:
        settings = by_id(session, post().organisation_id).settings or {}
    return not settings.get("dpo_may_stop")


def _confirming(scope: str, form: StopForm, *, sent: bool = False) -> str:
    stop = form.stop(scope)
    found = foresee_stop(installation(), by=actor(), stop=stop)
    with installation().reading() as session:
        what = stoppable.what(session, scope, stop.scope_id)
        switches = switch_block(
            session, found, title="What closes", none="This closes no flow that is open now."
        )
    page = ConfirmPage(
        what=what,
        facts=_facts(stop),
        switches=switches,
        emergency=stop.kind == "kill",
        many=many_of(found, sent=sent),
        fields=[("scope", scope), *((name, form[name].data or "") for name in NAMES), *_sought()],
    )
    return render_template("stops/confirm.html", page=page)


def _sought() -> list[tuple[str, str]]:
    """The words looked for and whether all was shown, so that changing something goes on there."""
    given = ((name, request.form.get(name, "")[:100]) for name in ("partner", "find", "all"))
    return [(name, value) for name, value in given if value]


def _facts(stop: Stop) -> list[Fact]:
    facts = [Fact("How", dict(KINDS)[stop.kind], [KIND_HINTS[stop.kind]])]
    if stop.incident:
        facts.append(Fact("Incident number", stop.incident))
    return [*facts, Fact("Why", stop.reasons)]


def _refuse(form: StopForm, fault: Invalid | Refused) -> None:
    """Show each refusal at the field that can put it right."""
    if isinstance(fault, Invalid):
        refuse(form, fault, otherwise="of")
        return
    for refusal in fault.refusals:
        refuse(form, Conflict(refusal.message), otherwise=_BLAMED.get(refusal.code, "of"))


_BLAMED = {"incident_missing": "incident", "reasons_missing": "reasons"}
