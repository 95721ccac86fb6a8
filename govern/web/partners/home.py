"""A partner's home: where each agreement stands, its own certificate, flows and records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, url_for

from govern.clock import text
from govern.register.row import FOREVER, Row
from govern.store import condition_pages, document_pages, flows, records, wall
from govern.store.database import Session
from govern.store.wall import Body, Line
from govern.web.context import actor, installation, post
from govern.web.filters import moment, until
from govern.web.flows.blueprint import route
from govern.web.lateness import last_day
from govern.web.my_work.see_also import own
from govern.web.my_work.watching import certificate_facts
from govern.web.panels import Tone
from govern.web.pieces import Cell, Colour, Column, Count, Fact, Link, Table, Tag
from govern.web.policy import organisation, rule
from govern.web.signing.outcomes import outcome
from govern.web.wall.cells import of_body
from govern.web.words import plain, state_tag

blueprint = Blueprint("partners", __name__)

MOST = 25
SHOWN = 10
TONES: Mapping[Tone, Colour] = {
    "done": "green",
    "going": "light-blue",
    "waiting": "yellow",
    "late": "red",
    "refused": "red",
    "none": "grey",
}


@dataclass(frozen=True)
class PartnerPage:
    """What a partner's people come for, on one page."""

    name: str
    to_sign: Sequence[Link]
    counts: Sequence[Count]
    agreements: Table
    certificate: Sequence[Fact]
    remediation: Table | None
    flows: Table
    records: Table
    kept: Sequence[Link]


@blueprint.get("/partner")
@rule(
    organisation("partner", "service"),
    isolation="shows the acting partner's own agreements with each other party's stage and age "
    "alone; its own certificate, flows and records",
)
def home() -> str:
    """The home page of the acting partner."""
    now = installation().clock.now()
    with installation().reading() as session:
        page = _page(session, now)
    return render_template("partners/home.html", page=page)


def _page(session: Session, now: datetime) -> PartnerPage:
    wanted = wall.Wanted(kind="sharing_agreement", state="all")
    lines, _ = wall.lines(session, actor(), wanted, text(now), skip=0, take=MOST)
    named = sorted({each for line in lines for each in line.parties})
    bodies = {each.id: each for each in wall.bodies(session, named)}
    rows = installation().register.at(now).register.rows.values()
    mine = flows.listing(session, actor(), rows, flows.Wanted()).wanted
    return PartnerPage(
        name=post().organisation,
        to_sign=[_to_sign(line) for line in lines if _is_mine(line)],
        counts=_counts(mine),
        agreements=_agreements(lines, bodies, now),
        certificate=certificate_facts(session, now),
        remediation=_remediation(session),
        flows=_flows(mine, document_pages.names(session)),
        records=_records(session),
        kept=own(),
    )


def _is_mine(line: Line) -> bool:
    standing = line.parties.get(post().organisation_id)
    return standing is not None and standing.waits


def _to_sign(line: Line) -> Link:
    standing = line.parties[post().organisation_id]
    address = url_for("signing.show", sign_off_id=standing.sign_off_id)
    return Link(f"{line.reference}, version {line.number}: {line.title}", address)


def _counts(mine: Sequence[Row]) -> list[Count]:
    opened = sum(row.open for row in mine)
    address = url_for("flows.index")
    return [
        Count(f"{opened:,}", "open", f"{address}?state=open", tone="good"),
        Count(f"{len(mine) - opened:,}", "closed", f"{address}?state=closed"),
    ]


def _agreements(lines: Sequence[Line], bodies: Mapping[str, Body], now: datetime) -> Table:
    columns = [Column("Agreement"), Column("You"), Column("The others")]
    rows = [_agreement(line, bodies, now) for line in lines]
    empty = "No agreement has been frozen with you yet. One appears here when it is to be signed."
    return Table("Where things stand", columns, rows, empty)


def _agreement(line: Line, bodies: Mapping[str, Body], now: datetime) -> list[Cell]:
    own = post().organisation_id
    link = Link(line.reference, url_for("documents.show", document_id=line.document_id))
    others = [each for each in bodies.values() if each.id in line.parties and each.id != own]
    said = [f"{each.name}: {_stage(line, each.id, now)}" for each in others]
    cell = of_body(line, own, now, own)
    mine = Tag(cell.text, TONES[cell.tone]) if cell.text else ""
    return [
        Cell(link, [line.title, f"Version {line.number}"]),
        Cell(mine, [cell.age] if cell.age else []),
        Cell(said[0] if said else "Nobody else", said[1:]),
    ]


def _stage(line: Line, organisation_id: str, now: datetime) -> str:
    """Another party's stage and age: that is all a partner may know of it (decision 21)."""
    cell = of_body(line, organisation_id, now, post().organisation_id)
    words = cell.text or "not asked yet"
    return f"{words}, {cell.age}" if cell.age else words


def _remediation(session: Session) -> Table | None:
    """What the certificate depends on: the lead force's conditions on the return."""
    found = [
        each
        for each in condition_pages.listed(session, actor())
        if each.document.kind == "connection_return"
    ]
    if not found:
        return None
    rows: list[list[str | Cell]] = [
        [
            Cell(_condition(each), [each.document.reference]),
            f"By {last_day(each.row.due_at)}" if each.row.due_at else plain(each.row.timing),
            Cell(state_tag(each.row.state)),
        ]
        for each in found
    ]
    columns = [Column("What must be put right"), Column("By when"), Column("State")]
    return Table("Remediation", columns, rows, caption_hidden=True)


def _condition(each: condition_pages.Seen) -> Link:
    words = each.written.text or "The words of this condition were erased."
    return Link(words, url_for("conditions.show", condition_id=each.row.id))


def _flows(mine: Sequence[Row], names: Mapping[str, str]) -> Table:
    rows = [_flow(row, names) for row in mine[:SHOWN]]
    columns = [Column("Flow"), Column("State"), Column("Why, or until when")]
    empty = "No agreement lists a flow of yours yet."
    return Table("Your flows", columns, rows, empty)


def _flow(row: Row, names: Mapping[str, str]) -> list[str | Cell]:
    here = route(row.key, names)
    link = Link(here.ends, url_for("flows.show", flow_id=row.flow), about=here.what)
    state = Cell(state_tag("open" if row.open else "closed"))
    if row.open:
        return [Cell(link, [here.what]), state, f"Until {until(row.valid_until or FOREVER)}"]
    return [Cell(link, [here.what]), state, row.reason_user or "It is closed"]


def _records(session: Session) -> Table:
    found, _ = records.of_organisation(session, actor(), skip=0, take=5)
    rows: list[list[Cell | Link]] = []
    for each in found:
        about = f"of {each.reference}, version {each.version}"
        link = Link("Download PDF", url_for("records.download", sha256=each.sha256), about)
        title = Cell(f"{each.reference}, version {each.version}", [each.title])
        rows.append(
            [title, Cell(outcome(each.act, post().organisation).done, [moment(each.at)]), link]
        )
    columns = [Column("Text"), Column("Act"), Column("Record")]
    empty = "You have signed nothing yet. Each signature leaves a signed PDF here."
    return Table("Your latest records", columns, rows, empty)
