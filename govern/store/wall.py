"""The sign-off wall: each document's newest frozen text, and where every party stands on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from govern.store.reach import visible
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import SignOffRow
from workflows.engine import Actor

OPEN = or_(
    SignOffRow.outcome.is_(None),
    SignOffRow.outcome == literal_column("'referred'"),
    SignOffRow.stage == literal_column("'reconsider'"),
)
"""A sign-off that waits for somebody: word for word the condition of its partial index."""
HELD = SignOffRow.outcome.in_(("refused", "returned", "declined", "withdrawn"))
STATES = ("waiting", "late", "held", "complete", "all")
KINDS = ("dpia", "local_addendum", "code_of_connection", "connection_return", "sharing_agreement")


@dataclass(frozen=True)
class Wanted:
    """What the wall is narrowed to, where not empty; `organisation` is the id of who must act."""

    words: str = ""
    kind: str = ""
    state: str = "waiting"
    organisation: str = ""


@dataclass(frozen=True)
class Standing:
    """A party's newest sign-off of the text, if any; `in_force` is an earlier version it signed."""

    organisation_id: str
    sign_off_id: str | None
    chain: str
    chain_version: int
    stage: str
    outcome: str | None
    since: str
    due_at: str | None
    in_force: int | None

    @property
    def waits(self) -> bool:
        """Whether somebody has to act."""
        return self.sign_off_id is not None and (
            self.outcome in (None, "referred") or self.stage == "reconsider"
        )


@dataclass(frozen=True)
class Line:
    """One document on the wall."""

    document_id: str
    kind: str
    reference: str
    title: str
    owner_id: str
    version_id: str
    number: int
    parties: Mapping[str, Standing]


@dataclass(frozen=True)
class Body:
    """An organisation at the head of a column, or named in a summary."""

    id: str
    slug: str
    kind: str
    name: str


def lines(
    session: Session, actor: Actor, wanted: Wanted, now: str, *, skip: int, take: int
) -> tuple[list[Line], int]:
    """(one page of the wall, how many documents there are), the longest overdue first."""
    due = _due()
    query = (
        select(
            func.count().over(),
            DocumentRow.id,
            DocumentRow.kind,
            DocumentRow.reference,
            DocumentRow.title,
            DocumentRow.owner_id,
            VersionRow.id,
            VersionRow.number,
        )
        .join(VersionRow, VersionRow.document_id == DocumentRow.id)
        .join(due, due.c.version_id == VersionRow.id, isouter=wanted.state not in _DUE)
        .where(
            DocumentRow.state == "live",
            VersionRow.status == "frozen",
            ~_later(),
            visible(session, actor),
            *_narrowed(wanted, due, now),
        )
        .order_by(due.c.due.is_(None), due.c.due, _KIND_ORDER, DocumentRow.number)
        .offset(skip)
        .limit(take)
    )
    found: list[Any] = list(session.execute(query))
    total = found[0][0] if found else 0
    standing = _standing(session, [row[6] for row in found], [row[1] for row in found])
    return [_line(row, standing) for row in found], total


def _line(row: Any, standing: Mapping[str, Mapping[str, Standing]]) -> Line:
    _, document_id, kind, reference, title, owner_id, version_id, number = row
    parties = standing[version_id]
    return Line(document_id, kind, reference, title, owner_id, version_id, number, parties)


def bodies(session: Session, ids: Sequence[str] = ()) -> list[Body]:
    """The forces that have not ended, and whichever organisations are named by id, by slug."""
    query = select(
        OrganisationRow.id, OrganisationRow.slug, OrganisationRow.kind, OrganisationRow.name
    ).where(
        or_(
            and_(OrganisationRow.kind == "force", OrganisationRow.ended_at.is_(None)),
            OrganisationRow.id.in_(list(ids)),
        )
    )
    return [Body(*row) for row in session.execute(query.order_by(OrganisationRow.slug))]


def _later() -> ColumnElement[bool]:
    """Whether a later version of the same document is frozen too."""
    other = aliased(VersionRow)
    return (
        select(other.id)
        .where(
            other.document_id == VersionRow.document_id,
            other.number > VersionRow.number,
            other.status == "frozen",
        )
        .exists()
    )


def _due() -> Subquery:
    """The earliest date that is waited for, of each version that waits for somebody."""
    return (
        select(SignOffRow.version_id, func.min(SignOffRow.due_at).label("due"))
        .where(OPEN)
        .group_by(SignOffRow.version_id)
        .subquery()
    )


def _narrowed(wanted: Wanted, due: Subquery, now: str) -> Iterator[ColumnElement[bool]]:
    held = select(SignOffRow.version_id).where(HELD)
    if wanted.state == "late":
        yield due.c.due <= now
    elif wanted.state == "held":
        yield VersionRow.id.in_(held)
    elif wanted.state == "complete":
        yield and_(due.c.version_id.is_(None), VersionRow.id.not_in(held))
    if wanted.kind:
        yield DocumentRow.kind == wanted.kind
    if wanted.organisation:
        waits = select(SignOffRow.version_id).where(
            OPEN, SignOffRow.organisation_id == wanted.organisation
        )
        yield VersionRow.id.in_(waits)
    for word in wanted.words.split()[:8]:
        like = f"%{word.replace('%', '').replace('_', '')}%"
        yield DocumentRow.title.ilike(like) | DocumentRow.reference.ilike(like)


_DUE = ("waiting", "late")
_KIND_ORDER = case(
    {kind: place for place, kind in enumerate(KINDS)}, value=DocumentRow.kind, else_=len(KINDS)
)


def _standing(
    session: Session, version_ids: Sequence[str], document_ids: Sequence[str]
) -> dict[str, dict[str, Standing]]:
    """version id -> organisation id -> where it stands, for every party that signs."""
    signed = _signed(session, document_ids)
    found: dict[str, dict[str, Standing]] = {each: {} for each in version_ids}
    parties = select(PartyRow.version_id, PartyRow.organisation_id, PartyRow.chain).where(
        PartyRow.version_id.in_(version_ids), PartyRow.chain.is_not(None)
    )
    for version_id, body, chain in session.execute(parties):
        found[version_id][body] = Standing(
            body, None, chain or "", 1, "", None, "", None, signed.get((version_id, body))
        )
    query = (
        select(
            SignOffRow.version_id,
            SignOffRow.organisation_id,
            SignOffRow.id,
            SignOffRow.chain,
            SignOffRow.chain_version,
            SignOffRow.stage,
            SignOffRow.outcome,
            SignOffRow.stage_since,
            SignOffRow.due_at,
        )
        .where(SignOffRow.version_id.in_(version_ids))
        .order_by(SignOffRow.opened_at, SignOffRow.seq)
    )
    for row in session.execute(query):
        version_id, body = row[:2]
        found[version_id][body] = Standing(*row[1:], signed.get((version_id, body)))
    return found


def _signed(session: Session, document_ids: Sequence[str]) -> dict[tuple[str, str], int]:
    """(newest frozen version, organisation) -> the highest earlier version that it signed."""
    versions = select(VersionRow.id, VersionRow.document_id, VersionRow.number).where(
        VersionRow.document_id.in_(document_ids), VersionRow.status == "frozen"
    )
    numbers = {row[0]: (row[1], row[2]) for row in session.execute(versions)}
    newest: dict[str, tuple[int, str]] = {}
    for version_id, (document_id, number) in numbers.items():
        newest[document_id] = max(newest.get(document_id, (0, "")), (number, version_id))
    older = [each for each, (document, number) in numbers.items() if number < newest[document][0]]
    query = select(SignOffRow.version_id, SignOffRow.organisation_id).where(
        SignOffRow.version_id.in_(older), SignOffRow.outcome.in_(("complete", "carried"))
    )
    found: dict[tuple[str, str], int] = {}
    for version_id, body in session.execute(query):
        document_id, number = numbers[version_id]
        key = (newest[document_id][1], body)
        found[key] = max(found.get(key, 0), number)
    return found
