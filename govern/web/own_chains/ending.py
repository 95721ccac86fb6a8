"""Asking that a step which the force added is ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.chains.change_chain import END_NAME
from govern.commands.second_person.ask import do_or_ask
from govern.errors import Conflict
from govern.store import chain_steps
from govern.store.rows.chain_steps import ChainStepRow
from govern.web.chrome import say
from govern.web.context import actor, installation, post
from govern.web.fields import ConfirmField
from govern.web.filters import moment
from govern.web.forms import refuse
from govern.web.own_chains.adding import ASKED, crumbs
from govern.web.own_chains.blueprint import asks, blueprint
from govern.web.own_chains.phrases import chain_title, place_words
from govern.web.pieces import Fact, Link
from govern.web.reauthentication import ReauthenticationForm
from workflows.added_steps import BY_NAME
from workflows.catalogue import workflow


class EndStepForm(ReauthenticationForm):
    """That ending it is meant."""

    meant = ConfirmField(
        "New sign-offs of my force do without this step.",
        required="Confirm that new sign-offs do without this step",
    )


@dataclass(frozen=True)
class EndStepPage:
    """The step that would end."""

    crumbs: Sequence[Link]
    title: str
    facts: Sequence[Fact]
    action: str


@blueprint.route("/how-we-sign-off/steps/<step_id>/end", methods=["GET", "POST"])
@asks
def end(step_id: str) -> Response | str | tuple[str, int]:
    """Ask that a step of the acting force ends."""
    with installation().reading() as session:
        row = chain_steps.one(session, post().organisation_id, step_id)
    if row.ended_at is not None:
        raise Conflict("This step was ended already.")
    form = EndStepForm()
    if form.prove() is not None and _asked(form, row):
        return redirect(url_for("own_chains.show"))
    shown = render_template("own_chains/end.html", page=_page(row), form=form)
    return (shown, 422) if form.errors else shown


def _page(row: ChainStepRow) -> EndStepPage:
    said = "They keep the step. What is opened after a second person confirms does without."
    return EndStepPage(
        crumbs=crumbs(),
        title=BY_NAME[row.kind].title,
        facts=[
            Fact("Document", chain_title(row.chain)),
            Fact("Where it stands", place_words(workflow(row.chain), row.before_stage)),
            Fact("Added", moment(row.added_at)),
            Fact("Sign-offs under way", said),
        ],
        action=url_for("own_chains.end", step_id=row.id),
    )


def _asked(form: EndStepForm, row: ChainStepRow) -> bool:
    given = {"organisation_id": row.organisation_id, "step_id": row.id}
    try:
        do_or_ask(installation(), by=actor(), act=END_NAME, given=given)
    except Conflict as fault:
        refuse(form, fault, otherwise="meant")
        return False
    say(ASKED)
    return True
