"""Delegations: who decides for whom, by which instrument, until when; granting and revoking one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from govern.clock import text
from govern.commands.people.grant_delegation import DOCUMENT_KINDS, grant_delegation
from govern.commands.people.revoke_delegation import revoke_delegation
from govern.errors import Conflict, Invalid
from govern.store import people_pages
from govern.store.people_pages import Delegated
from govern.web.chrome import say
from govern.web.context import actor, installation, post
from govern.web.fields import ChoicesField, DateField, SelectField, TextField
from govern.web.filters import moment
from govern.web.forms import Form, refuse
from govern.web.people.blueprint import delegates, delegating
from govern.web.people.dates import end_of, start_of
from govern.web.pieces import Fact, Tag
from govern.web.words import kind_title, role_title
from workflows.engine import Refused

BESIDES = {"stop": "Stops: placing and lifting them", "condition": "Conditions: accepting them"}
"""What is delegated beside kinds of document."""


def decided(kind: str) -> str:
    """What a delegate decides on, in words."""
    return BESIDES.get(kind) or kind_title(kind)


class DelegationForm(Form):
    """Who decides, on what, from when and until when, and the instrument that says so."""

    to_person_id = SelectField("Who decides for you?", required="Choose who decides for you")
    document_kinds = ChoicesField(
        "On what?",
        required="Choose at least one kind",
        choices=[(kind, decided(kind)) for kind in DOCUMENT_KINDS],
    )
    starts_at = DateField(
        "First day", what="the first day", required=False, hint="Leave empty for now"
    )
    ends_at = DateField("Last day", what="the last day")
    instrument = TextField(
        "Written instrument",
        required="Enter the date or reference of the written delegation",
        max_length=500,
    )


@dataclass(frozen=True)
class DelegationBlock:
    """One delegation; `revoke` is where it is revoked, None when it no longer runs."""

    title: str
    tag: Tag
    facts: Sequence[Fact]
    revoke: str | None


@delegating.get("/delegations")
@delegates
def index() -> str:
    """The delegations of the acting organisation."""
    now = text(installation().clock.now())
    with installation().reading() as session:
        found = people_pages.delegations(session, post().organisation_id)
    page = [_block(each, now) for each in found]
    return render_template("people/delegations.html", page=page, whose=post().organisation)


@delegating.route("/delegations/new", methods=["GET", "POST"])
@delegates
def new() -> Response | str | tuple[str, int]:
    """Let a colleague decide in one's own role, never further."""
    form, now = DelegationForm(), installation().clock.now()
    with installation().reading() as session:
        colleagues = people_pages.colleagues(session, actor(), text(now))
    form.to_person_id.choices = [("", "Choose"), *colleagues]
    if form.validate_on_submit() and _granted(form):
        say("The delegation is recorded. What they sign reads “for and on behalf of”.")
        return redirect(url_for("delegations.index"))
    page = render_template("people/delegate.html", form=form, role=post().role_title)
    return (page, 422) if form.errors else page


@delegating.post("/delegations/<delegation_id>/revoke")
@delegates
def revoke(delegation_id: str) -> Response:
    """Revoke a delegation of the acting organisation at once."""
    reasons = request.form.get("reasons", "")[:2000]
    revoke_delegation(installation(), by=actor(), delegation_id=delegation_id, reasons=reasons)
    say("The delegation is revoked.")
    return redirect(url_for("delegations.index"))


def _granted(form: DelegationForm) -> bool:
    ends_at = end_of(form.ends_at.data)
    if ends_at is None:
        return False
    try:
        grant_delegation(
            installation(),
            by=actor(),
            to_person_id=form.to_person_id.data or "",
            document_kinds=form.document_kinds.data or [],
            ends_at=ends_at,
            instrument=form.instrument.data or "",
            starts_at=start_of(form.starts_at.data, installation().clock.now()),
        )
    except (Invalid, Conflict) as fault:
        refuse(form, fault, otherwise="to_person_id")
    except Refused as fault:
        for refusal in fault.refusals:
            refuse(form, Conflict(refusal.message), otherwise="to_person_id")
    else:
        return True
    return False


def _block(each: Delegated, now: str) -> DelegationBlock:
    over = each.ends_at is not None and each.ends_at <= now
    tag = Tag("In force", "green")
    if each.revoked_at or over:
        tag = Tag("Revoked", "red") if each.revoked_at else Tag("Ended", "grey")
    facts = [
        Fact("For and on behalf of", f"{each.giver}, {role_title(each.role)}"),
        Fact("Decides on", ", ".join(decided(kind) for kind in each.kinds)),
        Fact("From", moment(each.starts_at)),
        Fact("Until", moment(each.ends_at) if each.ends_at else "No end is set"),
        Fact("Instrument", each.instrument),
    ]
    ended = each.revoked_at or over
    address = None if ended else url_for("delegations.revoke", delegation_id=each.id)
    return DelegationBlock(each.receiver, tag, facts, address)
