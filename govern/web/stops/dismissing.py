"""Let what the DPO advised to stop go on: with reasons, which the DPO is told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.stops.dismiss_advice import dismiss_advice
from govern.errors import Conflict, Invalid, NotFound
from govern.store import stops
from govern.store.stops import Advised
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import LongTextField
from govern.web.filters import moment
from govern.web.forms import Form, refuse
from govern.web.pieces import Fact, Link
from govern.web.stops.blueprint import blueprint, dismisses
from workflows.engine import Refused


class DismissForm(Form):
    """Why it goes on."""

    reasons = LongTextField(
        "Why does it go on?",
        required="Enter the reason",
        max_length=2000,
        hint="The DPO is told that the advice was not followed, and reads this here.",
    )


@dataclass(frozen=True)
class DismissPage:
    """The advice, and where the decision is sent."""

    crumbs: Sequence[Link]
    what: str
    facts: Sequence[Fact]
    action: str


@blueprint.route("/stops/advice/<advice_id>/dismiss", methods=["GET", "POST"])
@dismisses
def dismiss(advice_id: str) -> Response | str | tuple[str, int]:
    """Decide that it goes on; nothing closes or opens by it."""
    advice = _advice(advice_id)
    form = DismissForm()
    if form.validate_on_submit():
        try:
            dismiss_advice(
                installation(), by=actor(), advice_id=advice_id, reasons=form.reasons.data or ""
            )
        except (Invalid, Conflict, Refused) as fault:
            refuse(form, fault, otherwise="reasons")
        else:
            say("Recorded. The DPO is told that it goes on.")
            return redirect(url_for("stops.index"))
    page = render_template("stops/dismiss.html", page=_page(advice), form=form)
    return (page, 422) if form.errors else page


def _advice(advice_id: str) -> Advised:
    with installation().reading() as session:
        for each in stops.advised(session, actor(), ""):
            if each.id == advice_id:
                return each
    raise NotFound(f"advice {advice_id}")


def _page(advice: Advised) -> DismissPage:
    return DismissPage(
        crumbs=[Link("Stops", url_for("stops.index"))],
        what=advice.what,
        facts=[
            Fact("Advised by", f"{advice.person}, DPO", [moment(advice.at)]),
            Fact("Because", advice.reasons),
        ],
        action=url_for("stops.dismiss", advice_id=advice.id),
    )
