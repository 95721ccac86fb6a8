"""A document's versions and an organisation's own records of it, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for

from govern.store import document_pages
from govern.store.access import Sight
from govern.store.database import Session
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.web import words
from govern.web.context import actor, post
from govern.web.filters import day, moment, plural
from govern.web.pieces import Cell, Column, Link, Table
from govern.web.signing.outcomes import outcome


def versions_table(row: DocumentRow, sight: Sight, seen: Sequence[VersionRow]) -> Table:
    columns = [Column("Version"), Column("State"), Column("Materiality"), Column("Read")]
    return Table(
        "Versions",
        columns,
        [_version(row, sight, seen, at) for at in range(len(seen))],
        "No version has been sent for review yet.",
    )


def _version(
    row: DocumentRow, sight: Sight, seen: Sequence[VersionRow], at: int
) -> list[str | Cell]:
    version = seen[at]
    here: dict[str, Any] = {"document_id": row.id, "number": version.number}
    links = [Link("Read", url_for("documents.review", **here), f"version {version.number}")]
    if version.pdf_digest:
        links.append(Link("PDF", url_for("documents.pdf", **here), f"of version {version.number}"))
    if at + 1 < len(seen):
        other = seen[at + 1].number
        address = url_for("documents.compare", **(here | {"with": other}))
        links.append(Link(f"What changed since version {other}", address))
    if sight.drafts and version.status == "frozen" and version.number > 1:
        address = url_for("documents.classing", **here)
        links.append(Link("Class", address, f"version {version.number} as minor or material"))
    if sight.drafts and version.status in ("draft", "review"):
        links.append(Link("Write", url_for("documents.draft", **here), f"version {version.number}"))
    if sight.drafts and version.status != "withdrawn":
        address = url_for("documents.withdraw", **here)
        links.append(Link("Withdraw", address, f"version {version.number}"))
    since = version.frozen_at or version.sent_at or version.opened_at
    return [
        f"Version {version.number}",
        Cell(words.state_tag(version.status), [f"since {day(since)}"]),
        _materiality(version),
        Cell(links[0], links[1:]),
    ]


def _materiality(version: VersionRow) -> str:
    classed = (version.materiality or {}).get("class")
    if version.number == 1:
        return "First version: needs no class"
    if classed is None:
        return "Not classed" if version.status == "frozen" else "Classed once it is frozen"
    listed = len((version.materiality or {}).get("listed") or ())
    named = "Material" if classed == "material" else "Minor"
    return f"{named}, for {plural(listed, 'agreement')}" if listed else named


def records_table(session: Session, row: DocumentRow, seen: Sequence[VersionRow]) -> Table:
    numbers = {version.id: version.number for version in seen}
    rows: list[list[str | Cell | Link]] = []
    for act, sign_off, held in document_pages.own_records(session, row.id, actor().organisation):
        address = url_for("records.download", sha256=act.record_sha256)
        done = outcome(act.act, post().organisation).done
        named = f"{done}, {words.role_title(held.role)}"
        about = f"of “{named}” on {day(act.confirmed_at)}"
        version = f"Version {numbers.get(sign_off.version_id, '')}"
        link = Link("Record (PDF)", address, about)
        rows.append([Cell(named, [moment(act.confirmed_at)]), version, link])
    columns = [Column("Act"), Column("Version"), Column("Record")]
    empty = f"{post().organisation} has signed nothing here yet. Each act leaves a signed PDF."
    return Table(f"Records of {post().organisation}", columns, rows, empty)
