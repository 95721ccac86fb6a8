"""Who signed which version: organisations down, versions across, a word and an age in each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import url_for

from govern.store.document_pages import Party
from govern.store.rows.documents import VersionRow
from govern.store.rows.sign_offs import SignOffRow
from govern.web import words
from govern.web.context import actor, installation
from govern.web.lateness import is_late, waited
from govern.web.pieces import Cell, Column, Link, Table
from workflows.catalogue import workflow

MOST_VERSIONS = 4


def signing_table(
    seen: Sequence[VersionRow],
    bound: Mapping[str, Sequence[Party]],
    signing: Mapping[tuple[str, str], SignOffRow],
) -> Table | None:
    """The newest frozen versions, without anybody's reasons; None when nothing was ever frozen."""
    frozen = [version for version in seen if version.frozen_at][:MOST_VERSIONS]
    if not frozen:
        return None
    names = {p.organisation.id: p.organisation.name for v in frozen for p in bound[v.id]}
    rows: list[list[str | Cell]] = [
        [name, *(_cell(version, organisation_id, bound, signing) for version in frozen)]
        for organisation_id, name in sorted(names.items(), key=lambda each: each[1])
    ]
    columns = [Column("Organisation"), *(Column(f"Version {each.number}") for each in frozen)]
    return Table("Who signed which version", columns, rows)


def _cell(
    version: VersionRow,
    organisation_id: str,
    bound: Mapping[str, Sequence[Party]],
    signing: Mapping[tuple[str, str], SignOffRow],
) -> str | Cell:
    row = signing.get((version.id, organisation_id))
    if row is None:
        party = next((p for p in bound[version.id] if p.organisation.id == organisation_id), None)
        return "Not a party" if party is None else "Nothing to sign"
    since = row.completed_at or row.ended_at or row.stage_since
    now = installation().clock.now()
    how_long = waited(since, now)
    if row.outcome in ("complete", "carried"):
        notes: list[str | Link] = [how_long if how_long == "today" else f"{how_long} ago"]
    else:
        notes = [workflow(row.chain, row.chain_version).stage(row.stage).title, how_long]
    if organisation_id == actor().organisation:
        notes.append(Link("Your sign-off", url_for("signing.show", sign_off_id=row.id)))
    return Cell(words.state_tag(_state(row, now)), notes)


def _state(row: SignOffRow, now: datetime) -> str:
    if row.outcome is None:
        return "late" if is_late(row.due_at, now) else "in_progress"
    return row.outcome
