"""What anyone may know of a text: which one it is, and whether it is in force (decision 24)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from govern.store.rows.documents import BasisRow, DocumentRow, VersionRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.sign_offs import ActRow, SignOffRow

State = Literal["in_force", "replaced", "not_in_force"]

_STANDING = ("complete", "carried")
"""Outcomes of a sign-off that holds."""
_ENDS = ("withdraw_adoption", "withdraw_acceptance", "withdraw", "leave")
_TAKEN_BACK = ("endorse", "endorse_with_conditions")
"""Acts that one other act of the same sign-off takes back, without ending it."""


@dataclass(frozen=True)
class PublicStatus:
    """One frozen text, or a record on it: nothing about its parties, its title or why. Of a record
    the state is that for its own organisation; `later_record` is the digest of the one in its
    place, for those who may have that one.
    """

    reference: str
    kind: str
    version: int
    state: State
    replaced_by: int | None
    pdf_digest: str
    frozen_at: str
    token: str
    of_record: bool = False
    moved_on: int | None = None
    later_record: str | None = None

    def sentence(self) -> str:
        """Whether the text is in force, as a sentence."""
        whom = " for the organisation of this record" if self.of_record else ""
        if self.state == "replaced" and self.replaced_by == self.version:
            return "This version is genuine, and a later record on it replaces this one."
        if self.state == "replaced":
            return f"This version is genuine and was replaced{whom} by version {self.replaced_by}."
        if self.state == "not_in_force":
            return f"This version is genuine and is not in force{whom}."
        if self.moved_on:
            return (
                "This version is genuine and in force, but not for everybody: some organisations "
                f"have signed version {self.moved_on} since."
            )
        return f"This version is genuine and in force{whom}."


def by_token(session: Session, token: str, now: str) -> PublicStatus | None:
    """The text whose unguessable status address this is; None for no such address."""
    found = session.scalar(select(VersionRow).where(VersionRow.status_token == token))
    return _status(session, found, now) if found else None


def by_digest(session: Session, sha256: str, now: str) -> PublicStatus | None:
    """The text that a file of this digest is: its frozen PDF or executed copy; or the standing of a
    record or notice on it for the organisation whose it is.
    """
    act = session.scalar(select(ActRow).where(ActRow.record_sha256 == sha256))
    if act is not None:
        signed = select(VersionRow).where(VersionRow.pdf_digest == act.frozen_digest)
        version = session.scalars(signed.limit(1)).first()
        step_of = session.get(SignOffRow, act.sign_off_id) if act.sign_off_id else None
        whose = (step_of or act).organisation_id
        found = _status(session, version, now, whose) if version else None
        return _unless_undone(session, found, act) if found and step_of else found
    carried = session.scalar(
        select(SignOffRow).where(
            SignOffRow.record_sha256 == sha256, SignOffRow.carried_from_id.is_not(None)
        )
    )
    if carried is not None:
        version = session.get_one(VersionRow, carried.version_id)
        return _status(session, version, now, carried.organisation_id)
    query = select(VersionRow).where(
        or_(VersionRow.pdf_digest == sha256, VersionRow.executed_copy_sha256 == sha256)
    )
    text = session.scalars(query.limit(1)).first()
    return _status(session, text, now) if text else None


def _unless_undone(session: Session, found: PublicStatus, act: ActRow) -> PublicStatus:
    """A later act of the same sign-off may have taken an endorsement back, or ended it."""
    if found.state == "replaced":
        return found
    undoing = (*_ENDS, "withdraw_endorsement") if act.act in _TAKEN_BACK else _ENDS
    later = session.scalars(
        select(ActRow)
        .where(
            ActRow.sign_off_id == act.sign_off_id,
            ActRow.confirmed_seq > act.confirmed_seq,
            ActRow.record_sha256.is_not(None),
            ActRow.act.in_(undoing),
        )
        .order_by(ActRow.confirmed_seq.desc())
    ).first()
    if later is None:
        return found
    return replace(
        found, state="replaced", replaced_by=found.version, later_record=later.record_sha256
    )


def _status(
    session: Session, version: VersionRow, now: str, organisation: str | None = None
) -> PublicStatus | None:
    document = session.get_one(DocumentRow, version.document_id)
    if version.pdf_digest is None or version.frozen_at is None or version.status_token is None:
        return None
    stands = _signers(session, document, version, now, organisation)
    later = select(VersionRow).where(
        VersionRow.document_id == document.id, VersionRow.number > version.number
    )
    newer = {
        each: signers
        for each in session.scalars(later.order_by(VersionRow.number))
        if (signers := _signers(session, document, each, now, organisation))
    }
    replacing = next(iter(newer), None)
    # Each organisation stays on the version it signed until it signs the next (decision 3).
    still = stands - frozenset().union(*newer.values())
    state: State = "not_in_force"
    if still:
        state = "in_force"
    elif replacing:
        state = "replaced"
    return PublicStatus(
        reference=document.reference,
        kind=document.kind,
        version=version.number,
        state=state,
        replaced_by=replacing.number if replacing and state == "replaced" else None,
        pdf_digest=version.pdf_digest,
        frozen_at=version.frozen_at,
        token=version.status_token,
        of_record=organisation is not None,
        moved_on=replacing.number if replacing and stands - still else None,
        later_record=_record_on(session, replacing, organisation),
    )


def _record_on(
    session: Session, version: VersionRow | None, organisation: str | None
) -> str | None:
    """The record with which an organisation completed its sign-off of a version."""
    if version is None or organisation is None:
        return None
    query = select(SignOffRow.record_sha256).where(
        SignOffRow.version_id == version.id,
        SignOffRow.organisation_id == organisation,
        SignOffRow.outcome.in_(_STANDING),
    )
    return session.scalars(query.order_by(SignOffRow.completed_at.desc()).limit(1)).first()


def _signers(
    session: Session,
    document: DocumentRow,
    version: VersionRow,
    now: str,
    organisation: str | None,
) -> frozenset[str]:
    """The organisations, of all or of this one, whose completed sign-off stands on a version that
    is in force.
    """
    if document.state != "live" or version.status != "frozen":
        return frozenset()
    if not _runs(session, document, version, now):
        return frozenset()
    query = select(SignOffRow.organisation_id).where(
        SignOffRow.version_id == version.id, SignOffRow.outcome.in_(_STANDING)
    )
    found = frozenset(session.scalars(query))
    return found if organisation is None else found & {organisation}


def _runs(session: Session, document: DocumentRow, version: VersionRow, now: str) -> bool:
    """Whether its own dates hold: an agreement's term, a certificate's end."""
    if document.kind == "sharing_agreement":
        listed = select(BasisRow).where(BasisRow.version_id == version.id)
        return _any_runs(((each.starts_at, each.ends_at) for each in session.scalars(listed)), now)
    if document.kind == "connection_return":
        certified = select(ConnectionRow).where(
            ConnectionRow.version_id == version.id, ConnectionRow.state == "certified"
        )
        found = session.scalars(certified)
        return _any_runs(((each.certified_at or now, each.expires_at or "") for each in found), now)
    return True


def _any_runs(terms: Iterable[tuple[str, str]], now: str) -> bool:
    return any(start <= now < end for start, end in terms)
