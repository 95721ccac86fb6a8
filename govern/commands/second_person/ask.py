"""Do an act of administration, or ask a second person for it where it takes two."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from govern.clock import text
from govern.commands.mail.tell import tell
from govern.commands.second_person.kinds import Done, Given, SensitiveAct
from govern.commands.second_person.table import BY_NAME
from govern.errors import Conflict
from govern.installation import Installation
from govern.store import organisations
from govern.store.identifiers import new_id
from govern.store.rows.second_person import SecondPersonRow
from govern.store.writing import Writing
from workflows.engine import Actor

WITHIN = timedelta(hours=72)


def do_or_ask(installation: Installation, *, by: Actor, act: str, given: Given) -> Done | None:
    """Do it when one person may; else ask for it and return None. Raises what the act raises.

    Asked for, nothing changes before a second person confirms within 72 hours.
    """
    it = BY_NAME[act]
    with installation.writing(by) as writing:
        it.check(writing, by, given)
        if not it.takes_two(writing, given):
            return it.do(writing, given)
        _ask(writing, by, it, given)
    return None


def _ask(writing: Writing, by: Actor, it: SensitiveAct, given: Given) -> None:
    _only_once(writing, it, given)
    asked = {
        "act": it.name,
        "given": dict(given),
        "organisation_id": given.get("organisation_id"),
        "person_id": given.get("person_id"),
        "asked_by": by.appointment,
        "asked_by_person": by.person,
        "expires_at": text(writing.at + WITHIN),
    }
    kept = {name: value for name, value in asked.items() if value is not None}
    request_id = new_id()
    writing.record("second_person_asked", ("second_person", request_id), kept)
    _tell(writing, it, given, request_id)


def _only_once(writing: Writing, it: SensitiveAct, given: Given) -> None:
    waiting = select(SecondPersonRow).where(
        SecondPersonRow.act == it.name,
        SecondPersonRow.confirmed_at.is_(None),
        SecondPersonRow.refused_at.is_(None),
        SecondPersonRow.expires_at > text(writing.at),
    )
    if any(row.given == dict(given) for row in writing.session.scalars(waiting)):
        raise Conflict("This was asked for already and waits for a second person.")


def _tell(writing: Writing, it: SensitiveAct, given: Given, request_id: str) -> None:
    """Tell those of the office, and of the organisation it is about, who may confirm."""
    about = {"act": it.title}
    path = f"/second-person/{request_id}"
    for office in organisations.of_kind(writing.session, "office"):
        tell(
            writing, office.id, it.confirms, "second_person_asked",
            key=request_id, about=about, path=path,
        )  # fmt: skip
    if given.get("organisation_id") and it.own_confirms:
        tell(
            writing, given["organisation_id"], it.own_confirms, "second_person_asked",
            key=request_id, about=about, path=path,
        )  # fmt: skip
