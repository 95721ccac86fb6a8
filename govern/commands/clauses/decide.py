"""What becomes of proposed wording: approved or refused by another lawyer, taken back, retired."""

from __future__ import annotations

from sqlalchemy import insert

from govern.clock import text
from govern.commands.clauses.propose import lawyers
from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.store import clauses
from govern.store.identifiers import new_id
from govern.store.rows.clauses import ClauseVersionRow
from govern.store.standing import standing
from govern.store.writing import Writing
from workflows.catalogue import workflow
from workflows.engine import Actor, Facts, Form, move
from workflows.facts import Done

EVENTS = {
    "approve": "clause_approved",
    "refuse": "clause_refused",
    "withdraw": "clause_withdrawn",
    "retire": "clause_retired",
}


def decide_clause(
    installation: Installation, *, by: Actor, clause_id: str, number: int, act: str, words: str = ""
) -> None:
    """`act` is approve, refuse, withdraw or retire, on that version of the clause.

    Refused with every reason by the table `clause`. Retiring an approved version takes the clause
    out of the bank; texts that hold it are left as they are.
    """
    with installation.writing(by) as w:
        lawyers(w, by)
        found = clauses.clause(w.session, by.organisation, clause_id)
        row = found.version(number)
        if row is None or act not in EVENTS:
            raise NotFound(f"version {number} of clause {clause_id}")
        if act == "retire" and found.approved is not row:
            raise Conflict("Only the version that is offered now can be retired.")
        moved = move(workflow("clause"), row.state, act, by, _facts(w, by, row, words))
        kept = _stored(w, row)
        kept.state = moved.new_stage
        kept.decided_by, kept.decided_at = by.person, text(w.at)
        kept.reasons = words.strip()[:4000] or None
        data = {"clause_id": clause_id, "number": number, "organisation_id": by.organisation}
        private = {"reasons": kept.reasons} if kept.reasons else {}
        w.record(EVENTS[act], ("clause", kept.id), data, private)


def _facts(w: Writing, by: Actor, row: ClauseVersionRow, words: str) -> Facts:
    proposed: tuple[Done, ...] = ()
    if row.proposed_by:
        proposed = (Done("propose", by.role, row.proposed_by, row.organisation_id),)
    return Facts(
        at=w.at,
        organisation=row.organisation_id,
        document_kind="clause",
        acts=proposed,
        elsewhere=(),
        drafters=frozenset(),
        form=Form(reasons=words),
        **standing(w.session, by, w.at),
    )


def _stored(w: Writing, row: ClauseVersionRow) -> ClauseVersionRow:
    """The row itself; a clause that came with the service is written down when it is retired."""
    if row in w.session:
        return row
    names = [each.key for each in ClauseVersionRow.__table__.columns]
    made = new_id()
    values = {name: getattr(row, name) for name in names} | {"id": made}
    w.session.execute(insert(ClauseVersionRow).values(**values))
    return w.session.get_one(ClauseVersionRow, made)
