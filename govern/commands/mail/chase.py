"""Chase what is late and warn of what will end: run by the worker, safe to repeat, each occasion
told once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import instant, text
from govern.commands.mail.asked import about_sign_off, goes_on, how_late
from govern.commands.mail.chase_measures import chase_measures
from govern.commands.mail.chase_readiness import chase_readiness
from govern.commands.mail.chase_reviews import chase_reviews
from govern.commands.mail.tell import tell
from govern.installation import Installation
from govern.store.rows.documents import BasisRow, DocumentRow, PartyRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.sign_offs import ConditionRow, SignOffRow
from govern.store.writing import Writing
from workflows import roles
from workflows.catalogue import workflow
from workflows.conditions import WARNING_DAYS
from workflows.working_days import Schedule, schedule

ENDING_DAYS = (120, 90, 60, 30, 14, 7, 1)


def chase(installation: Installation) -> int:
    """Queue every chase, escalation and warning that is due now; how many mails were queued."""
    with installation.writing(None) as w:
        sign_offs = select(SignOffRow).where(SignOffRow.outcome.is_(None))
        queued = sum(_sign_off(w, row) for row in w.session.scalars(sign_offs).all())
        queued += _conditions(w) + _agreements(w) + _certificates(w)
        queued += chase_readiness(w) + chase_measures(w, _nearest)
        return queued + chase_reviews(w, _nearest)


def _sign_off(w: Writing, row: SignOffRow) -> int:
    due = workflow(row.chain, row.chain_version).stage(row.stage).due
    if due is None:
        return 0
    planned = schedule(due, instant(row.stage_since))
    queued = _chased(w, row, planned)
    if planned.escalate_at <= w.at and row.escalated_at is None:
        w.record("sign_off_escalated", ("sign_off", row.id))
        queued += _tell(
            w,
            row,
            "sign_off_escalated",
            "escalated",
            (*_whose(row), roles.SIRO, roles.INFORMATION_MANAGER),
            {"role": _titles(row), "goes_on": goes_on(row.stage)},
        )
    return queued


def _chased(w: Writing, row: SignOffRow, planned: Schedule) -> int:
    passed = [percent for percent, at in planned.chase_at if at <= w.at]
    if not passed:
        return 0
    said = {"lateness": how_late(row.due_at or "", w.at, passed[-1])} if row.due_at else {}
    occasion = f"chase:{passed[-1]}"
    return _tell(w, row, "sign_off_chased", occasion, _whose(row), {"lateness": "", **said})


def _whose(row: SignOffRow) -> tuple[str, ...]:
    return workflow(row.chain, row.chain_version).whose_turn(row.stage)


def _tell(
    w: Writing,
    row: SignOffRow,
    template: str,
    occasion: str,
    who: tuple[str, ...],
    said: Mapping[str, str],
) -> int:
    return tell(
        w,
        row.organisation_id,
        who,
        template,
        key=f"{row.id}:{row.stage}:{occasion}",
        about={**about_sign_off(w.session, row), **said},
        path=f"/sign-offs/{row.id}",
    )


def _titles(row: SignOffRow) -> str:
    return " or ".join(roles.TITLES.get(role, role) for role in _whose(row))


def _conditions(w: Writing) -> int:
    query = select(ConditionRow).where(
        ConditionRow.state != "met", ConditionRow.due_at.is_not(None)
    )
    queued = 0
    for row in w.session.scalars(query).all():
        days = _nearest(w.at, instant(row.due_at or ""), WARNING_DAYS)
        if days is None:
            continue
        document = w.session.get_one(DocumentRow, row.document_id)
        queued += tell(
            w,
            row.organisation_id,
            (roles.DPO, roles.SIRO, roles.ASSET_OWNER),
            "condition_due",
            key=f"{row.id}:due:{days}",
            about={"reference": document.reference, "title": document.title, "days": str(days)},
            path=f"/conditions/{row.id}",
        )
    return queued


def _agreements(w: Writing) -> int:
    query = select(BasisRow.document_id, BasisRow.ends_at).distinct()
    live = _live(w.session)
    queued = 0
    for document_id, ends_at in w.session.execute(query).all():
        days = _nearest(w.at, instant(ends_at), ENDING_DAYS)
        if days is None or document_id not in live:
            continue
        document = live[document_id]
        parties = select(PartyRow.organisation_id).where(PartyRow.document_id == document_id)
        for organisation_id in w.session.scalars(parties.distinct()).all():
            queued += tell(
                w,
                organisation_id,
                (roles.ASSET_OWNER, roles.DPO, roles.SIGNATORY, roles.AUTHOR),
                "agreement_ending",
                key=f"{document_id}:{ends_at}:{days}:{organisation_id}",
                about={"reference": document.reference, "title": document.title, "days": str(days)},
                path=f"/documents/{document_id}",
            )
    return queued


def _live(session: Session) -> dict[str, DocumentRow]:
    query = select(DocumentRow).where(DocumentRow.state == "live")
    return {row.id: row for row in session.scalars(query)}


def _certificates(w: Writing) -> int:
    query = select(ConnectionRow).where(ConnectionRow.state == "certified")
    queued = 0
    for row in w.session.scalars(query).all():
        days = _nearest(w.at, instant(row.expires_at or text(w.at)), ENDING_DAYS)
        if days is None:
            continue
        document = w.session.get_one(DocumentRow, row.document_id)
        for organisation_id in (row.organisation_id, row.lead_force_id):
            queued += tell(
                w,
                organisation_id,
                (roles.AUTHOR, roles.SIGNATORY, roles.SECURITY_OFFICER),
                "certificate_ending",
                key=f"{row.id}:{row.expires_at}:{days}",
                about={"reference": document.reference, "title": document.title, "days": str(days)},
                path=f"/documents/{document.id}",
            )
    return queued


def _nearest(now: datetime, end: datetime, days: tuple[int, ...]) -> int | None:
    """The smallest of `days` that has been reached before `end`; None when none is, or the end has
    passed.
    """
    left = end - now
    if left <= timedelta(0):
        return None
    reached = [each for each in days if left <= timedelta(days=each)]
    return min(reached) if reached else None
