"""What a signing page reads: the sign-off by who looks, its acts, its advice and its conditions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import NotFound
from govern.store import access, events
from govern.store.people import person_names
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.organisations import AppointmentRow, OrganisationRow
from govern.store.rows.sign_offs import ActRow, ConditionRow, SignOffRow
from govern.store.rows.working import ViewTokenRow
from govern.store.standing import holders
from govern.store.turns import LEAD_STAGES, waited_for
from workflows import roles
from workflows.engine import Actor

ADVICE = frozenset({"endorse", "endorse_with_conditions", "not_endorse"})


@dataclass(frozen=True)
class Found:
    """A sign-off, what it is about, whose it is, and how the actor comes to see it."""

    row: SignOffRow
    version: VersionRow
    document: DocumentRow
    organisation: OrganisationRow
    lead_id: str | None
    as_: str

    @property
    def named(self) -> str:
        """How the text is called, such as "DPIA-1, version 2"."""
        return f"{self.document.reference}, version {self.version.number}"

    @property
    def asked_id(self) -> str:
        """The organisation whose officer acts next: the lead force, once a return is declared."""
        leads = self.row.chain == "connection" and self.row.stage in LEAD_STAGES
        return self.lead_id if leads and self.lead_id else self.row.organisation_id


@dataclass(frozen=True)
class SealedAct:
    """One act with the names it is shown with; `reasons` is None when there are none, or erased."""

    row: ActRow
    person: str
    role: str
    delegated: bool
    reasons: str | None


@dataclass(frozen=True)
class WrittenCondition:
    """A condition with its words; `text` is None once they were erased."""

    row: ConditionRow
    text: str | None


def found(session: Session, actor: Actor, sign_off_id: str) -> Found:
    """The sign-off for its own organisation, its lead force or its drafters; else NotFound."""
    row = session.get(SignOffRow, sign_off_id)
    if row is None:
        raise NotFound(f"sign-off {sign_off_id}")
    version = access.version(session, actor, row.version_id)
    document = session.get_one(DocumentRow, row.document_id)
    lead = session.scalar(
        select(ConnectionRow.lead_force_id).where(ConnectionRow.version_id == version.id)
    )
    seen = access.sight(session, actor, document)
    if actor.organisation == row.organisation_id:
        how = "own"
    elif row.chain == "connection" and actor.organisation == lead:
        how = "lead"
    elif seen is not None and seen.drafts:
        how = "drafter"
    else:
        raise NotFound(f"sign-off {sign_off_id}")
    organisation = session.get_one(OrganisationRow, row.organisation_id)
    return Found(row, version, document, organisation, lead, how)


def last_signed(session: Session, here: Found) -> VersionRow | None:
    """The newest earlier version of this document that the same organisation completed."""
    query = (
        select(VersionRow)
        .join(SignOffRow, SignOffRow.version_id == VersionRow.id)
        .where(
            VersionRow.document_id == here.document.id,
            VersionRow.number < here.version.number,
            SignOffRow.organisation_id == here.row.organisation_id,
            SignOffRow.completed_at.is_not(None),
        )
        .order_by(VersionRow.number.desc())
    )
    return session.scalars(query.limit(1)).first()


def acts(session: Session, sign_off_id: str) -> list[SealedAct]:
    """Every act on a sign-off, oldest first, with names and reasons."""
    query = (
        select(ActRow, AppointmentRow.role)
        .join(AppointmentRow, AppointmentRow.id == ActRow.appointment_id)
        .where(ActRow.sign_off_id == sign_off_id, ActRow.lapsed_at.is_(None))
        .order_by(ActRow.confirmed_seq)
    )
    rows = [(act, role) for act, role in session.execute(query)]
    names = person_names(session, (act.person_id for act, _ in rows))
    reasons = reasons_of(session, [act.id for act, _ in rows])
    return [
        SealedAct(
            act,
            names.get(act.person_id, ""),
            roles.TITLES.get(role, role),
            act.delegation_id is not None,
            reasons.get(act.id),
        )
        for act, role in rows
    ]


def reasons_of(session: Session, act_ids: Sequence[str]) -> dict[str, str]:
    """act id -> the reasons given with it, where there are any and they were not erased."""
    if not act_ids:
        return {}
    made = [each for each in events.about(session, act_ids) if "reasons" in each.commitments]
    texts = events.private_texts(session, (each.commitments["reasons"] for each in made))
    found = {each.subject_id: texts.get(each.commitments["reasons"]) for each in made}
    return {key: words for key, words in found.items() if words}


def advice(found_acts: Iterable[SealedAct]) -> SealedAct | None:
    """The DPO's advice that stands; None when none was given or it was withdrawn."""
    standing = None
    for act in found_acts:
        if act.row.act in ADVICE:
            standing = act
        elif act.row.act == "withdraw_endorsement":
            standing = None
    return standing


def conditions(
    session: Session, document_id: str, organisation_ids: Iterable[str]
) -> list[WrittenCondition]:
    """The conditions that these organisations set on a document, the oldest first."""
    query = select(ConditionRow).where(
        ConditionRow.document_id == document_id,
        ConditionRow.organisation_id.in_(list(organisation_ids)),
    )
    return written(session, session.scalars(query.order_by(ConditionRow.set_at, ConditionRow.id)))


def written(session: Session, rows: Iterable[ConditionRow]) -> list[WrittenCondition]:
    """Conditions with their words."""
    kept = list(rows)
    texts = events.private_texts(session, (row.text_commitment for row in kept))
    return [WrittenCondition(row, texts.get(row.text_commitment)) for row in kept]


def whose_turn(session: Session, here: Found, at: datetime) -> tuple[tuple[str, ...], list[str]]:
    """(the roles waited for at this stage, the names of those who hold one of them now)."""
    waits = waited_for(here.row.chain, here.row.chain_version, here.row.stage)
    held = holders(session, here.asked_id, waits, at)
    names = person_names(session, (row.person_id for row in held))
    return waits, sorted(set(names.values()))


def shown(session: Session, actor: Actor, session_id: str, token: str) -> ViewTokenRow:
    """What was shown under a token, to the very person, appointment and sign-in it was shown to."""
    row = session.get(ViewTokenRow, token)
    whom = (actor.person, actor.appointment, session_id)
    if row is None or (row.person_id, row.appointment_id, row.session_id) != whom:
        raise NotFound(f"statement {token[:8]}")
    return row


def act_of_token(session: Session, row: ViewTokenRow) -> ActRow | None:
    """The act that a used token confirmed."""
    query = select(ActRow).where(
        ActRow.subject_id == row.subject_id.rpartition(":")[2],
        ActRow.person_id == row.person_id,
        ActRow.statement_digest == row.statement_digest,
        ActRow.confirmed_at >= row.issued_at,
    )
    return session.scalars(query.order_by(ActRow.confirmed_seq)).first()


def version_of_act(session: Session, row: ActRow) -> VersionRow:
    """The version whose frozen bytes an act signed."""
    return session.scalars(
        select(VersionRow).where(VersionRow.pdf_digest == row.frozen_digest)
    ).one()


def shown_before(session: Session, row: ActRow) -> ViewTokenRow | None:
    """What its person was shown before they signed, if it is still kept."""
    query = select(ViewTokenRow).where(
        ViewTokenRow.statement_digest == row.statement_digest,
        ViewTokenRow.person_id == row.person_id,
        ViewTokenRow.used_at.is_not(None),
    )
    return session.scalars(query).first()
