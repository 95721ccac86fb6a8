"""An act made ready: what its consequences need to know, read from the rows it stands on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.commands.signing.consequences import Act
from govern.store.identifiers import new_id
from govern.store.rows.enforcement import AcceptanceRow, ConnectionRow
from govern.store.rows.sign_offs import SignOffRow
from workflows.catalogue import workflow
from workflows.engine import Form, Move
from workflows.working_days import schedule


def prepared(session: Session, row: SignOffRow, moved: Move, form: Form, at: datetime) -> Act:
    """The act that `moved` makes of this sign-off at `at`, with a new id."""
    connection = session.scalars(
        select(ConnectionRow).where(ConnectionRow.version_id == row.version_id)
    ).first()
    acceptance = session.scalars(
        select(AcceptanceRow.id).where(
            AcceptanceRow.connection_id == (connection.id if connection else None),
            AcceptanceRow.force_id == row.organisation_id,
        )
    ).first()
    stage = workflow(row.chain, row.chain_version).stage(moved.new_stage)
    return Act(
        id=new_id(),
        move=moved,
        sign_off_id=row.id,
        document_id=row.document_id,
        version_id=row.version_id,
        organisation_id=row.organisation_id,
        form=form,
        at=at,
        due_at=schedule(stage.due, at).due_at if stage.due else None,
        connection_id=connection.id if connection else None,
        acceptance_id=acceptance,
        conditions_of=_sets_conditions(row, connection),
    )


def _sets_conditions(row: SignOffRow, connection: ConnectionRow | None) -> str | None:
    """The lead force sets, and later accepts, the conditions of a certificate."""
    return connection.lead_force_id if connection and row.chain == "connection" else None
