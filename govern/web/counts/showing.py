"""The counts as a page and as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, url_for

from govern.errors import Invalid
from govern.store import signing
from govern.store.counting.standing import Adoption
from govern.store.counting.statement import Statement
from govern.web.context import installation, post
from govern.web.counts import tables
from govern.web.counts.asked import Asked, asked, statement
from govern.web.counts.spreadsheet import as_csv
from govern.web.filters import day, moment
from govern.web.pieces import Bar, Count, Fact, Table
from govern.web.policy import organisation, role, rule
from workflows import roles

blueprint = Blueprint("counts", __name__)

overseers = rule(
    organisation("force", "legal", "scrutiny"),
    role(roles.COORDINATOR, roles.GOLD),
    isolation="counts the whole consortium, with each force's stage and age on the texts of all; "
    "partners are never named, and a force's reasons show to that force alone",
)


@dataclass(frozen=True)
class Text:
    """A text of all forces: how far it is adopted, and who is outstanding."""

    title: str
    facts: Sequence[Fact]
    outstanding: Table


@dataclass(frozen=True)
class CountsPage:
    """Domain 7.3 (b) to (e)."""

    lead: str
    past: bool
    at: str
    since: str
    period: str
    fault: str
    dpias: Sequence[Text]
    codes: Sequence[Text]
    connections: Sequence[Count]
    total: int
    statuses: Sequence[Bar]
    agreements: Sequence[Fact]
    forces: Table
    flows: Sequence[Count]
    csv: str


@blueprint.get("/counts")
@overseers
def index() -> str | tuple[str, int]:
    """The counts, now or as they were."""
    what = asked()
    page = render_template("counts/show.html", page=_page(what, statement(what)))
    return (page, 422) if what.fault else page


@blueprint.get("/counts.csv")
@overseers
def download() -> Response:
    """The same as a file; for a past instant the same bytes for ever."""
    what = asked()
    if what.fault:
        raise Invalid.field("at", what.fault)
    found = statement(what)
    name = f"counts-{found.at[:10]}.csv"
    return Response(
        as_csv(found),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _page(what: Asked, found: Statement) -> CountsPage:
    reasons = {} if what.at else _own_reasons((*found.dpias, *found.codes))
    given = {"at": found.at, "since": found.since}
    lead = f"As recorded by {moment(found.at)}, in the names of then."
    return CountsPage(
        lead=lead if what.at else f"As things stand, {moment(found.at)}.",
        past=what.at is not None,
        at=what.at_typed,
        since=what.since_typed,
        period=f"The period begins after {day(found.since)}.",
        fault=what.fault,
        dpias=[_text(each, found, reasons) for each in found.dpias],
        codes=[_text(each, found, reasons) for each in found.codes],
        connections=tables.connection_cards(found),
        total=found.agreements.total,
        statuses=tables.agreement_statuses(found),
        agreements=tables.agreement_facts(found),
        forces=tables.agreement_forces(found),
        flows=tables.flow_cards(found),
        csv=f"{url_for('counts.download')}?{urlencode(given if what.at else {})}".rstrip("?"),
    )


def _text(each: Adoption, found: Statement, reasons: Mapping[str, str]) -> Text:
    own = post().organisation_id
    return Text(
        f"{each.reference}: {each.title}",
        tables.adoption_facts(each),
        tables.outstanding(each, found.at, own, reasons),
    )


def _own_reasons(texts: Sequence[Adoption]) -> dict[str, str]:
    """sign-off -> the reasons last given on it, for the acting organisation alone."""
    mine = [
        force.sign_off_id
        for each in texts
        for force in each.outstanding
        if force.organisation_id == post().organisation_id and force.sign_off_id
    ]
    with installation().reading() as session:
        last = {each: signing.acts(session, each)[-1:] for each in mine}
    return {each: made[0].reasons for each, made in last.items() if made and made[0].reasons}
