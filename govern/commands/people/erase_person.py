"""Erasing the personal data of somebody who holds no role any more; what they signed stays."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from govern.clock import text
from govern.commands.authority import ADMINISTRATORS, require
from govern.commands.imports.forget_author import forget_author
from govern.commands.own_certificates.register import end_of
from govern.commands.reading import Reading
from govern.commands.second_person.kinds import Done, Given, SensitiveAct
from govern.commands.sign_in.opening import end_sessions
from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.store.rows.ledger import EventRow, PrivateTextRow
from govern.store.rows.people import InviteRow, PersonRow
from govern.store.standing import held_by
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

ERASED = "Erased"


def erase_person(
    installation: Installation, *, by: Actor | None, person_id: str, basis: str
) -> None:
    """Erase name, e-mail and secrets of a person; `basis` says on what legal ground.

    The texts and salts that ledger events commit to go as well: without the salt nobody can guess
    them back, and every proof still holds. The name goes from what Word files brought in, with the
    files themselves. Signed records are evidence and keep the name.
    It cannot be undone, so a person alone is refused (SecondPersonNeeded).
    """
    with installation.writing(by) as writing:
        ERASE.alone(writing, by, {"person_id": person_id, "basis": basis})


def _check(writing: Writing, by: Actor | None, given: Given) -> None:
    read = Reading()
    read.line("basis", given["basis"], longest=500)
    read.done()
    require(writing, by, ADMINISTRATORS)
    row = writing.session.get(PersonRow, given["person_id"])
    if row is None or row.erased_at is not None:
        raise NotFound(f"person {given['person_id']}")
    if held_by(writing.session, row.id, writing.at):
        raise Conflict("This person holds an appointment; end it first.")


def _do(writing: Writing, given: Given) -> Done:
    person_id = given["person_id"]
    ground = Reading().line("basis", given["basis"], longest=500)
    forget_author(writing, writing.session.get_one(PersonRow, person_id).name, ERASED)
    end_of(writing, person_id, "erased")
    _erase(writing, person_id)
    end_sessions(writing.session, person_id, writing.at)
    writing.record("person_erased", ("person", person_id), {"basis": ground})
    return Done(person_id)


def _erase(writing: Writing, person_id: str) -> None:
    about = select(EventRow.seq).where(EventRow.subject_id == person_id)
    session = writing.session
    session.execute(delete(PrivateTextRow).where(PrivateTextRow.seq.in_(about)))
    session.execute(delete(InviteRow).where(InviteRow.person_id == person_id))
    emptied = {"name": ERASED, "email": None, "password_hash": None, "totp_secret": None}
    gone = update(PersonRow).where(PersonRow.id == person_id)
    session.execute(gone.values(**emptied, erased_at=text(writing.at)))


ERASE = SensitiveAct(
    name="erase_person",
    title="Erase somebody's personal data",
    check=_check,
    do=_do,
    confirms=ADMINISTRATORS | {roles.COORDINATOR},
)
