"""Conditions as their pages show them: those of an organisation and of the texts it drafts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from govern.clock import text
from govern.errors import NotFound
from govern.store import events
from govern.store.people import person_names
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import ActRow, ConditionRow, SignOffRow
from govern.store.signing import WrittenCondition, written
from workflows import roles
from workflows.engine import Actor

MOST = 500


@dataclass(frozen=True)
class Seen:
    """A condition with its words, its text and whose it is."""

    written: WrittenCondition
    document: DocumentRow
    version: int
    organisation: str
    sign_off_id: str

    @property
    def row(self) -> ConditionRow:
        """The condition itself."""
        return self.written.row


@dataclass(frozen=True)
class Happened:
    """One thing that happened to a condition: the event's type, when, who, and the words given."""

    type: str
    at: str
    person: str
    words: str
    fallback: str


def listed(session: Session, actor: Actor) -> list[Seen]:
    """The conditions the actor may know of, those due first in front; at most `MOST`."""
    if actor.role in roles.MACHINE_ROLES:
        return []
    query = _query().where(_visible(actor)).order_by(*_EARLIEST_DUE)
    return _seen(session, query.limit(MOST))


def one(session: Session, actor: Actor, condition_id: str) -> Seen:
    """The condition, for its own organisation and its drafters; else NotFound."""
    found = []
    if actor.role not in roles.MACHINE_ROLES:
        found = _seen(session, _query().where(ConditionRow.id == condition_id, _visible(actor)))
    if not found:
        raise NotFound(f"condition {condition_id}")
    return found[0]


def history(session: Session, seen: Seen) -> list[Happened]:
    """What happened to a condition, the latest first; words that were erased are left out."""
    made = events.about(session, [seen.row.id])
    texts = events.private_texts(session, (c for each in made for c in each.commitments.values()))
    people = [each.author.person for each in made if each.author]
    setter = session.get(ActRow, seen.row.act_id)
    names = person_names(session, [*people, *([setter.person_id] if setter else [])])
    found = []
    for each in made:
        by = names.get(each.author.person, "") if each.author else ""
        if each.type == "condition_set" and setter:
            by = names.get(setter.person_id, "")
        words = {name: texts.get(each.commitments[name]) or "" for name in each.commitments}
        said = words.get("words") or words.get("reasons") or ""
        found.append(Happened(each.type, text(each.at), by, said, words.get("fallback", "")))
    return found[::-1]


_EARLIEST_DUE = (ConditionRow.due_at.is_not(None), ConditionRow.due_at, ConditionRow.set_at)


def _query() -> Select[ConditionRow, DocumentRow, int, str, str]:
    return (
        select(ConditionRow, DocumentRow, VersionRow.number, OrganisationRow.name, SignOffRow.id)
        .join(DocumentRow, DocumentRow.id == ConditionRow.document_id)
        .join(SignOffRow, SignOffRow.id == ConditionRow.sign_off_id)
        .join(VersionRow, VersionRow.id == SignOffRow.version_id)
        .join(OrganisationRow, OrganisationRow.id == ConditionRow.organisation_id)
    )


def _visible(actor: Actor) -> ColumnElement[bool]:
    return or_(
        ConditionRow.organisation_id == actor.organisation,
        DocumentRow.drafter_id == actor.organisation,
    )


def _seen(session: Session, query: Select[ConditionRow, DocumentRow, int, str, str]) -> list[Seen]:
    found = session.execute(query).all()
    words = written(session, (row[0] for row in found))
    return [
        Seen(each, document, number, organisation, sign_off_id)
        for each, (_, document, number, organisation, sign_off_id) in zip(words, found, strict=True)
    ]
