"""What a record prints where the controller went on without a step that the force added."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import instant
from govern.commands.signing.statement import shown_at
from govern.store.rows.sign_offs import ActRow, SignOffRow
from workflows.added_steps import BY_NAME, GO_ON, steps_of
from workflows.catalogue import workflow


def missing_review(session: Session, row: SignOffRow, act: str) -> str | None:
    """The added steps that were asked for and not received (decision 6): printed on the record of
    going on without one, and on that of the decision which follows.
    """
    if act == GO_ON:
        title = BY_NAME[row.stage].title
        return f"{title} asked for on {shown_at(instant(row.stage_since))}, not received."
    if not steps_of(row.chain) or not _completes(row, act):
        return None
    query = select(ActRow.act, ActRow.confirmed_at).where(
        ActRow.sign_off_id == row.id, ActRow.lapsed_at.is_(None)
    )
    made = session.execute(query.order_by(ActRow.confirmed_seq)).all()
    done = {name for name, _ in made}
    kinds = [BY_NAME[step.kind] for step in steps_of(row.chain)]
    lacking = [kind.title for kind in kinds if not done & {kind.act, *kind.goes_on}]
    when = next((at for name, at in reversed(made) if name == GO_ON), None)
    if not lacking or when is None:
        return None
    return f"{' and '.join(lacking)}: not received by {shown_at(instant(when))}."


def _completes(row: SignOffRow, act: str) -> bool:
    table = workflow(row.chain, row.chain_version)
    ways = {(each.start, each.act) for each in table.transitions if each.end == table.done}
    return (row.stage, act) in ways
