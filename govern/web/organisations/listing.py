"""The list of organisations, for the office and those who run the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import current_app, render_template, request, url_for

from govern.store import organisation_pages
from govern.store.organisation_pages import Listed
from govern.web import policy
from govern.web.context import actor, installation, viewer
from govern.web.organisations.blueprint import blueprint, lists
from govern.web.pieces import Cell, Choice, Column, Filter, Link, Pages, Table, Tag
from govern.web.words import ORGANISATIONS, organisation_title, plain

PER_PAGE = 50
COLUMNS = (
    Column("Organisation"),
    Column("Kind"),
    Column("Appointments", numeric=True),
    Column("Texts", numeric=True),
)


@dataclass(frozen=True)
class OrganisationsPage:
    """The organisations, narrowed and paged."""

    add: str | None
    filters: Sequence[Filter]
    table: Table
    pages: Pages


@blueprint.get("/organisations")
@lists
def index() -> str:
    """Every organisation, by kind and name."""
    number = min(max(1, request.args.get("page", 1, type=int)), 10_000)
    asked = {name: request.args.get(name, "").strip()[:80] for name in ("kind", "words")}
    with installation().reading() as session:
        found, total = organisation_pages.listed(
            session, actor(), **asked, skip=(number - 1) * PER_PAGE, take=PER_PAGE
        )
    return render_template("organisations/list.html", page=_page(found, total, number, asked))


def _page(
    found: Sequence[Listed], total: int, number: int, asked: dict[str, str]
) -> OrganisationsPage:
    given = {name: value for name, value in asked.items() if value}
    href = f"{url_for('organisations.index')}?{urlencode({**given, 'page': ''})}{{page}}"
    empty = "No organisation is like this. Clear the filter to see them all."
    may = policy.may_call(current_app, "organisations.add", viewer())
    return OrganisationsPage(
        add=url_for("organisations.add") if may else None,
        filters=[
            Filter("words", "Name", asked["words"]),
            Filter("kind", "Kind", choices=_kinds(asked["kind"])),
        ],
        table=Table("Organisations", COLUMNS, [_row(each) for each in found], empty),
        pages=Pages(number, max(1, -(-total // PER_PAGE)), href, total, PER_PAGE, "organisations"),
    )


def _kinds(chosen: str) -> list[Choice]:
    kinds = [Choice(kind, title, kind == chosen) for kind, title in ORGANISATIONS.items()]
    return [Choice("", "Any", not chosen), *kinds]


def _row(each: Listed) -> list[str | Cell]:
    link = Link(each.name, url_for("organisations.show", slug=each.slug))
    notes: list[str | Tag | Link] = [each.slug]
    if each.ended:
        notes.append(Tag("Ended", "grey"))
    sector = [plain(each.sector)] if each.sector else []
    kind = Cell(organisation_title(each.kind), sector)
    return [Cell(link, notes), kind, f"{each.people:,}", f"{each.documents:,}"]
