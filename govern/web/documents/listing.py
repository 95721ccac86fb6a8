"""The list of documents that the viewer may see, and the button to open a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import render_template, request, url_for

from govern.commands.documents.open_document import OPENERS
from govern.store import document_lists
from govern.store.document_lists import Listed, Wanted
from govern.web import words
from govern.web.context import actor, installation, post
from govern.web.documents.blueprint import blueprint, reads
from govern.web.filters import age, plural
from govern.web.pieces import Cell, Choice, Column, Filter, Link, Pages, Table

PER_PAGE = 25
FURTHEST = 10_000
LONGEST = 80
COLUMNS = (
    Column("Document"),
    Column("State"),
    Column("Signed", numeric=True),
    Column("Waits for"),
    Column("Since", numeric=True),
)


@dataclass(frozen=True)
class ListPage:
    """The documents, narrowed and paged."""

    organisation: str
    filters: Sequence[Filter]
    table: Table
    pages: Pages
    may_open: bool


@blueprint.get("/documents")
@reads
def index() -> str:
    """What the viewer may see of documents."""
    number = min(max(1, request.args.get("page", 1, type=int)), FURTHEST)
    with installation().reading() as session:
        found, total = document_lists.listed(
            session, actor(), _wanted(), skip=(number - 1) * PER_PAGE, take=PER_PAGE
        )
        waited_for = document_lists.waited_for(session, actor())
    page = _page(found, total, number, waited_for)
    return render_template("documents/list.html", page=page)


def _wanted() -> Wanted:
    given = {name: _asked(name) for name in _NAMES}
    return Wanted(given["words"], given["kind"], given["state"], given["waits-for"])


def _asked(name: str) -> str:
    typed = request.args.get(name, "").strip()[:LONGEST]
    return typed if typed.isprintable() else ""


_NAMES = ("words", "kind", "state", "waits-for")


def _page(
    found: Sequence[Listed], total: int, number: int, waited_for: Sequence[tuple[str, str]]
) -> ListPage:
    asked = {name: given for name in _NAMES if (given := _asked(name))}
    may_open = any(actor().role in able for able in OPENERS.values())
    return ListPage(
        organisation=post().organisation,
        filters=_filters(asked, waited_for),
        table=Table("Documents", COLUMNS, [_row(each) for each in found], _empty(asked, may_open)),
        pages=Pages(
            page=number,
            of=max(1, -(-total // PER_PAGE)),
            href=url_for("documents.index") + "?" + urlencode(asked) + "&page={page}",
            total=total,
            per_page=PER_PAGE,
            noun="document" if total == 1 else "documents",
        ),
        may_open=may_open,
    )


def _filters(asked: dict[str, str], waited_for: Sequence[tuple[str, str]]) -> list[Filter]:
    mine = [(post().organisation_id, f"{post().organisation} (yours)")]
    others = [each for each in waited_for if each[0] != post().organisation_id]
    kinds = [(kind, title) for kind, title in words.KINDS.items()]
    states = [(state, words.state_tag(state).text) for state in document_lists.STATES]
    return [
        Filter("words", "Title or reference", asked.get("words", "")),
        _select("kind", "Kind", kinds, asked),
        _select("state", "State", states, asked),
        _select("waits-for", "Waits for", [*mine, *others], asked),
    ]


def _select(
    name: str, label: str, options: Sequence[tuple[str, str]], asked: dict[str, str]
) -> Filter:
    chosen = asked.get(name, "")
    choices = [Choice(value, text, value == chosen) for value, text in options]
    return Filter(name, label, choices=[Choice("", "Any", not chosen), *choices])


def _row(each: Listed) -> list[str | Cell]:
    link = Link(f"{each.reference} {each.title}", url_for("documents.show", document_id=each.id))
    kind = f"{words.kind_title(each.kind)}, version {each.number}"
    signed = f"{each.signed} of {each.parties}" if each.parties else ""
    return [
        Cell(link, [kind]),
        Cell(words.state_tag(each.state)),
        signed,
        _waiting(each.waiting),
        age(each.since, installation().clock.now()),
    ]


def _waiting(names: Sequence[str]) -> str:
    if len(names) <= 3:
        return ", ".join(names) or "Nobody"
    return f"{', '.join(names[:2])} and {plural(len(names) - 2, 'other')}"


def _empty(asked: dict[str, str], may_open: bool) -> str:
    if asked:
        return "No document is like this. Clear the filter to see them all."
    if may_open:
        return "There is no document yet. Open the first one."
    return "Nothing has been sent to you yet. A document appears here when it is sent for review."
