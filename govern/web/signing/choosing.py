"""The first step of signing: an outcome, and the conditions, reasons and answers it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.commands.signing.dry_run import dry_run
from govern.commands.signing.show import show_statement
from govern.errors import Invalid, NotFound
from govern.store import signing
from govern.store.database import Session
from govern.store.sign_off_facts import sign_off_facts
from govern.store.signing import Found
from govern.web.context import actor, installation, viewer
from govern.web.pieces import Link
from govern.web.signing import from_plan
from govern.web.signing.blueprint import SIGN_OFF, acts, blueprint
from govern.web.signing.forms import OutcomeForm, outcome_form
from govern.web.signing.from_plan import PlanChoice
from govern.web.signing.offers import asked
from govern.web.signing.outcomes import outcome
from govern.web.signing.showing import crumbs
from workflows.catalogue import workflow
from workflows.engine import Refused, refusals


@dataclass(frozen=True)
class OutcomePage:
    """One outcome about to be filled in."""

    crumbs: Sequence[Link]
    name: str
    title: str
    organisation: str
    label: str
    hint: str
    conditions: bool
    ico: bool
    action: str
    back: str
    plan: Sequence[PlanChoice] = field(default_factory=tuple)


@blueprint.get(f"{SIGN_OFF}/choose")
@acts
def choose(sign_off_id: str) -> Response:
    """From the outcome chosen on the brief to its own page."""
    act = request.args.get("act", "")
    if not act.isidentifier():
        return redirect(url_for("signing.show", sign_off_id=sign_off_id, choose="missing"))
    return redirect(url_for("signing.fill", sign_off_id=sign_off_id, act=act))


@blueprint.route(f"{SIGN_OFF}/acts/<act>", methods=["GET", "POST"])
@acts
def fill(sign_off_id: str, act: str) -> Response | str | tuple[str, int]:
    """What the outcome asks for; sent, it leads to the final statement."""
    with installation().reading() as session:
        here = signing.found(session, actor(), sign_off_id)
        form = _form(session, here, act)
        plan = from_plan.offered(session, here) if form.asked.conditions else []
    if not form.more and form.validate_on_submit():
        token = _stated(here, act, form)
        if token:
            return redirect(url_for("signing.statement", token=token))
    page = render_template("signing/outcome.html", form=form, page=_page(here, act, form, plan))
    return (page, 422) if form.errors else page


def _form(session: Session, here: Found, act: str) -> OutcomeForm:
    """The act's form. Refused when the act cannot be made now, whatever is filled in."""
    at = installation().clock.now()
    table = workflow(here.row.chain, here.row.chain_version)
    if act not in table.acts():
        raise NotFound(f"act {act}")
    facts = sign_off_facts(session, actor(), here.row, at)
    denied = refusals(table, here.row.stage, act, actor(), facts)
    if denied:
        raise Refused(denied)
    before: dict[str, Any] | None = None
    if rows := request.args.getlist("measure"):
        before = {"conditions": from_plan.as_conditions(session, here, rows)}
    if token := request.args.get("from"):
        before = signing.shown(session, actor(), viewer().session_id, token).statement["signed"]
    return outcome_form(asked(session, here, actor(), act, at), before)


def _stated(here: Found, act: str, form: OutcomeForm) -> str | None:
    """The token of the final statement; None with the faults in the form when it is refused."""
    given = form.taken()
    switches = dry_run(installation(), by=actor(), sign_off_id=here.row.id, act=act, form=given)
    try:
        shown = show_statement(
            installation(),
            by=actor(),
            session_id=viewer().session_id,
            sign_off_id=here.row.id,
            act=act,
            form=given,
            dry_run=[each.plain() for each in switches],
        )
    except Refused as fault:
        form.refused(fault.refusals)
        return None
    except Invalid as fault:
        form.form_errors += fault.faults.values()
        return None
    return shown.token


def _page(here: Found, act: str, form: OutcomeForm, plan: Sequence[PlanChoice]) -> OutcomePage:
    words = outcome(act, here.organisation.name)
    address = url_for("signing.show", sign_off_id=here.row.id)
    return OutcomePage(
        crumbs=[*crumbs(here), Link("Sign-off", address)],
        name=here.named,
        title=here.document.title,
        organisation=here.organisation.name,
        label=words.label,
        hint=words.hint,
        conditions=form.asked.conditions,
        ico=form.asked.ico,
        action=url_for("signing.fill", sign_off_id=here.row.id, act=act),
        back=address,
        plan=plan,
    )
