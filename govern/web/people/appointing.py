"""Appointing a person to a role in an organisation, from a day to a day."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.clock import text
from govern.commands.people.offices import ROLES
from govern.commands.second_person.ask import do_or_ask
from govern.errors import Conflict, Forbidden, Invalid
from govern.store import people_pages
from govern.store.people_pages import ListedPerson
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import ConfirmField, DateField, SelectField, TextField
from govern.web.forms import Form, refuse
from govern.web.people.blueprint import blueprint, manages
from govern.web.people.dates import end_of, start_of
from govern.web.words import role_title
from workflows import roles

ASKED = "Asked for. A second person must confirm it within 72 hours; nothing changes before."
FIELDS = {"organisation_id": "organisation", "scope": "audits"}


class AppointmentForm(Form):
    """A role, where, from when and until when."""

    organisation = SelectField("Organisation", required="Choose the organisation")
    role = SelectField("Role", required="Choose the role")
    starts_at = DateField(
        "First day", what="the first day", required=False, hint="Leave empty for now"
    )
    ends_at = DateField(
        "Last day", what="the last day", required=False, hint="Leave empty when no end is set"
    )
    instrument = TextField(
        "Letter of appointment", required=None, hint="Its date or reference", max_length=500
    )
    joint = ConfirmField(
        "This is one declared joint office for several organisations", required=None
    )
    audits = TextField(
        "Organisations to be audited",
        required=None,
        hint="For an auditor: their short names with commas between, or “all”",
        max_length=1000,
    )


@blueprint.route("/people/<person_id>/appoint", methods=["GET", "POST"])
@manages
def appoint(person_id: str) -> Response | str | tuple[str, int]:
    """Appoint a person whom the viewer manages."""
    with installation().reading() as session:
        found = people_pages.one(session, actor(), person_id)
        bodies = [(row.id, row.name, row.kind) for row in people_pages.places(session, actor())]
    form = _form(bodies)
    if form.validate_on_submit() and _appointed(form, found):
        return redirect(url_for("people.show", person_id=person_id))
    page = render_template("people/appoint.html", form=form, name=found.name, person_id=person_id)
    return (page, 422) if form.errors else page


def _form(bodies: list[tuple[str, str, str]]) -> AppointmentForm:
    form = AppointmentForm()
    chosen = [(key, name) for key, name, _ in bodies]
    form.organisation.choices = chosen if len(chosen) == 1 else [("", "Choose"), *chosen]
    fitting = {each for _, _, kind in bodies for each in ROLES.get(kind, ())}
    named = sorted(((each, role_title(each)) for each in fitting), key=lambda pair: pair[1])
    form.role.choices = [("", "Choose"), *named]
    return form


def _appointed(form: AppointmentForm, found: ListedPerson) -> bool:
    """Whether the appointment was made or asked for; else the form says why not."""
    now = installation().clock.now()
    try:
        starts, ends = start_of(form.starts_at.data, now), end_of(form.ends_at.data)
        done = do_or_ask(
            installation(),
            by=actor(),
            act="appoint",
            given={
                "person_id": found.id,
                "organisation_id": form.organisation.data or "",
                "role": form.role.data or "",
                "starts_at": text(starts) if starts else None,
                "ends_at": text(ends) if ends else None,
                "scope": _scope(form),
                "instrument": form.instrument.data or None,
            },
        )
    except Invalid as fault:
        named = {FIELDS.get(field, field): said for field, said in fault.faults.items()}
        refuse(form, Invalid(named), otherwise="role")
    except (Conflict, Forbidden) as fault:
        refuse(form, fault, otherwise="role")
    else:
        say(f"{found.name} is appointed." if done else ASKED)
        return True
    return False


def _scope(form: AppointmentForm) -> dict[str, Any] | None:
    if form.role.data == roles.AUDITOR:
        named = (form.audits.data or "").strip()
        slugs = [each.strip() for each in named.split(",") if each.strip()]
        return {"organisations": "all" if named == "all" else slugs}
    return {"joint": True} if form.joint.data else None
