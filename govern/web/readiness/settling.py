"""One item: evidence handed in, accepted or sent back; and the files handed in with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from flask import Response as FlaskResponse
from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from documents.checklists import Requirement
from govern.clock import text
from govern.commands.readiness.facts import item_facts
from govern.commands.readiness.settle_item import (
    LARGEST_FILE,
    Evidence,
    judge_item,
    submit_evidence,
)
from govern.errors import Conflict, Invalid, NotFound
from govern.store import readiness_pages
from govern.store.database import Session
from govern.store.readiness import item_of
from govern.store.rows.readiness import ReadinessItemRow
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import DateField, FileField, LongTextField
from govern.web.filters import day, plural
from govern.web.forms import Form, refuse
from govern.web.pieces import Fact, Happening, Link, Tag
from govern.web.readiness.blueprint import ITEM, blueprint, hands_in, reads
from govern.web.readiness.phrases import ends, item_tag, name
from govern.web.readiness.showing import crumbs, happening
from govern.web.words import role_title
from workflows.catalogue import workflow
from workflows.engine import Refused, available

DONE = {
    "submit": "Handed in. Somebody else now accepts it or sends it back.",
    "accept": "Accepted.",
    "return_item": "Sent back. It can be handed in again.",
}


class SubmitForm(Form):
    """Evidence for one item."""

    words = LongTextField(
        "What does the evidence show, and where is it kept?",
        required="Say what the evidence shows and where it is kept",
        min_length=10,
        max_length=4000,
        hint="Your force and those who judge it see this. Put no personal data of the public here.",
    )
    on = DateField("Which day is the evidence of?", what="the day the evidence is of")
    until = DateField(
        "Does it end sooner than the checklist says?",
        what="the last day on which it counts",
        required=False,
        hint="Leave it empty if not",
    )
    file = FileField("A file, if there is one", required=None, hint="Up to 5 MB")


class AcceptForm(Form):
    """Accepting needs no words."""


class ReturnForm(Form):
    """Why the evidence will not do."""

    words = LongTextField(
        "What is missing?",
        required="Say what is missing, so that it can be put right",
        max_length=4000,
    )


FORMS: Mapping[str, type[Form]] = {
    "submit": SubmitForm,
    "accept": AcceptForm,
    "return_item": ReturnForm,
}


@dataclass(frozen=True)
class ItemPage:
    """What an item asks, where it stands, what the viewer can do, and what happened."""

    crumbs: Sequence[Link]
    caption: str
    title: str
    guidance: str
    tags: Sequence[Tag]
    facts: Sequence[Fact]
    actions: Sequence[str]
    waive: str | None
    history: Sequence[Happening]


@blueprint.get(ITEM)
@reads
def item(item_id: str) -> str:
    """One item of a check."""
    return _shown(item_id)


@blueprint.post(f"{ITEM}/<act>")
@hands_in
def settle(item_id: str, act: str) -> Response | tuple[str, int]:
    """Hand in evidence, accept it, or send it back."""
    if act not in FORMS:
        raise NotFound(f"act {act}")
    form = FORMS[act]()
    if form.validate_on_submit() and _settled(item_id, act, form):
        say(DONE[act])
        return redirect(url_for("readiness.item", item_id=item_id))
    return _shown(item_id, act, form), 422


@blueprint.get("/readiness/files/<file_id>")
@hands_in
def file(file_id: str) -> FlaskResponse:
    """A file of evidence, to keep: never shown inside a page of ours."""
    with installation().reading() as session:
        kept = readiness_pages.file(session, actor(), file_id)
    answer = FlaskResponse(kept.body, mimetype="application/octet-stream")
    answer.headers.set("Content-Disposition", "attachment", filename=kept.name)
    return answer


def _settled(item_id: str, act: str, form: Form) -> bool:
    by = actor()
    try:
        if isinstance(form, SubmitForm):
            submit_evidence(installation(), by=by, item_id=item_id, evidence=_evidence(form))
        else:
            said = form["words"].data if "words" in form else ""
            judge_item(installation(), by=by, item_id=item_id, act=act, words=said)
    except Refused as fault:
        form.form_errors += [each.message for each in fault.refusals]
        return False
    except (Conflict, Invalid) as fault:
        refuse(form, fault, otherwise="words")
        return False
    return True


def _evidence(form: SubmitForm) -> Evidence:
    given = request.files.get("file")
    body = given.stream.read(LARGEST_FILE + 1) if given and given.filename else b""
    named = (given.filename or "") if given else ""
    on = cast("date", form.on.data)
    return Evidence(form.words.data or "", on, form.until.data, named if body else "", body)


def _shown(item_id: str, act: str = "", sent: Form | None = None) -> str:
    forms = {name: make() for name, make in FORMS.items() if name != act}
    if sent is not None:
        forms[act] = sent
    with installation().reading() as session:
        page = _page(session, item_id, installation().clock.now())
    faults = sent.error_links() if sent is not None else []
    return render_template("readiness/item.html", page=page, forms=forms, faults=faults, id=item_id)


def _page(session: Session, item_id: str, now: datetime) -> ItemPage:
    row, found = item_of(session, actor(), item_id)
    seen = readiness_pages.one(session, actor(), row.id)
    asked = seen.checklist.item(found.item)
    facts = item_facts(session, now, actor(), row, found)
    acts = [each.act for each in available(_TABLE, found.state, actor(), facts)]
    history = readiness_pages.item_history(session, actor(), row, found)
    return ItemPage(
        crumbs=crumbs(seen, below=True),
        caption=f"{found.item}, {name(seen)}",
        title=asked.requirement,
        guidance=asked.guidance,
        tags=[item_tag(found, text(now))],
        facts=_facts(asked, found),
        actions=acts,
        waive=url_for("readiness.waiving", item_id=item_id) if "waive" in acts else None,
        history=[happening(each) for each in history],
    )


_TABLE = workflow("readiness_item")


def _facts(asked: Requirement, item: ReadinessItemRow) -> list[Fact]:
    days = f"For {plural(asked.valid_days, 'day')}" if asked.valid_days else "Without an end"
    facts = [
        Fact("Evidence asked for", asked.evidence),
        Fact("Judged by", role_title(item.approver), ["never whoever handed it in"]),
        Fact("How long evidence counts", days, ["from the day it is of"]),
        Fact("Needed to pass", "Yes" if item.mandatory else "No"),
        Fact("Source", asked.source, [_verified(asked)]),
    ]
    if item.evidence_on and item.state != "open":
        facts.append(Fact("Evidence of", day(item.evidence_on)))
    if item.state == "submitted":
        facts.append(Fact("Would count until", ends(item.evidence_until)))
    if item.state in ("accepted", "waived"):
        facts.append(Fact("Counts until", ends(item.valid_until)))
    return facts


def _verified(asked: Requirement) -> str:
    if asked.verified_by:
        return f"Verified by {asked.verified_by} on {asked.verified_on}"
    return "Not verified"
