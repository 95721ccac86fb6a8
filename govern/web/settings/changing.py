"""Changing a setting in two steps: the new value, then what it would switch, and proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from govern.commands.second_person.ask import do_or_ask
from govern.commands.settings.foresee import foresee_setting
from govern.commands.settings.table import AnswerSetting
from govern.commands.signing.dry_run import Switch
from govern.errors import Conflict, NotFound
from govern.store import setting_pages
from govern.web.chrome import say
from govern.web.context import actor, installation
from govern.web.fields import ChoiceField, ConfirmField, TextField
from govern.web.forms import Form, refuse
from govern.web.many import Many, looked, many_of
from govern.web.pieces import Fact, Link
from govern.web.reauthentication import ReauthenticationForm
from govern.web.settings.blueprint import blueprint, golds
from govern.web.settings.listing import standing
from govern.web.settings.phrases import WORDS, named, read, said, slug, written
from govern.web.signing.switches import SwitchBlock, switch_block

CHANGED = "Changed. It holds for every force from now, as an event of the ledger."
ASKED = "Asked for. By this less would be closed, so a second person must confirm it in 72 hours."


class YesNoForm(Form):
    """Yes or no."""

    value = ChoiceField(
        "Yes or no", required="Choose yes or no", choices=[("yes", "Yes"), ("no", "No")]
    )


class OneOfForm(Form):
    """One of several values."""

    value = ChoiceField("Which", required="Choose one")


class DaysForm(Form):
    """A number of days."""

    value = TextField(
        "The number of days",
        required="Enter a number of days",
        max_length=5,
        render_kw={"inputmode": "numeric"},
    )


class ConfirmForm(ReauthenticationForm):
    """That the change is meant."""

    meant = ConfirmField(
        "I change this for every force, at once.",
        required="Confirm that you change this for every force",
    )


@dataclass(frozen=True)
class ChangePage:
    """The setting whose new value is asked for."""

    crumbs: Sequence[Link]
    title: str
    meaning: str
    now: str
    action: str


@dataclass(frozen=True)
class ConfirmPage:
    """What would change, and what that switches."""

    crumbs: Sequence[Link]
    title: str
    facts: Sequence[Fact]
    switches: SwitchBlock
    many: Many | None
    action: str


@blueprint.route("/settings/<name>/change", methods=["GET", "POST"])
@golds
def change(name: str) -> Response | str | tuple[str, int]:
    """Choose the new value; nothing changes yet."""
    setting = named(name)
    form = _form(setting)
    form.value.label.text = WORDS[setting.name].question
    if form.validate_on_submit():
        value = read(setting, form.value.data or "")
        if value is not None:
            typed = written(setting, value)
            return redirect(url_for("settings.confirm", name=slug(setting), value=typed))
        refuse(form, Conflict(setting.fault(None) or ""), otherwise="value")
    page = render_template("settings/change.html", page=_page(setting), form=form)
    return (page, 422) if form.errors else page


@blueprint.route("/settings/<name>/confirm/<value>", methods=["GET", "POST"])
@golds
def confirm(name: str, value: str) -> Response | str | tuple[str, int]:
    """See what the change would switch, then make it."""
    setting = named(name)
    wanted = read(setting, value)
    if wanted is None:
        raise NotFound(f"value {value} of {name}")
    form = ConfirmForm()
    found = foresee_setting(installation(), name=setting.name, value=wanted)
    if looked(found, form) and form.prove() is not None and _changed(setting, wanted, form):
        return redirect(url_for("settings.index"))
    page = _confirm(setting, wanted, found)
    shown = render_template("settings/confirm.html", page=page, form=form)
    return (shown, 422) if form.errors else shown


def _form(setting: AnswerSetting) -> YesNoForm | OneOfForm | DaysForm:
    if setting.holds is bool:
        return YesNoForm()
    if setting.holds is str:
        form = OneOfForm()
        form.value.choices = list(setting.choices)
        return form
    return DaysForm()


def _page(setting: AnswerSetting) -> ChangePage:
    words = WORDS[setting.name]
    action = url_for("settings.change", name=slug(setting))
    return ChangePage(_crumbs(), words.title, words.meaning, _now(setting), action)


def _confirm(
    setting: AnswerSetting, wanted: bool | int | str, found: Sequence[Switch]
) -> ConfirmPage:
    none = "No flow opens or closes by this now."
    with installation().reading() as session:
        block = switch_block(session, found, title="What it switches now", none=none)
    return ConfirmPage(
        crumbs=_crumbs(),
        title=WORDS[setting.name].title,
        facts=[Fact("Now", _now(setting)), Fact("Would be", said(setting, wanted))],
        switches=block,
        many=many_of(found),
        action=url_for("settings.confirm", name=slug(setting), value=written(setting, wanted)),
    )


def _changed(setting: AnswerSetting, wanted: bool | int | str, form: ConfirmForm) -> bool:
    try:
        given = {"name": setting.name, "value": wanted}
        done = do_or_ask(installation(), by=actor(), act="change_setting", given=given)
    except Conflict as fault:
        refuse(form, fault, otherwise="meant")
        return False
    say(CHANGED if done else ASKED)
    return True


def _crumbs() -> list[Link]:
    return [Link("Settings", url_for("settings.index"))]


def _now(setting: AnswerSetting) -> str:
    with installation().reading() as session:
        return standing(setting, setting_pages.history(session, setting.name))
