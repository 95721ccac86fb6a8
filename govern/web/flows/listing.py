"""The list of flows: which are open and which closed, narrowed and counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from flask import render_template, request, url_for

from govern.clock import text
from govern.register.reasons import MEANINGS, in_order, said
from govern.register.row import FOREVER, Row
from govern.store import document_pages, flows
from govern.store.database import Session
from govern.store.flows import Listing, Wanted
from govern.web.context import actor, installation, named, post
from govern.web.filters import until
from govern.web.flows.blueprint import MODULES, blueprint, reads, route
from govern.web.pieces import Cell, Choice, Column, Count, Filter, Link, Pages, Table, Tag
from govern.web.words import plain, state_tag

PER_PAGE = 25
SOON = timedelta(days=30)
COLUMNS = (Column("Flow"), Column("State"), Column("Why, or until when"), Column("Agreement"))
STATES = (
    ("open", "Open"),
    ("closed", "Closed"),
    ("critical", "Closed and safety-critical"),
)
NAMES = ("force", "partner", "module", "state", "reason", "ending")


@dataclass(frozen=True)
class FlowsPage:
    """The flows of the viewer, narrowed and paged, with their counts."""

    whose: str
    counts: Sequence[Count]
    filters: Sequence[Filter]
    table: Table
    pages: Pages


@blueprint.get("/flows")
@reads
def index() -> str:
    """The flows that the acting organisation may know of."""
    at = installation().clock.now()
    rows = installation().register.at(at).register.rows.values()
    with installation().reading() as session:
        found = flows.listing(session, actor(), rows, _wanted(text(at + SOON)))
        page = _page(session, found, text(at + SOON))
    return render_template("flows/list.html", page=page)


def _asked() -> dict[str, str]:
    return {name: given[:63] for name in NAMES if (given := request.args.get(name, "").strip())}


def _wanted(soon: str) -> Wanted:
    asked = _asked()
    ending = soon if asked.pop("ending", "") else ""
    return Wanted(**asked, ends_before=ending)


def _page(session: Session, found: Listing, soon: str) -> FlowsPage:
    names = document_pages.names(session)
    number = max(1, request.args.get("page", 1, type=int))
    shown = found.wanted[(number - 1) * PER_PAGE : number * PER_PAGE]
    agreed = flows.agreements(session, shown)
    total = len(found.wanted)
    return FlowsPage(
        whose=post().organisation,
        counts=_counts(found.seen, soon),
        filters=_filters(found, names),
        table=Table("Flows", COLUMNS, [_row(each, names, agreed) for each in shown], _empty()),
        pages=Pages(
            page=number,
            of=max(1, -(-total // PER_PAGE)),
            href=url_for("flows.index") + "?" + urlencode({**_asked(), "page": ""}) + "{page}",
            total=total,
            per_page=PER_PAGE,
            noun="flow" if total == 1 else "flows",
        ),
    )


def _counts(seen: Sequence[Row], soon: str) -> list[Count]:
    here = url_for("flows.index")
    opened = sum(row.open for row in seen)
    critical = sum(row.safety_critical and not row.open for row in seen)
    ending = sum(flows.ends_before(row, soon) for row in seen)
    closed = len(seen) - opened
    return [
        Count(f"{opened:,}", "open", f"{here}?state=open", tone="good"),
        Count(f"{closed:,}", "closed", f"{here}?state=closed", tone="bad" if closed else "plain"),
        Count(
            f"{critical:,}",
            "safety-critical and closed",
            f"{here}?state=critical",
            note="Use their fallback channels" if critical else "",
            tone="bad" if critical else "plain",
        ),
        Count(
            f"{ending:,}",
            "close within 30 days",
            f"{here}?ending=soon",
            note="unless renewed",
            tone="warn" if ending else "plain",
        ),
    ]


def _filters(found: Listing, names: Mapping[str, str]) -> list[Filter]:
    forces = {row.key.force for row in found.seen}
    partners = {row.key.partner for row in found.seen}
    codes = in_order(code for row in found.seen for code in row.reasons)
    made = [
        _select("force", "Force", _named(forces, names)),
        _select("partner", "Partner", _named(partners, names)),
        _select("module", "Module", [(each, plain(each)) for each in MODULES]),
        _select("state", "State", STATES),
        _select("reason", "Reason", [(code, _reason(code)) for code in codes]),
    ]
    # One's own end of every flow is no choice.
    return [each for each in made if len(each.choices) > 2 or each.name in _asked()]


def _named(slugs: Iterable[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(((slug, names.get(slug, slug)) for slug in slugs), key=lambda pair: pair[1])


def _select(name: str, label: str, options: Iterable[tuple[str, str]]) -> Filter:
    chosen = _asked().get(name, "")
    choices = [Choice(value, words, value == chosen) for value, words in options]
    return Filter(name, label, choices=[Choice("", "Any", not chosen), *choices])


def _reason(code: str) -> str:
    words = said(code, {"regulator": named("the {regulator}")}) if code in MEANINGS else plain(code)
    return words[:1].upper() + words[1:].rstrip(".")


def _row(
    row: Row, names: Mapping[str, str], agreed: Mapping[str, tuple[str, str]]
) -> list[str | Cell | Link]:
    here = route(row.key, names)
    state = Cell(state_tag("open" if row.open else "closed"))
    notes: list[str | Tag | Link] = [here.what]
    if row.safety_critical:
        notes.append(Tag("Safety-critical", "purple"))
    document_id, reference = agreed.get(row.basis or "", ("", ""))
    link = Link(here.ends, url_for("flows.show", flow_id=row.flow), about=here.what)
    shown: str | Link = ""
    if document_id:
        shown = Link(reference, url_for("documents.show", document_id=document_id))
    return [Cell(link, notes), state, _why(row), shown]


def _why(row: Row) -> str | Cell:
    if not row.open:
        more = len(row.reasons) - 1
        others = f"and {more} other reason{'s' if more > 1 else ''}"
        words = (row.reason_user or _reason(row.reasons[0])).removeprefix("Sharing is off: ")
        return Cell(words[:1].upper() + words[1:], [others] if more else [])
    if row.valid_until is None or row.valid_until >= FOREVER:
        return "No end is known"
    return f"Until {until(row.valid_until)}"


def _empty() -> str:
    if _asked():
        return "No flow is like this. Clear the filter to see them all."
    return "No agreement lists a flow of yours yet. One appears here when its agreement is frozen."
