"""Every setting that can change an answer: what it does, its value, who set it by which event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, url_for

from govern.commands.settings.table import TABLE, AnswerSetting
from govern.store import setting_pages
from govern.store.database import Session
from govern.store.setting_pages import Changed
from govern.web.context import installation
from govern.web.filters import moment
from govern.web.pieces import Fact, Happening, Link
from govern.web.settings.blueprint import blueprint, golds
from govern.web.settings.phrases import WORDS, said, slug
from govern.web.words import role_title


@dataclass(frozen=True)
class SettingBlock:
    """One setting: its meaning, how it stands, and how it stood."""

    title: str
    facts: Sequence[Fact]
    history: Sequence[Happening]


@blueprint.get("/settings")
@golds
def index() -> str:
    """The settings that can change an answer."""
    with installation().reading() as session:
        page = [_block(session, setting) for setting in TABLE]
    return render_template("settings/list.html", page=page)


def standing(setting: AnswerSetting, changed: Sequence[Changed]) -> str:
    """The value in force, in words."""
    return said(setting, changed[0].value if changed else setting.default)


def _block(session: Session, setting: AnswerSetting) -> SettingBlock:
    words, changed = WORDS[setting.name], setting_pages.history(session, setting.name)
    change = Link("Change", url_for("settings.change", name=slug(setting)), words.title)
    return SettingBlock(
        title=words.title,
        facts=[
            Fact("What it does", words.meaning),
            Fact("Value", standing(setting, changed), actions=[change]),
            _since(changed),
        ],
        history=[_happening(setting, each) for each in changed],
    )


def _since(changed: Sequence[Changed]) -> Fact:
    if not changed:
        return Fact("Since", "The beginning: nobody has changed it")
    latest = changed[0]
    return Fact("Since", moment(latest.at), [f"Event {latest.seq:,} of the ledger", _by(latest)])


def _by(changed: Changed) -> str:
    by = changed.by
    return f"By {by.person}, {role_title(by.role)}" if by else "By the installation itself"


def _happening(setting: AnswerSetting, changed: Changed) -> Happening:
    title = f"{said(setting, changed.value)}, by event {changed.seq:,}"
    by = changed.by
    person, held = (by.person, role_title(by.role)) if by else ("The installation itself", "")
    return Happening(title, changed.at, person, held)
