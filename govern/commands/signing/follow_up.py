"""After an act's record is sealed: whose turn is next, who is told, what opens because of it."""

from __future__ import annotations

from sqlalchemy import select

from govern.commands.mail.tell import tell
from govern.commands.signing.open_sign_off import open_sign_off, tell_whose_turn
from govern.commands.signing.record_facts import Gathered
from govern.store.rows.documents import PartyRow, VersionRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import SignOffRow
from govern.store.writing import Writing
from workflows import roles

CERTIFIES = frozenset({"certify", "certify_with_remediation"})


def follow_up(w: Writing, found: Gathered) -> None:
    """Tell the next in turn and the drafters; open acceptances of a certificate; queue the executed
    copy.
    """
    if found.sign_off is None:
        return
    row = w.session.get_one(SignOffRow, found.sign_off.id, populate_existing=True)
    if row.outcome is None or row.endorsement_withdrawn_at:
        tell_whose_turn(w, row)
    if row.outcome is not None:
        _tell_outcome(w, found, row)
    if found.act.act in CERTIFIES:
        _ask_acceptances(w, found.version)
    if row.outcome == "complete" and row.chain.startswith("agreement"):
        queue_executed_copy(w, found.version)


def _tell_outcome(w: Writing, found: Gathered, row: SignOffRow) -> None:
    organisation = w.session.get_one(OrganisationRow, row.organisation_id)
    document = found.document
    tell(
        w,
        document.drafter_id,
        (roles.LAWYER, roles.AUTHOR),
        "sign_off_decided",
        key=f"{row.id}:{row.stage}:{found.act.id}",
        about={
            "reference": document.reference,
            "title": document.title,
            "organisation": organisation.name,
            "outcome": row.outcome or "",
        },
        path=f"/documents/{document.id}",
    )


def _ask_acceptances(w: Writing, version: VersionRow) -> None:
    connection = w.session.scalars(
        select(ConnectionRow).where(ConnectionRow.version_id == version.id)
    ).one()
    parties = w.session.execute(
        select(PartyRow.organisation_id, OrganisationRow.kind)
        .join(OrganisationRow, OrganisationRow.id == PartyRow.organisation_id)
        .where(PartyRow.version_id == version.id)
        .order_by(OrganisationRow.slug)
    ).all()
    for organisation_id, kind in parties:
        if kind == "force" and organisation_id != connection.lead_force_id:
            open_sign_off(w, version, organisation_id, "connection_acceptance")


def queue_executed_copy(w: Writing, version: VersionRow) -> None:
    """Queue the executed copy of an agreement once every party's sign-off is complete, by its own
    acts or carried over.
    """
    parties = select(PartyRow.organisation_id).where(
        PartyRow.version_id == version.id, PartyRow.chain.is_not(None)
    )
    required = set(w.session.scalars(parties))
    signed = select(SignOffRow.organisation_id).where(
        SignOffRow.version_id == version.id, SignOffRow.outcome.in_(("complete", "carried"))
    )
    if required <= set(w.session.scalars(signed)):
        w.enqueue("executed_copy", f"executed:{version.id}", {"version_id": version.id})
