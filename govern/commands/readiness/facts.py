"""What the guards of a readiness check and of its items ask for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from govern.clock import text
from govern.store.readiness import handed_in, items_of, partner_of, settled
from govern.store.rows.readiness import ReadinessItemRow, ReadinessRow
from govern.store.standing import standing
from workflows.engine import Actor, Facts, Form


def check_facts(
    session: Session, at: datetime, by: Actor, row: ReadinessRow, form: Form | None = None
) -> Facts:
    """The facts by which an act on a whole check is judged at `at`."""
    items = items_of(session, row.id)
    return Facts(
        at=at,
        organisation=row.organisation_id,
        document_kind="readiness",
        acts=handed_in(session, row, items),
        elsewhere=(),
        drafters=frozenset(),
        check_state=row.state,
        unsettled_items=settled(items, text(at)).unsettled,
        form=form,
        **standing(session, by, at),
    )


def item_facts(
    session: Session,
    at: datetime,
    by: Actor,
    row: ReadinessRow,
    item: ReadinessItemRow,
    form: Form | None = None,
) -> Facts:
    """The facts by which an act on one item is judged at `at`."""
    ended = item.evidence_until is not None and item.evidence_until <= text(at)
    partner = partner_of(session, row)
    return Facts(
        at=at,
        organisation=row.organisation_id,
        document_kind="readiness",
        parties=frozenset({partner} if partner else ()),
        acts=handed_in(session, row, [item]),
        elsewhere=(),
        drafters=frozenset(),
        check_state=row.state,
        approver=item.approver,
        evidence_ended=ended,
        form=form,
        **standing(session, by, at),
    )
