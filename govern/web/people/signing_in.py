"""How somebody signs in, as an administrator can see to it: ended, reset, or erased for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.people.end_sign_ins import end_sign_ins
from govern.commands.second_person.ask import do_or_ask
from govern.errors import Conflict, Forbidden, Invalid
from govern.store import people_pages
from govern.store.people_pages import ListedPerson
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import TextField
from govern.web.filters import plural
from govern.web.forms import Form, refuse
from govern.web.people.blueprint import blueprint, invites
from govern.web.pieces import Link

ASKED = "Asked for. A second person must confirm it within 72 hours; nothing changes before."


class ResetForm(Form):
    """Nothing is asked but the click."""


class EraseForm(Form):
    """On what legal ground."""

    basis = TextField(
        "On what legal ground?",
        required="Name the legal ground",
        hint="Such as UK GDPR Article 17(1)(a). It stands in the ledger: name nobody.",
        max_length=500,
    )


@dataclass(frozen=True)
class AskPage:
    """What is asked for, what follows, and where it is sent."""

    crumbs: Sequence[Link]
    heading: str
    lead: str
    button: str
    action: str


@blueprint.post("/people/<person_id>/sign-ins/end")
@invites
def end_signed_in(person_id: str) -> Response:
    """End every sign-in of this person now."""
    found = _person(person_id)
    ended = end_sign_ins(installation(), by=actor(), person_id=found.id)
    say(f"Ended {plural(ended, 'sign-in')} of {found.name}.")
    return redirect(url_for("people.show", person_id=found.id))


@blueprint.route("/people/<person_id>/reset", methods=["GET", "POST"])
@invites
def reset(person_id: str) -> Response | str | tuple[str, int]:
    """Ask a second person to reset password and authenticator."""
    found = _person(person_id)
    lead = "When a second person confirms, their password and authenticator are worthless, every "
    page = AskPage(
        crumbs=_crumbs(found),
        heading=f"Reset how {found.name} signs in",
        lead=f"{lead}sign-in ends, and a link is shown with which they set both anew.",
        button="Ask a second person",
        action=url_for("people.reset", person_id=found.id),
    )
    return _ask(page, ResetForm(), "reset_second_factor", found, {})


@blueprint.route("/people/<person_id>/erase", methods=["GET", "POST"])
@invites
def erase(person_id: str) -> Response | str | tuple[str, int]:
    """Ask a second person to erase the personal data of somebody who holds no appointment."""
    found, form = _person(person_id), EraseForm()
    lead = "Name, email address, password and authenticator go, and their words in the ledger with "
    page = AskPage(
        crumbs=_crumbs(found),
        heading=f"Erase the personal data of {found.name}",
        lead=f"{lead}them. It cannot be undone. Signed records are evidence and keep the name.",
        button="Ask a second person",
        action=url_for("people.erase", person_id=found.id),
    )
    return _ask(page, form, "erase_person", found, {"basis": form.basis.data or ""})


def _ask(
    page: AskPage, form: Form, act: str, found: ListedPerson, more: Mapping[str, str]
) -> Response | str | tuple[str, int]:
    if form.validate_on_submit():
        given = {"person_id": found.id, **more}
        try:
            do_or_ask(installation(), by=actor(), act=act, given=given)
        except (Conflict, Forbidden) as fault:
            form.form_errors.append(str(fault))
        except Invalid as fault:
            refuse(form, fault, otherwise="basis")
        else:
            say(ASKED)
            return redirect(url_for("people.show", person_id=found.id))
    shown = render_template("people/ask.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


def _person(person_id: str) -> ListedPerson:
    with installation().reading() as session:
        return people_pages.one(session, actor(), person_id)


def _crumbs(found: ListedPerson) -> list[Link]:
    here = url_for("people.show", person_id=found.id)
    return [Link("People", url_for("people.index")), Link(found.name, here)]
