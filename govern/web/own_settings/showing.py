"""What the acting organisation has set for itself, and who set it when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, url_for

from govern.store import document_pages, setting_pages
from govern.store.database import Session
from govern.store.setting_pages import Changed
from govern.web.context import installation, post
from govern.web.own_settings.blueprint import blueprint, may_decide, reads
from govern.web.own_settings.phrases import WORDS, of_kind, said
from govern.web.pieces import Fact, Happening
from govern.web.words import role_title


@dataclass(frozen=True)
class OwnSettingsPage:
    """An organisation's own settings; `change` is None for who may not change them."""

    organisation: str
    facts: Sequence[Fact]
    change: str | None
    history: Sequence[Happening]


@blueprint.get("/our-settings")
@reads
def show() -> str:
    """The settings of the acting organisation."""
    with installation().reading() as session:
        page = _page(session)
    return render_template("own_settings/show.html", page=page)


def _page(session: Session) -> OwnSettingsPage:
    names = document_pages.names(session)
    values = setting_pages.own(session, post().organisation_id)
    changed = setting_pages.own_history(session, post().organisation_id)
    return OwnSettingsPage(
        organisation=post().organisation,
        facts=[_fact(name, values, names) for name in of_kind(post().organisation_kind)],
        change=url_for("own_settings.change") if may_decide() else None,
        history=[_happening(each, names) for each in changed],
    )


def _fact(name: str, values: Mapping[str, object], names: Mapping[str, str]) -> Fact:
    first, *rest = said(name, values.get(name), names)
    return Fact(WORDS[name].title, first, [*rest, WORDS[name].meaning])


def _happening(each: Changed, names: Mapping[str, str]) -> Happening:
    lines = []
    for name, value in sorted((each.value or {}).items()):
        words = "; ".join(str(line) for line in said(name, value, names))
        lines.append(f"{WORDS[name].title}: {words}")
    person, held = (each.by.person, role_title(each.by.role)) if each.by else ("", "")
    return Happening("Settings changed", each.at, person, held, text="\n".join(lines))
