"""One search box over everything that the viewer may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from flask import Blueprint, current_app, render_template, request, url_for

from govern.clock import london_end_of, text
from govern.search import query as queries
from govern.search.query import Query
from govern.search.synonyms import synonyms, told
from govern.store import document_lists, organisation_pages
from govern.store.database import Session
from govern.store.search.finding import MOST, Found, Wanted, find
from govern.web import policy, words
from govern.web.context import actor, installation, viewer
from govern.web.pieces import Choice, Filter, Pages
from govern.web.policy import acting, rule
from govern.web.search import glossary
from govern.web.search.glossary import Word
from govern.web.search.help import Guidance, guidance
from govern.web.search.pace import Pace
from govern.web.search.results import PAGES, TITLES, Result, result

PER_PAGE = 20
MOST_BODIES = 300
blueprint = Blueprint("search", __name__)
pace = Pace()


@dataclass(frozen=True)
class SearchPage:
    """What was asked, the filters, and what was found."""

    typed: str
    asked: bool
    others: Sequence[str]
    filters: Sequence[Filter]
    results: Sequence[Result]
    guidance: Sequence[Guidance]
    glossary: Sequence[Word]
    more: str
    pages: Pages
    fault: str


@blueprint.get("/search")
@rule(
    acting,
    isolation="finds what the acting appointment may open, by the rules of the pages it leads to; "
    "nothing else is counted",
)
def index() -> str:
    """Search, or tell how to."""
    typed = _given("q", queries.LONGEST)
    asked = queries.parse(typed, synonyms())
    number = min(max(1, request.args.get("page", 1, type=int)), MOST // PER_PAGE)
    wanted, fault = _wanted()
    with pace.turn(viewer().person_id), installation().reading() as session:
        found = find(
            session, actor(), asked, wanted,
            skip=(number - 1) * PER_PAGE, take=PER_PAGE, kinds=_openable(),
        )  # fmt: skip
        filters = _filters(session, typed)
    return render_template(
        "search/search.html", page=_page(typed, asked, wanted, found, number, filters, fault)
    )


def _openable() -> set[str]:
    """The kinds of result whose pages this viewer may open."""
    return {
        what for what, endpoint in PAGES.items() if policy.may_call(current_app, endpoint, viewer())
    }


def _page(
    typed: str,
    asked: Query,
    wanted: Wanted,
    found: Found,
    number: int,
    filters: Sequence[Filter],
    fault: str,
) -> SearchPage:
    given = {name: value for name in ("q", *_NAMES) if (value := _given(name))}
    address = url_for("search.index") + "?" + urlencode(given) + "&page={page}"
    of = max(1, -(-found.total // PER_PAGE))
    noun = "result" if found.total == 1 else "results"
    plain = number == 1 and wanted == Wanted()
    return SearchPage(
        typed=typed,
        asked=not asked.empty,
        others=[f"{term}: {', '.join(others)}" for term, others in told(asked)],
        filters=filters,
        results=[result(hit, asked) for hit in found.hits],
        guidance=guidance(asked) if plain else (),
        glossary=glossary.words(asked) if plain else (),
        more=f"More than {MOST:,} places meet this. The {MOST:,} newest are ranked; add words or "
        "filters to see others."
        if found.more
        else "",
        pages=Pages(min(number, of), of, address, found.total, PER_PAGE, noun),
        fault=fault,
    )


_NAMES = ("what", "kind", "state", "organisation", "since", "until", "earlier")


def _given(name: str, longest: int = 64) -> str:
    typed = request.args.get(name, "").strip()[:longest]
    return "".join(each for each in typed if each.isprintable())


def _wanted() -> tuple[Wanted, str]:
    """What the search is narrowed to, and what is wrong with a date that was given."""
    since, until = _date("since"), _date("until")
    wrong = [
        name for name, read in (("since", since), ("until", until)) if _given(name) and not read
    ]
    return Wanted(
        what=_given("what"),
        kind=_given("kind"),
        state=_given("state"),
        organisation=_given("organisation"),
        since=text(london_end_of(since - timedelta(days=1))) if since else "",
        until=text(london_end_of(until)) if until else "",
        earlier=_given("earlier") == "yes",
    ), "Dates are read as day/month/year, such as 31/3/2027." if wrong else ""


def _date(name: str) -> date | None:
    typed = _given(name)
    try:
        if "-" in typed:
            read = date.fromisoformat(typed)
        else:
            day, month, year = (int(part) for part in typed.split("/"))
            read = date(year, month, day)
    except ValueError:
        return None
    return read if 1900 < read.year < 3000 else None


def _filters(session: Session, typed: str) -> list[Filter]:
    whats = [(what, TITLES[what]) for what in TITLES if what in _openable()]
    named = organisation_pages.known_names(session, actor(), MOST_BODIES)
    states = [(each, words.state_tag(each).text) for each in document_lists.STATES]
    versions = [("yes", "Earlier versions too")]
    return [
        Filter("q", "Search for", typed),
        _select("what", "Look in", whats, "Everything"),
        _select("kind", "Kind of document", list(words.KINDS.items())),
        _select("state", "State", states),
        _select("organisation", "Organisation", named),
        Filter("since", "Written on or after (day/month/year)", _given("since")),
        Filter("until", "Written on or before", _given("until")),
        _select("earlier", "Versions", versions, "Only the newest"),
    ]


def _select(
    name: str, label: str, options: Sequence[tuple[str, str]], otherwise: str = "Any"
) -> Filter:
    chosen = _given(name)
    choices = [Choice(value, shown, value == chosen) for value, shown in options]
    return Filter(name, label, choices=[Choice("", otherwise, not chosen), *choices])
