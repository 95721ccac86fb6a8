"""What waits for the viewer as rows of a table, the latest first; measures of plans come last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from flask import url_for

from govern.clock import text
from govern.store.my_work import Item
from govern.web import words
from govern.web.context import named
from govern.web.filters import plural
from govern.web.lateness import is_late, last_day, lateness, waited
from govern.web.pieces import Cell, Column, Link, Table, Tag

MOST = 50
COLUMNS = (Column("What is asked"), Column("On"), Column("Waiting"), Column("Due"))
NOTED = ("hand_in", "accept", "measure", "measure_accept")
_SIGNING = {
    "security_review": "Review the security requirements",
    "advice": "Give your advice",
    "owner": "Agree, or decline, as owner",
    "decision": "Decide",
    "referred": "Decide after consulting the {regulator_short}",
    "reconsider": "Decide again: the endorsement was withdrawn",
    "caldicott": "Confirm the Caldicott Principles",
    "signature": "Sign, or decline",
    "declaration": "Declare the return true",
    "assessment": "Assess the connection",
    "certification": "Certify, or refuse, the connection",
    "acceptance": "Accept the connection",
}
_CONSULTING = {
    "stopped": "Give the {regulator_short} what it asked for: its clock stands",
    "needed": "See to the consultation of the {regulator_short}: nothing was sent yet",
    "not_accepted": "See to the consultation of the {regulator_short}: it was not accepted",
    "advice_received": "Answer the {regulator_short}'s advice, and close the consultation",
}


def table(found: Sequence[Item], now: datetime) -> Table:
    """Everything that waits, late things first, then by date, then by age. Measures of action
    plans, of which there are many, stand below what only the viewer can do.
    """
    ordered = sorted(
        found, key=lambda each: (each.kind == "measure", each.due or "9999", each.since)
    )
    rows = [_row(each, now) for each in ordered[:MOST]]
    if left := len(ordered) - len(rows):
        rows.append(
            [Cell(f"and {plural(left, 'more', 'more')}", ["shown as these are done"]), "", "", ""]
        )
    return Table("Waiting for you", COLUMNS, rows, caption_hidden=True)


def held(found: Sequence[Item], now: datetime) -> Table:
    """What the viewer can read and turn down already, and say yes to once others have acted."""
    columns = (Column("What is asked"), Column("On"), Column("Waits for"), Column("Due"))
    rows = []
    for each in sorted(found, key=lambda one: (one.due or "9999", one.since)):
        what, on, _, due = _row(each, now)
        rows.append([what, on, Cell(each.held_by), due])
    return Table("Held until others act", columns, rows)


def late(found: Sequence[Item], now: datetime) -> int:
    """How many of them are past their date."""
    return sum(is_late(each.due, now) for each in found)


def _row(each: Item, now: datetime) -> list[str | Cell]:
    what = Link(named(_ASKED[each.kind](each)), _address(each), f"on {each.reference}")
    notes = [each.detail] if each.kind in NOTED and each.detail else []
    version = f", version {each.number}" if each.number else ""
    on = Cell(f"{each.reference}{version}", [each.title])
    return [Cell(what, notes), on, waited(each.since, now) if each.since else "", _due(each, now)]


def _due(each: Item, now: datetime) -> Cell | str:
    if each.due is None:
        return "No date" if each.kind in ("sign", "hand_in", "accept") else ""
    if is_late(each.due, now):
        return Cell(Tag("Late", "red"), [f"{lateness(each.due, now)}: {last_day(each.due)}"])
    soon = each.due <= text(now) or lateness(each.due, now) in ("due today", "in 1 working day")
    due = last_day(each.due)
    return Cell(Tag("Due", "yellow"), [due]) if soon else Cell(due, [lateness(each.due, now)])


def _settling(each: Item) -> str:
    if each.count:
        return f"Settle {plural(each.count, 'request')} for changes, then freeze"
    return "Freeze it, or see what stands in the way: no request for changes is open"


_ASKED: Mapping[str, Callable[[Item], str]] = {
    "sign": lambda each: _SIGNING.get(each.detail) or words.plain(each.detail),
    "carry": lambda each: "Say whether the change is minor: your sign-off is carried over if so",
    "second": lambda each: "Confirm or refuse, as the second person",
    "read": lambda each: "Read it and say what should change",
    "answered": lambda each: f"Read the answers to {plural(each.count, 'comment')} of yours",
    "assigned": lambda each: f"See to the comment on section {each.detail} that was given to you",
    "advice": lambda each: "Stop it as the DPO advises, or let it go on",
    "clause": lambda each: "Approve or refuse the proposed wording",
    "hand_in": lambda each: "Meet this condition",
    "accept": lambda each: "Accept the evidence, or send it back",
    "write": lambda each: "Go on writing",
    "settle": _settling,
    "suggested": lambda each: f"Take or turn down {plural(each.count, 'suggestion')}",
    "consult": lambda each: _CONSULTING.get(each.detail, "Decide on what is live already"),
    "measure": lambda each: "Put this measure in place",
    "measure_accept": lambda each: "Accept this measure as in place, or send it back",
    "policy": lambda each: "Review this policy document, and record it",
    "readiness_hand_in": lambda each: f"Hand in evidence: {plural(each.count, 'item')}",
    "readiness_judge": lambda each: f"Judge evidence: {plural(each.count, 'item')}",
    "readiness_pass": lambda each: "Pass the readiness check, or leave it",
    "readiness_renew": lambda each: "Open the readiness check again: its pass ends",
    "returned": lambda each: f"Sent back or refused by {plural(each.count, 'organisation')}",
}


def _address(each: Item) -> str:
    if each.kind == "sign":
        return url_for("signing.show", sign_off_id=each.id)
    if each.kind in ("hand_in", "accept"):
        return url_for("conditions.show", condition_id=each.id)
    if each.kind == "carry":
        return url_for("signing.carry_over", sign_off_id=each.id)
    if each.kind == "second":
        return url_for("second_person.show", request_id=each.id)
    if each.kind == "consult":
        return url_for("consultations.show", consultation_id=each.id)
    if each.kind in ("measure", "measure_accept"):
        return url_for(
            "documents.action_plan",
            document_id=each.document_id,
            number=each.number,
            _anchor=f"measure-{each.id}",
        )
    if each.kind == "advice":
        return url_for("stops.index")
    if each.kind == "clause":
        return url_for("clauses.show", clause_id=each.id)
    if each.kind == "assigned":
        return url_for(
            "documents.comment",
            document_id=each.document_id,
            number=each.number,
            comment_id=each.id,
        )
    if each.kind == "policy":
        return url_for("policy_documents.new", title=each.reference)
    if each.kind == "readiness_judge" and each.detail:
        return url_for("readiness.item", item_id=each.detail)
    if each.document_kind == "readiness":
        return url_for("readiness.show", check_id=each.id)
    if each.kind == "returned":
        return url_for("documents.show", document_id=each.document_id)
    page = {"write": "draft", "settle": "triage", "suggested": "suggested"}.get(each.kind, "review")
    if each.kind == "settle" and not each.count:
        page = "freezing"
    return url_for(f"documents.{page}", document_id=each.document_id, number=each.number)
