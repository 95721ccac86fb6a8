"""Copy a version's text into a new draft, with the marks of the clauses in it; those who wrote it
stay its drafters.
"""

from __future__ import annotations

from sqlalchemy import insert, select

from govern.clock import text
from govern.store.identifiers import new_id
from govern.store.rows.clauses import ClauseUseRow
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
    _copy_uses(w, source_id, target_id)


def _copy_uses(w: Writing, source_id: str, target_id: str) -> None:
    names = [each.key for each in ClauseUseRow.__table__.columns]
    query = select(ClauseUseRow).where(ClauseUseRow.version_id == source_id)
    for row in list(w.session.scalars(query)):
        values = {name: getattr(row, name) for name in names}
        values |= {"id": new_id(), "version_id": target_id}
        w.session.execute(insert(ClauseUseRow).values(**values))
