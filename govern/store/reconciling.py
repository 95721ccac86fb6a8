"""Codes of records systems that no table holds, for those who map them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.store.rows.reconciling import UnmappedCodeRow


@dataclass
class Unmapped:
    """One code that was asked for, or that runs somewhere, and when it was first met."""

    force: str
    code: str
    first_at: str


def unmapped(session: Session, forces: Collection[str] | None) -> list[Unmapped]:
    """What some forces' (slugs; None: all) systems call that no table holds, by force and code."""
    query = select(UnmappedCodeRow).order_by(UnmappedCodeRow.force, UnmappedCodeRow.code)
    if forces is not None:
        query = query.where(UnmappedCodeRow.force.in_(forces))
    return [Unmapped(each.force, each.code, each.first_at) for each in session.scalars(query)]
