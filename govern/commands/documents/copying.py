"""Copy a version's text into a new draft; those who wrote it stay its drafters."""

from __future__ import annotations

from sqlalchemy import insert, select

from govern.clock import text
from govern.store.identifiers import new_id
from govern.store.rows.working import DraftRevisionRow, DraftSectionRow
from govern.store.writing import Writing
from workflows.engine import Actor


def copy_text(w: Writing, by: Actor, source_id: str, target_id: str) -> None:
    """Every section of `source_id`, as revision 1 of the same section of `target_id`."""
    query = select(DraftSectionRow).where(DraftSectionRow.version_id == source_id)
    for row in list(w.session.scalars(query)):
        text_of = {
            "version_id": target_id,
            "section": row.section,
            "revision": 1,
            "answers": row.answers,
            "saved_at": text(w.at),
            "saved_by": by.person,
        }
        w.session.execute(insert(DraftSectionRow).values(**text_of))
        w.session.execute(insert(DraftRevisionRow).values(id=new_id(), based_on=0, **text_of))
