"""The second person confirms what the first asked for, which does it, or refuses it."""

from __future__ import annotations

from govern.clock import text
from govern.commands.authority import present
from govern.commands.second_person.kinds import Done, Given, SensitiveAct
from govern.commands.second_person.table import BY_NAME
from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.store.rows.organisations import AppointmentRow
from govern.store.rows.second_person import SecondPersonRow
from govern.store.second_person import waits
from govern.store.standing import actor_of
from govern.store.writing import Writing
from workflows.engine import Actor


def confirm_second(installation: Installation, *, by: Actor, request_id: str) -> Done:
    """Confirm, and so do, what somebody else asked for; all in one transaction.

    It is judged again as things stand now, by the right of the one who asked. NotFound for what
    this person may not confirm; Conflict for one's own, what is over, or what concerns oneself.
    """
    with installation.writing(by) as writing:
        row, act = _waiting(writing, by, request_id)
        if by.person == row.asked_by_person:
            raise Conflict("It takes two people: somebody else must confirm what you asked for.")
        if by.person == row.person_id:
            raise Conflict("It concerns you: somebody else must confirm it.")
        asker = writing.session.get_one(AppointmentRow, row.asked_by)
        given = _from_now(writing, row.given)
        act.check(writing, actor_of(writing.session, asker), given)
        confirmed = {"confirmed_by_person": by.person}
        writing.record("second_person_confirmed", ("second_person", row.id), confirmed)
        return act.do(writing, given)


def refuse_second(installation: Installation, *, by: Actor, request_id: str, reasons: str) -> None:
    """Refuse what somebody asked for, or take back one's own; nothing changes by it."""
    with installation.writing(by) as writing:
        row, _ = _waiting(writing, by, request_id)
        refused = {"refused_by_person": by.person}
        private = {"reasons": reasons.strip()[:2000]} if reasons.strip() else {}
        writing.record("second_person_refused", ("second_person", row.id), refused, private)


def may_confirm(act: SensitiveAct, by: Actor, organisation_id: str | None) -> bool:
    """Whether somebody in this appointment may be the second person of such an act."""
    if by.delegation is not None:
        return False
    own = by.organisation == organisation_id and by.role in act.own_confirms
    return own or by.role in act.confirms


def _waiting(writing: Writing, by: Actor, request_id: str) -> tuple[SecondPersonRow, SensitiveAct]:
    present(writing, by)
    row = writing.session.get(SecondPersonRow, request_id)
    act = BY_NAME.get(row.act) if row else None
    if row is None or act is None:
        raise NotFound(f"request {request_id}")
    if by.person != row.asked_by_person and not may_confirm(act, by, row.organisation_id):
        raise NotFound(f"request {request_id}")
    if not waits(row, text(writing.at)):
        raise Conflict("This no longer waits: it was decided, or its time is over.")
    return row, act


def _from_now(writing: Writing, given: Given) -> Given:
    """The same, beginning now where its beginning passed while it waited (decision 17)."""
    starts = given.get("starts_at")
    return {**given, "starts_at": None} if starts and starts < text(writing.at) else given
