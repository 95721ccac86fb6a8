"""The conditions limb: what the sign-offs a flow stands on depend on (decision 8)."""

from __future__ import annotations

from collections.abc import Iterable

from govern.register.case import Case
from govern.register.extensions import decision_due, extended
from govern.register.facts import Record
from govern.register.opening import opened_before
from govern.register.reading import Reading


def conditions(read: Reading, case: Case, sign_offs: Iterable[str]) -> None:
    """No condition of these sign-offs keeps the flow closed."""
    if not read.facts.any("condition"):
        return
    for sign_off in sign_offs:
        for condition in read.facts.find("conditions", sign_off):
            if read.happened(condition.get("set_at")):
                _judge(read, case, condition)


def _judge(read: Reading, case: Case, condition: Record) -> None:
    if not read.trusts("condition", condition) or met(read, condition):
        return
    if condition.get("timing") != "by_date":
        _lacks(read, "condition_unmet", condition, None)
        return
    body = condition.get("organisation_id")
    due = extended(read, condition.get("due_at"), (body, "condition", condition["id"]))
    if due is None:
        if condition.get("on_overdue") != "warn":
            _lacks(read, "condition_unmet", condition, None)
    elif _closes(read, case, condition, due):
        _lacks(read, "condition_overdue", condition, due)
    elif read.happened(due):
        document = condition.get("document_id")
        read.warns("condition_overdue", organisation=body, document=document, since=due)


def _closes(read: Reading, case: Case, condition: Record, due: str) -> bool:
    on_overdue = condition.get("on_overdue")
    if on_overdue == "warn":
        return False
    if on_overdue == "block_new":
        # A flow opened before the due instant goes on; any other waits until the condition is met.
        return read.happened(due) and not opened_before(read.facts, case.flow, due)
    return read.ended(_closes_at(read, case, condition, due), "condition_overdue")


def met(read: Reading, condition: Record) -> bool:
    """Whether it is met and accepted by someone other than the submitter."""
    if condition.get("state") != "met" or not read.happened(condition.get("accepted_at")):
        return False
    accepted_by = condition.get("accepted_by")
    return accepted_by is not None and accepted_by != condition.get("submitted_by")


def _closes_at(read: Reading, case: Case, condition: Record, due: str) -> str:
    if not case.safety_critical:
        return due
    # Closing a safety-critical flow takes a SIRO decision; undecided by the set date, it closes.
    return max(decision_due(read, due, True), condition.get("continue_until") or "")


def _lacks(read: Reading, code: str, condition: Record, since: str | None) -> None:
    read.lacks(
        code,
        organisation=condition.get("organisation_id"),
        document=condition.get("document_id"),
        since=since,
    )
