"""Changing what an organisation sets for itself: one form, with proof of who changes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import Field

from govern.commands.organisations.set_organisation_settings import set_organisation_settings
from govern.errors import Invalid
from govern.store import document_pages, setting_pages
from govern.store.database import Session
from govern.web.chrome import say
from govern.web.context import actor, installation, post
from govern.web.fields import ChoiceField, SelectField
from govern.web.own_settings.blueprint import blueprint, decides
from govern.web.own_settings.phrases import WORDS, of_kind
from govern.web.reauthentication import ReauthenticationForm

YES_NO = [("yes", "Yes"), ("no", "No")]
THREE = [("", "Not said"), *YES_NO]
COMPETENT = "competent-"
READ = {"yes": True, "no": False, "": None}


class OwnSettingsForm(ReauthenticationForm):
    """The settings of one organisation. Made by `_form`, which gives it its fields."""

    names: tuple[str, ...]

    @property
    def shown(self) -> list[Field]:
        """The fields of the settings, in order."""
        return [self[name] for name in self.names]

    def wanted(self) -> dict[str, Any]:
        """Every setting as the form has it; None for what is not said."""
        found: dict[str, Any] = {}
        for name in self.names:
            if not name.startswith(COMPETENT):
                found[name] = READ[self[name].data or ""]
        said = {each[len(COMPETENT) :]: READ[self[each].data or ""] for each in self._purposes()}
        kept = {slug: is_so for slug, is_so in said.items() if is_so is not None}
        return {**found, "competent": kept or None}

    def _purposes(self) -> list[str]:
        return [name for name in self.names if name.startswith(COMPETENT)]


@dataclass(frozen=True)
class ChangePage:
    """Whose settings, and what each means."""

    organisation: str
    meanings: Mapping[str, str]
    action: str


@blueprint.route("/our-settings/change", methods=["GET", "POST"])
@decides
def change() -> Response | str | tuple[str, int]:
    """Change the settings of the acting organisation."""
    with installation().reading() as session:
        values = setting_pages.own(session, post().organisation_id)
        form = _form(session, values)
    if form.prove() is not None and _changed(form, values):
        return redirect(url_for("own_settings.show"))
    meanings = {WORDS[name].title: WORDS[name].meaning for name in of_kind(_kind())}
    page = ChangePage(post().organisation, meanings, url_for("own_settings.change"))
    shown = render_template("own_settings/change.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


def _kind() -> str:
    return post().organisation_kind


def _form(session: Session, values: Mapping[str, Any]) -> OwnSettingsForm:
    fields: dict[str, Any] = {}
    data: dict[str, str] = {}
    if "dpo_may_stop" in of_kind(_kind()):
        words = WORDS["dpo_may_stop"]
        fields["dpo_may_stop"] = ChoiceField(
            words.question, required="Say whether the DPO may stop", choices=YES_NO
        )
        data["dpo_may_stop"] = "yes" if values.get("dpo_may_stop") else "no"
    competent = values.get("competent") or {}
    for slug, title in document_pages.vocabulary(session, "purposes"):
        question = f"Is {post().organisation} a competent authority for this: {title}?"
        name = f"{COMPETENT}{slug}"
        fields[name] = SelectField(question, required=None, choices=THREE)
        data[name] = "" if slug not in competent else "yes" if competent[slug] else "no"
    made = type("FilledOwnSettingsForm", (OwnSettingsForm,), {**fields, "names": tuple(fields)})
    form: OwnSettingsForm = made(data=data)
    return form


def _changed(form: OwnSettingsForm, values: Mapping[str, Any]) -> bool:
    wanted = form.wanted()
    differing = {
        name: value
        for name, value in wanted.items()
        if value != values.get(name) and (value or values.get(name))
    }
    if not differing:
        say("Nothing was changed: everything stood so already.", "notice")
        return True
    try:
        set_organisation_settings(
            installation(), by=actor(), organisation_id=post().organisation_id, settings=differing
        )
    except Invalid as fault:
        form.form_errors += fault.faults.values()
        return False
    say("Changed. It holds from now, as an event of the ledger.")
    return True
