"""Open an organisation's sign-off of a frozen version, and tell those whose turn it is."""

from __future__ import annotations

from sqlalchemy import select

from govern.clock import text
from govern.commands.authority import present
from govern.commands.mail.asked import about_sign_off
from govern.commands.mail.tell import tell
from govern.errors import Conflict, Forbidden
from govern.installation import Installation
from govern.store import access, chain_steps
from govern.store.identifiers import new_id
from govern.store.rows.documents import PartyRow, VersionRow
from govern.store.rows.enforcement import ConnectionRow
from govern.store.rows.sign_offs import SignOffRow
from govern.store.writing import Writing
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor
from workflows.working_days import schedule

REOPENABLE = frozenset({"returned", "refused", "declined", "withdrawn"})
REOPENERS = frozenset({roles.LAWYER, roles.COORDINATOR, roles.AUTHOR})


def open_sign_off(w: Writing, version: VersionRow, organisation_id: str, chain: str) -> str:
    """Open the first stage of `chain` for the organisation, with the steps that it has added by
    now; returns the sign-off's id.
    """
    table = workflow(chain_steps.chain_of(w.session, organisation_id, chain))
    due = table.stage(table.first).due
    sign_off_id = new_id()
    w.record(
        "sign_off_opened",
        ("sign_off", sign_off_id),
        {
            "version_id": version.id,
            "document_id": version.document_id,
            "organisation_id": organisation_id,
            "chain": table.name,
            "chain_version": table.version,
            "stage": table.first,
            "due_at": text(schedule(due, w.at).due_at) if due else None,
        },
    )
    tell_whose_turn(w, w.session.get_one(SignOffRow, sign_off_id))
    return sign_off_id


def reopen_sign_off(
    installation: Installation, *, by: Actor, version_id: str, organisation_id: str
) -> str:
    """Ask an organisation again for the same frozen version, after it returned, refused, declined
    or left.

    Conflict while its present sign-off is open or complete.
    """
    with installation.writing(by) as w:
        present(w, by)
        version = access.version(w.session, by, version_id)
        if by.role not in REOPENERS:
            raise Forbidden("the drafters or the office ask again for a sign-off")
        party = w.session.scalars(
            select(PartyRow).where(
                PartyRow.version_id == version_id, PartyRow.organisation_id == organisation_id
            )
        ).first()
        latest = latest_sign_off(w, version_id, organisation_id)
        if party is None or party.chain is None or latest is None:
            raise Conflict("this organisation has nothing to sign here")
        if latest.outcome not in REOPENABLE:
            raise Conflict("its present sign-off is still open or complete")
        return open_sign_off(w, version, organisation_id, party.chain)


def latest_sign_off(w: Writing, version_id: str, organisation_id: str) -> SignOffRow | None:
    """The organisation's newest sign-off of a version."""
    query = select(SignOffRow).where(
        SignOffRow.version_id == version_id, SignOffRow.organisation_id == organisation_id
    )
    return w.session.scalars(
        query.order_by(SignOffRow.opened_at.desc(), SignOffRow.seq.desc())
    ).first()


def tell_whose_turn(w: Writing, row: SignOffRow) -> None:
    """Mail everyone who can take the sign-off's next step."""
    table = workflow(row.chain, row.chain_version)
    if table.stage(row.stage).outcome not in (None, "referred"):
        return
    asked = row.organisation_id
    if row.chain == "connection" and row.stage in ("assessment", "certification"):
        query = select(ConnectionRow.lead_force_id).where(
            ConnectionRow.version_id == row.version_id
        )
        asked = w.session.scalars(query).first() or asked
    tell(
        w,
        asked,
        table.whose_turn(row.stage),
        "sign_off_asked",
        key=f"{row.id}:{row.stage}",
        about=about_sign_off(w.session, row),
        path=f"/sign-offs/{row.id}",
    )
