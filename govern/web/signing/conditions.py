"""One condition: evidence handed in, accepted or sent back; a flow kept open past it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.conditions.settle import condition_facts, continue_flow, settle_condition
from govern.commands.register.foresee import foresee_condition, foresee_continuing
from govern.commands.signing.dry_run import Switch
from govern.errors import NotFound
from govern.store import condition_pages
from govern.store.condition_pages import Happened, Seen
from govern.store.database import Session
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import DateField, LongTextField, TextField
from govern.web.forms import Form
from govern.web.lateness import last_day, lateness
from govern.web.many import Many, looked, many_of
from govern.web.pieces import Fact, Happening, Link, Tag
from govern.web.policy import acting, organisation, rule
from govern.web.signing.condition_list import ISOLATION, blueprint, if_late, state, words_of
from govern.web.signing.switches import SwitchBlock, switch_block
from workflows.catalogue import workflow
from workflows.engine import Refused, available

CONDITION = "/conditions/<condition_id>"
DONE = {
    "submit": "Handed in. Someone else now accepts it or sends it back.",
    "accept": "The condition is met. What it kept closed opens again by itself.",
    "reject": "Sent back. Whoever handed it in can hand it in again.",
    "continue_flow": "The flow stays open until the end of that day. Your decision is recorded.",
}
TITLES = {
    "condition_set": "Condition set",
    "condition_submitted": "Evidence handed in",
    "condition_accepted": "Accepted as met",
    "condition_sent_back": "Sent back",
    "condition_continued": "Flow kept open past the condition",
}


class HandInForm(Form):
    """The evidence that a condition is met."""

    words = LongTextField(
        "What was done, and where is the evidence?",
        required="Say what was done and where the evidence is",
        max_length=4000,
    )


class AcceptForm(Form):
    """Accepting needs no words."""


class SendBackForm(Form):
    """Why the evidence will not do."""

    words = LongTextField(
        "What is missing?",
        required="Say what is missing, so that it can be put right",
        max_length=4000,
    )


class ContinueForm(Form):
    """A decision to keep safety-critical flows open past an overdue condition."""

    reasons = LongTextField(
        "Why must the flow stay open?", required="Give your reasons", max_length=4000
    )
    fallback = TextField("What is used if it closes?", required="Name the channel to use instead")
    until = DateField("Until the end of which day?", what="the last day")


FORMS: Mapping[str, type[Form]] = {
    "submit": HandInForm,
    "accept": AcceptForm,
    "reject": SendBackForm,
    "continue_flow": ContinueForm,
}


@dataclass(frozen=True)
class ConditionPage:
    """What must be met, by when, whose it is, what happened, and what the viewer can do."""

    crumbs: Sequence[Link]
    name: str
    text: str
    tags: Sequence[Tag]
    facts: Sequence[Fact]
    history: Sequence[Happening]
    actions: Sequence[str]
    extend: str | None
    switches: SwitchBlock | None
    many: Many | None
    many_continued: Many | None


@blueprint.get(CONDITION)
@rule(acting, isolation=ISOLATION)
def show(condition_id: str) -> str:
    """One condition."""
    return _shown(condition_id)


@blueprint.post(f"{CONDITION}/<act>")
@rule(organisation("force", "partner", "legal"), isolation=ISOLATION)
def settle(condition_id: str, act: str) -> Response | tuple[str, int]:
    """Hand in the evidence, accept it, send it back, or keep a flow open."""
    if act not in FORMS:
        raise NotFound(f"act {act}")
    form = FORMS[act]()
    if form.validate_on_submit() and _looked(condition_id, act, form):
        try:
            _settle(condition_id, act, form)
        except Refused as fault:
            form.form_errors += [each.message for each in fault.refusals]
        else:
            say(DONE[act])
            return redirect(url_for("conditions.show", condition_id=condition_id))
    return _shown(condition_id, act, form), 422


def _settle(condition_id: str, act: str, form: Form) -> None:
    if isinstance(form, ContinueForm):
        continue_flow(
            installation(),
            by=actor(),
            condition_id=condition_id,
            reasons=form.reasons.data or "",
            fallback=form.fallback.data or "",
            until=cast("date", form.until.data),
        )
        return
    words = form["words"].data if "words" in form else ""
    settle_condition(installation(), by=actor(), condition_id=condition_id, act=act, words=words)


def _looked(condition_id: str, act: str, form: Form) -> bool:
    return looked(_foreseen(condition_id, act, form), form, id=f"many-{act}")


def _foreseen(condition_id: str, act: str, form: Form) -> list[Switch]:
    """What the act would switch now; handing in and sending back switch nothing."""
    if act == "accept":
        return foresee_condition(installation(), by=actor(), condition_id=condition_id)
    if isinstance(form, ContinueForm) and isinstance(form.until.data, date):
        until = form.until.data
        return foresee_continuing(
            installation(), by=actor(), condition_id=condition_id, until=until
        )
    return []


def _shown(condition_id: str, act: str = "", sent: Form | None = None) -> str:
    forms = {name: make() for name, make in FORMS.items() if name != act}
    if sent is not None:
        forms[act] = sent
    with installation().reading() as session:
        page = _page(session, condition_pages.one(session, actor(), condition_id), act, sent)
    faults = sent.error_links() if sent is not None else []
    return render_template(
        "signing/condition.html", page=page, forms=forms, faults=faults, id=condition_id
    )


def _page(session: Session, seen: Seen, act: str, sent: Form | None) -> ConditionPage:
    at = installation().clock.now()
    acts = _available(session, seen, at)
    accepting = _foreseen(seen.row.id, "accept", AcceptForm()) if "accept" in acts else []
    continuing = _foreseen(seen.row.id, act, sent) if isinstance(sent, ContinueForm) else []
    extend = None
    if seen.row.due_at and seen.row.state != "met" and actor().role in ("siro", "chief_constable"):
        extend = url_for("extensions.ask", subject_kind="condition", subject_id=seen.row.id)
    return ConditionPage(
        crumbs=[Link("Conditions", url_for("conditions.index"))],
        name=f"{seen.document.reference}, version {seen.version}",
        text=words_of(seen.written),
        tags=[state(seen.row, at)],
        facts=_facts(seen, at),
        history=[_happening(each) for each in condition_pages.history(session, seen)],
        actions=acts,
        extend=extend,
        switches=_switches(session, accepting) if "accept" in acts else None,
        many=many_of(accepting, sent=act == "accept", id="many-accept"),
        many_continued=many_of(continuing, sent=True, id="many-continue_flow"),
    )


def _switches(session: Session, found: Sequence[Switch]) -> SwitchBlock:
    none = "No flow opens by that alone now."
    return switch_block(session, found, title="What accepting it switches", none=none)


def _available(session: Session, seen: Seen, at: datetime) -> list[str]:
    if seen.row.state == "met":
        return []
    facts = condition_facts(session, at, actor(), seen.row)
    found = available(workflow("condition"), seen.row.state, actor(), facts)
    return [each.act for each in found]


def _facts(seen: Seen, at: datetime) -> list[Fact]:
    row = seen.row
    when = [lateness(row.due_at, at)] if row.due_at and row.state != "met" else []
    due = f"By the end of {last_day(row.due_at)}" if row.due_at else "Before any flow opens"
    facts = [
        Fact("Set by", seen.organisation),
        Fact(
            "On", Link(seen.document.title, url_for("documents.show", document_id=seen.document.id))
        ),
        Fact("Must be met", due, when),
        Fact("If it is late" if row.due_at else "Until then", if_late(row)),
    ]
    if row.continue_until:
        facts.append(Fact("Flow kept open", f"Until the end of {last_day(row.continue_until)}"))
    return facts


def _happening(each: Happened) -> Happening:
    words = each.words
    if each.fallback:
        words = f"{words}\n\nIf it closes: {each.fallback}"
    return Happening(TITLES.get(each.type, each.type), each.at, each.person, text=words)
