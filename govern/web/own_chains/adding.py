"""Asking for a step: which kind, where it stands and how long it may take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.chains.change_chain import ADD_NAME
from govern.commands.second_person.ask import do_or_ask
from govern.errors import Conflict, Invalid
from govern.web.chrome import say
from govern.web.context import actor, installation, post
from govern.web.fields import ChoiceField, TextField
from govern.web.forms import refuse
from govern.web.own_chains.blueprint import asks, blueprint
from govern.web.own_chains.phrases import chain_of, chain_title, place_words, slug
from govern.web.pieces import Link
from govern.web.reauthentication import ReauthenticationForm
from workflows.added_steps import MOST_DAYS, kinds_for, places
from workflows.catalogue import workflow

ASKED = (
    "Asked for. Nothing changes before a second person of your force, or the office, confirms it "
    "within 72 hours."
)


class StepForm(ReauthenticationForm):
    """A step to add."""

    kind = ChoiceField("Which step do you add?", required="Choose a step")
    before_stage = ChoiceField("Where does it stand?", required="Choose where it stands")
    days = TextField(
        "How many working days may it take?",
        required="Enter a number of working days",
        hint=f"From 1 to {MOST_DAYS}. It is chased from half-way on, and escalated when late.",
        max_length=10,
        render_kw={"inputmode": "numeric"},
    )


@dataclass(frozen=True)
class AddStepPage:
    """The chain that a step is added to."""

    crumbs: Sequence[Link]
    title: str
    action: str


@blueprint.route("/how-we-sign-off/<chain>/add", methods=["GET", "POST"])
@asks
def add(chain: str) -> Response | str | tuple[str, int]:
    """Ask for a step in one chain of the acting force."""
    name = chain_of(chain)
    form = _form(name)
    if form.prove() is not None and _asked(form, name):
        return redirect(url_for("own_chains.show"))
    page = AddStepPage(crumbs(), chain_title(name), url_for("own_chains.add", chain=slug(name)))
    shown = render_template("own_chains/add.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


def crumbs() -> list[Link]:
    """The way back to the chains."""
    return [Link("How we sign off", url_for("own_chains.show"))]


def _form(name: str) -> StepForm:
    form, table = StepForm(), workflow(name)
    kinds = kinds_for(table)
    form.kind.choices = [(kind.name, kind.title) for kind in kinds]
    form.kind.hints = {kind.name: kind.meaning for kind in kinds}
    form.before_stage.choices = [
        (stage.id, place_words(table, stage.id)) for stage in places(table)
    ]
    return form


def _asked(form: StepForm, name: str) -> bool:
    typed = form.days.data or ""
    given = {
        "organisation_id": post().organisation_id,
        "chain": name,
        "kind": form.kind.data,
        "before_stage": form.before_stage.data,
        "days": int(typed) if typed.isdecimal() else 0,
    }
    try:
        do_or_ask(installation(), by=actor(), act=ADD_NAME, given=given)
    except (Conflict, Invalid) as fault:
        refuse(form, fault, otherwise="kind")
        return False
    say(ASKED)
    return True
