"""How far a person has read a document, and what has moved since: sections and comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from documents.catalogue import definition
from documents.content import Content
from govern.store import drafts
from govern.store.rows.documents import VersionRow
from govern.store.rows.working import ReadMarkRow
from workflows.engine import Actor


@dataclass(frozen=True)
class ReadBefore:
    """The text that a person has read: which version, when, and its answers as they stood."""

    at: str
    number: int
    same_version: bool
    content: Content


def read_before(session: Session, actor: Actor, version: VersionRow) -> ReadBefore | None:
    """What the actor's person last marked as read of this document; None before the first mark.

    A mark on a later version says nothing about an earlier one, and is None there.
    """
    row = session.get(ReadMarkRow, (actor.person, version.document_id))
    marked = session.get(VersionRow, row.version_id) if row is not None else None
    if row is None or marked is None or marked.number > version.number:
        return None
    pinned = definition(marked.definition, marked.definition_version)
    answers: Mapping[str, Any] = drafts.answers_at(session, marked.id, row.sections)
    same = marked.id == version.id
    return ReadBefore(row.at, marked.number, same, Content(pinned, answers))
