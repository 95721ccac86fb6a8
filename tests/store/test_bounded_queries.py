"""Lists of what waits are found by indexes of the few rows that wait, however many there are."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Select, create_engine, insert
from sqlalchemy.exc import SAWarning

from govern.clock import text
from govern.store import chasing, coming_up, my_work, schema, wall
from govern.store.database import Session
from govern.store.rows.organisations import OrganisationRow
from govern.store.wall import Wanted
from workflows import roles
from workflows.engine import Actor

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SIRO = Actor("person", "appointment", "essex", roles.SIRO)
LAWYER = Actor("person", "appointment", "firm", roles.LAWYER)


class Planning(Session):
    """A session that keeps how SQLite would answer each query."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.plans: list[str] = []

    def execute(self, statement, *args, **kwargs):  # type: ignore[no-untyped-def]  # as its parent
        if isinstance(statement, Select):
            warnings.simplefilter("ignore", SAWarning)  # an id that is not there, written as NULL
            written = str(
                statement.compile(self.connection(), compile_kwargs={"literal_binds": True})
            )
            rows = self.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {written}")
            self.plans.append("\n".join(row[3] for row in rows))
        return super().execute(statement, *args, **kwargs)


@pytest.fixture
def session() -> Iterator[Planning]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        schema.create(connection)
        essex = {"id": "essex", "slug": "essex", "kind": "force", "name": "Essex Police"}
        connection.execute(insert(OrganisationRow).values(**essex, created_at=text(NOW), seq=0))
        with Planning(connection) as session:
            yield session


def test_the_wall_starts_from_the_sign_offs_that_wait(session: Planning) -> None:
    wall.lines(session, SIRO, Wanted(), "2026-11-24T09:00:00.000Z", skip=0, take=15)

    assert "ix_sign_off_waiting_version" in session.plans[0]
    assert not _scans(session.plans[0], "document", "version", "party")


def test_work_is_found_without_a_look_at_what_is_done(session: Planning) -> None:
    my_work.items(session, SIRO)

    plans = "\n".join(session.plans)
    assert "ix_sign_off_waiting_body" in plans
    assert "ix_version_in_work" in plans
    assert not _scans(plans, "document", "version", "party", "sign_off")


def test_a_lawyer_s_texts_are_found_among_those_in_work(session: Planning) -> None:
    my_work.items(session, LAWYER)

    plans = "\n".join(session.plans)
    assert "ix_version_in_work" in plans
    assert not _scans(plans, "document", "party", "basis")


def test_ends_are_found_by_their_dates(session: Planning) -> None:
    coming_up.endings(session, SIRO, NOW)

    plans = "\n".join(session.plans)
    assert "ix_basis_ends_at_document_id" in plans
    assert "ix_basis_review_due_at_document_id" in plans
    assert not _scans(plans, "document", "basis", "flow")


def test_whom_to_chase_is_found_among_the_sign_offs_that_wait(session: Planning) -> None:
    chasing.late(session, "2026-11-24T09:00:00.000Z")

    assert "ix_sign_off_waiting" in session.plans[0]


def _scans(plan: str, *tables: str) -> list[str]:
    """Which tables are gone through row by row, without the index of a few of their rows."""
    lines = plan.splitlines()
    return [
        line
        for line in lines
        for table in tables
        if line.startswith(f"SCAN {table}")
        and "ix_sign_off_waiting" not in line
        and "ix_version_in_work" not in line
    ]
