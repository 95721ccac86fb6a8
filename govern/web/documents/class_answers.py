"""What each organisation answered to the lawyers' note on a version, as its drafters see it."""

from __future__ import annotations

from govern.store import document_pages, events, materiality
from govern.store.database import Session
from govern.store.rows.documents import VersionRow
from govern.store.rows.sign_offs import SignOffRow
from govern.web import words
from govern.web.pieces import Cell, Column, Table, Tag

_VIEWS = {
    "confirmed": Tag("Confirmed", "green"),
    "disputed": Tag("Not minor, it says", "orange"),
}


def table(session: Session, version: VersionRow) -> Table | None:
    """One row for each organisation that signs; None before the version was classed."""
    note = materiality.note(session, version)
    if note is None:
        return None
    rows = materiality.sign_offs(session, version)
    names = document_pages.organisations(session, [row.organisation_id for row in rows])
    cells = sorted(
        (_row(session, note.id, row, names[row.organisation_id].name) for row in rows),
        key=lambda cells: str(cells[0]),
    )
    columns = [Column("Organisation"), Column("Its officer"), Column("Its reasons or what is next")]
    return Table("What the organisations answered", columns, cells)


def _row(session: Session, note_id: str, row: SignOffRow, name: str) -> list[str | Cell | Tag]:
    if row.outcome == "carried":
        return [name, words.state_tag("carried"), "A sealed notice cites its older record."]
    if row.materiality_view and row.materiality_note == note_id:
        return [name, _VIEWS[row.materiality_view], _reasons(session, row)]
    found = materiality.carriable(session, row)
    if isinstance(found, str):
        return [name, "Not asked", found]
    return [name, Tag("Asked", "yellow"), "Until it answers, its sign-off stays open."]


def _reasons(session: Session, row: SignOffRow) -> str:
    made = [e for e in events.about(session, [row.id]) if e.type == "materiality_answered"]
    commitment = made[-1].commitments.get("reasons") if made else None
    if commitment is None:
        return ""
    said = events.private_texts(session, [commitment]).get(commitment)
    return str(said) if said else "Its reasons were erased."
