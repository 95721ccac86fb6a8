"""Proposing a clause, or the next version of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from documents.catalogue import definition
from govern.commands.clauses.propose import KINDS, LONGEST, Proposal, propose_clause
from govern.errors import Conflict, Invalid
from govern.store import clauses, people
from govern.store.database import Session
from govern.store.rows.clauses import ClauseVersionRow
from govern.store.standing import holders
from govern.web.chrome import say
from govern.web.clauses.blueprint import blueprint, crumbs, keeps
from govern.web.context import actor, installation
from govern.web.documents.fields import Field, of_form
from govern.web.fields import LongTextField, SelectField, TextField
from govern.web.forms import Form, refuse
from govern.web.pieces import Link
from workflows import roles


class VersionForm(Form):
    """The wording, what is offered when it is refused, and who keeps it."""

    title = TextField("Title", required="Give the clause a title", max_length=120)
    wording = LongTextField(
        "Wording", required="Write the clause", max_length=LONGEST, min_length=20, rows=10
    )
    fallback = LongTextField(
        "Fallback wording",
        required=None,
        hint="What may be offered when a partner refuses the wording. Leave it empty if there is "
        "nothing to fall back on.",
        max_length=LONGEST,
        rows=6,
    )
    owner_id = SelectField("Owner", required="Choose who keeps this clause true")
    why = LongTextField(
        "Why this wording", required=None, hint="For whoever approves it", max_length=2_000, rows=3
    )


class NewForm(VersionForm):
    """A clause that is not there yet needs a place too."""

    section = SelectField("For which section?", required="Choose the section it belongs to")


@dataclass(frozen=True)
class ProposePage:
    """What is proposed."""

    crumbs: Sequence[Link]
    title: str
    wording: Field
    fallback: Field


@blueprint.route("/new", methods=["GET", "POST"])
@keeps
def new() -> Response | str | tuple[str, int]:
    """A clause that the bank does not have."""
    form = NewForm()
    form.section.choices = _sections()
    _offer_owners(form)
    if form.validate_on_submit():
        kind, _, section = form.section.data.partition(":")
        made = _proposed(form, None, definition=kind, section=section)
        if made:
            return redirect(url_for("clauses.show", clause_id=made))
    page = _page(form, crumbs(), "Propose a clause")
    shown = render_template("clauses/propose.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


@blueprint.route("/<clause_id>/propose", methods=["GET", "POST"])
@keeps
def propose(clause_id: str) -> Response | str | tuple[str, int]:
    """The next version of a clause."""
    with installation().reading() as session:
        standing = clauses.clause(session, actor().organisation, clause_id)
        newest = standing.approved or standing.newest
    form = VersionForm(data=_typed_before(newest) if request.method == "GET" else None)
    _offer_owners(form)
    if form.validate_on_submit() and _proposed(form, clause_id):
        return redirect(url_for("clauses.show", clause_id=clause_id))
    above = Link(newest.title, url_for("clauses.show", clause_id=clause_id))
    page = _page(form, crumbs(above), f"Propose a new version of “{newest.title}”")
    shown = render_template("clauses/propose.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


def _page(form: VersionForm, above: Sequence[Link], title: str) -> ProposePage:
    return ProposePage(above, title, of_form(form.wording), of_form(form.fallback))


def _proposed(form: VersionForm, clause_id: str | None, **place: str) -> str | None:
    proposal = Proposal(
        title=form.title.data or "",
        wording=form.wording.data or "",
        fallback=form.fallback.data or "",
        why=form.why.data or "",
        owner_id=form.owner_id.data or "",
        **place,
    )
    try:
        made = propose_clause(installation(), by=actor(), proposal=proposal, clause_id=clause_id)
    except (Invalid, Conflict) as fault:
        refuse(form, fault, otherwise="wording")
        return None
    say("Proposed. Another lawyer decides; until then drafters are offered what was approved.")
    return made


def _typed_before(newest: ClauseVersionRow) -> dict[str, str]:
    return {
        "title": newest.title,
        "wording": newest.wording,
        "fallback": newest.fallback or "",
        "owner_id": newest.owner_id or actor().person,
    }


def _offer_owners(form: VersionForm) -> None:
    with installation().reading() as session:
        found = _lawyers(session)
    form.owner_id.choices = found
    if not form.owner_id.data:
        form.owner_id.data = actor().person


def _lawyers(session: Session) -> list[tuple[str, str]]:
    at = installation().clock.now()
    held = holders(session, actor().organisation, (roles.LAWYER,), at)
    return [
        (person, people.person_name(session, person))
        for person in dict.fromkeys(each.person_id for each in held)
    ]


def _sections() -> list[tuple[str, str]]:
    return [
        (f"{kind}:{section.id}", f"{of.title}: {section.id} {section.title}")
        for kind in KINDS
        for of in (definition(kind),)
        for section in of.sections
    ]
