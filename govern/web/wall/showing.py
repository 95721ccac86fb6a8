"""The wall as a page: filters, the table and its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for

from govern.clock import text
from govern.store import wall as store
from govern.store.database import Session
from govern.store.wall import KINDS, STATES, Body, Line, Wanted
from govern.web import words
from govern.web.context import actor, installation, post
from govern.web.panels import Wall, WallHead, WallRow
from govern.web.pieces import Choice, Filter, Link, Pages
from govern.web.policy import acting, rule
from govern.web.wall.cells import of_body, partners, summary

blueprint = Blueprint("wall", __name__)

PER_PAGE = 15
"""As many as print on one sheet."""
_STATE_WORDS = {
    "waiting": "Waiting for someone",
    "late": "Late",
    "held": "Refused, declined or sent back",
    "complete": "Signed by all",
    "all": "All",
}
_NAMES = ("words", "kind", "state", "waits-for")


@dataclass(frozen=True)
class WallPage:
    """The wall, narrowed and paged."""

    lead: str
    filters: Sequence[Filter]
    wall: Wall
    pages: Pages


@blueprint.get("/wall")
@rule(
    acting,
    isolation="shows stages, ages and completion of documents the acting organisation is a party "
    "to, drafts or oversees; never another's reasons, conditions or people",
)
def index() -> str:
    """Who has signed what, and who holds what up."""
    number = min(max(1, request.args.get("page", 1, type=int)), 10_000)
    with installation().reading() as session:
        page = _page(session, number)
    return render_template("wall/show.html", page=page)


def _page(session: Session, number: int) -> WallPage:
    wanted = _wanted()
    found, total = store.lines(
        session,
        actor(),
        wanted,
        text(installation().clock.now()),
        skip=(number - 1) * PER_PAGE,
        take=PER_PAGE,
    )
    named = {each for line in found for each in line.parties}
    bodies = {each.id: each for each in store.bodies(session, sorted(named))}
    given = {name: value for name in _NAMES if (value := request.args.get(name))}
    address = f"{url_for('wall.index')}?{urlencode(given)}{'&' if given else ''}page={{page}}"
    of = max(1, -(-total // PER_PAGE))
    return WallPage(
        lead=_lead(),
        filters=_filters(wanted, _columns(found, bodies)),
        wall=_wall(found, bodies, wanted),
        pages=Pages(number, of, address, total, PER_PAGE, "documents"),
    )


def _wanted() -> Wanted:
    given = {name: request.args.get(name, "").strip()[:80] for name in _NAMES}
    state = given["state"] if given["state"] in STATES else "waiting"
    kind = given["kind"] if given["kind"] in KINDS else ""
    return Wanted(given["words"], kind, state, given["waits-for"])


def _lead() -> str:
    if post().organisation_kind == "partner":
        return f"The texts that {post().organisation} is a party to, and where each party stands."
    return "Every text that is out for signature, and who holds it up."


def _filters(wanted: Wanted, forces_shown: Sequence[Body]) -> list[Filter]:
    kinds = [Choice("", "Any kind", not wanted.kind)]
    kinds += [Choice(kind, words.kind_title(kind), kind == wanted.kind) for kind in KINDS]
    states = [Choice(state, _STATE_WORDS[state], state == wanted.state) for state in STATES]
    forces = [Choice("", "Anyone", not wanted.organisation)]
    forces += [Choice(each.id, each.name, each.id == wanted.organisation) for each in forces_shown]
    return [
        Filter("words", "Title or reference", wanted.words),
        Filter("kind", "Kind", choices=kinds),
        Filter("state", "Show", choices=states),
        Filter("waits-for", "Waits for", choices=forces),
    ]


def _wall(found: Sequence[Line], bodies: Mapping[str, Body], wanted: Wanted) -> Wall:
    now, own = installation().clock.now(), post().organisation_id
    columns = _columns(found, bodies)
    others = any(bodies[each].kind != "force" for line in found for each in line.parties)
    rows = []
    for line in found:
        cells = [of_body(line, each.id, now, own) for each in columns]
        if others:
            cells.append(partners(line, bodies, now, own))
        rows.append(
            WallRow(
                Link(line.title, url_for("documents.show", document_id=line.document_id)),
                f"{line.reference}, version {line.number}",
                summary(line, bodies, now),
                cells,
            )
        )
    heads = [WallHead(short_name(each.name), each.name) for each in columns]
    heads += [WallHead("Partner", "Partner")] if others else []
    return Wall("Where each organisation stands", heads, rows, _empty(wanted))


def _columns(found: Sequence[Line], bodies: Mapping[str, Body]) -> list[Body]:
    """Every force; for a partner, those that are parties to what it sees."""
    forces = [each for each in bodies.values() if each.kind == "force"]
    if post().organisation_kind != "partner":
        return forces
    named = {each for line in found for each in line.parties}
    return [each for each in forces if each.id in named]


def short_name(name: str) -> str:
    """A force's name without what every force is called; a long one may break before "shire"."""
    for ending in (" Police", " Constabulary"):
        name = name.removesuffix(ending)
    return name.replace("shire", "\u00adshire")


def _empty(wanted: Wanted) -> str:
    if wanted == Wanted():
        return "Nothing waits for a signature. Choose “All” to see what has been signed."
    return "No document fits. Clear the filter to see what waits for a signature."
