"""Records: the signed PDFs of an organisation, listed and to download."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, url_for

from govern.store import records, renewals
from govern.store.records import Executed, Kept
from govern.web.context import actor, installation, post
from govern.web.filters import moment
from govern.web.pieces import Cell, Column, Link, Pages, Table
from govern.web.signing.blueprint import own_records
from govern.web.signing.outcomes import outcome

blueprint = Blueprint("records", __name__)

PER_PAGE = 50
# A PDF has no page of ours around it: a viewer may style and embed it, and it can load nothing.
VIEWED = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@dataclass(frozen=True)
class RecordsPage:
    """An organisation's records, newest first."""

    organisation: str
    table: Table
    pages: Pages
    executed: Table


@blueprint.get("/records")
@own_records
def index() -> str:
    """The records of the acting organisation."""
    number = min(max(1, request.args.get("page", 1, type=int)), 10_000)
    with installation().reading() as session:
        found, total = records.of_organisation(
            session, actor(), skip=(number - 1) * PER_PAGE, take=PER_PAGE
        )
        copies = records.executed(session, actor())
    return render_template("signing/records.html", page=_page(found, total, number, copies))


@blueprint.get("/records/<sha256>.pdf")
@own_records
def download(sha256: str) -> Response:
    """One record, to keep: with its archive timestamps, if it has any."""
    with installation().reading() as session:
        name = records.name_of(session, actor(), sha256)
        kept = renewals.newest(session, sha256)
    return pdf(installation().archive.get(kept), name)


def _page(
    found: Sequence[Kept], total: int, number: int, copies: Sequence[Executed]
) -> RecordsPage:
    of = max(1, -(-total // PER_PAGE))
    pages = Pages(number, of, url_for("records.index") + "?page={page}", total, PER_PAGE, "records")
    columns = [Column("Document"), Column("Act"), Column("Signed by"), Column("Record")]
    empty = (
        f"{post().organisation} has signed nothing yet. Each signing act leaves a signed PDF here."
    )
    table = Table("Records", columns, [_row(each) for each in found], empty, caption_hidden=True)
    return RecordsPage(post().organisation, table, pages, _executed(copies))


def _row(each: Kept) -> list[str | Link | Cell]:
    words = outcome(each.act, post().organisation).done
    about = f"of {words.lower()}, {each.reference} version {each.version}"
    link = Link("Download PDF", url_for("records.download", sha256=each.sha256), about)
    return [
        Cell(f"{each.reference}, version {each.version}", [each.title]),
        Cell(words, [moment(each.at)]),
        Cell(each.person, [each.role]),
        link,
    ]


def _executed(copies: Sequence[Executed]) -> Table:
    rows: list[list[str | Link | Cell]] = []
    for each in copies:
        link = Link(
            "Download PDF",
            url_for("records.download", sha256=each.sha256),
            f"of the executed copy of {each.reference} version {each.version}",
        )
        named = f"{each.reference}, version {each.version}"
        rows.append([Cell(named, [each.title]), moment(each.at), link])
    columns = [Column("Agreement"), Column("Signed by all"), Column("Executed copy")]
    empty = "No agreement of yours has been signed by all its parties yet."
    return Table("Executed copies", columns, rows, empty)


def pdf(content: bytes, name: str, *, inline: bool = False) -> Response:
    """A PDF answer: to keep, or to read in the browser's own viewer."""
    safe = "-".join("".join(each if each.isalnum() else " " for each in name).split())
    how = "inline" if inline else "attachment"
    return Response(
        content,
        mimetype="application/pdf",
        headers={
            "Content-Disposition": f'{how}; filename="{safe}.pdf"',
            "Content-Security-Policy": VIEWED,
            "X-Content-Type-Options": "nosniff",
        },
    )
