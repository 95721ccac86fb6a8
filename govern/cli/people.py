"""`govern people`: the first administrator, further people, their appointments."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import Any

from govern.cli import opening
from govern.cli.instants import read_instant
from govern.cli.outcome import Outcome, columns
from govern.commands.people.add_first_administrator import add_first_administrator
from govern.commands.people.add_person import Added, add_person
from govern.commands.people.end_appointment import end_appointment
from govern.commands.people.end_sign_ins import end_sign_ins
from govern.commands.people.erase_person import erase_person
from govern.commands.people.invite_person import invite_person
from govern.commands.people.make_appointment import make_appointment
from govern.commands.people.reset_second_factor import reset_second_factor
from govern.errors import NotFound
from govern.installation import Installation
from govern.store import organisations
from govern.store.people import by_email, everyone
from govern.store.rows.people import PersonRow
from govern.store.standing import held_by
from workflows import roles


def add(commands: Any, common: argparse.ArgumentParser) -> None:
    """Describe the subcommands."""
    it = commands.add_parser("people", help="people and their appointments")
    verbs = it.add_subparsers(metavar="VERB", required=True)
    first = verbs.add_parser(
        "add-administrator", parents=[common], help="the first person of an empty installation"
    )
    adding = verbs.add_parser("add", parents=[common], help="add a person without a role")
    for each, run in ((first, add_administrator), (adding, add_one)):
        each.add_argument("--name", required=True)
        each.add_argument("--email", required=True)
        each.add_argument(
            "--ask-password", action="store_true", help="ask for a password, or read one line"
        )
        each.set_defaults(run=run)
    appointing = verbs.add_parser("appoint", parents=[common], help="appoint a person to a role")
    appointing.add_argument("--email", required=True)
    appointing.add_argument("--organisation", required=True, metavar="SLUG")
    appointing.add_argument("--role", required=True, choices=sorted(roles.TITLES))
    appointing.add_argument("--until", metavar="INSTANT", help="a day in London or an instant")
    appointing.add_argument("--audits", metavar="SLUGS", help="an auditor's scope, or `all`")
    appointing.add_argument("--instrument", help="the letter of appointment")
    appointing.set_defaults(run=appoint)
    leaving = verbs.add_parser("end", parents=[common], help="end an appointment")
    leaving.add_argument("appointment", metavar="ID", help="as `people list --json` prints it")
    leaving.set_defaults(run=end)
    inviting = verbs.add_parser("invite", parents=[common], help="invite a person again")
    inviting.add_argument("--email", required=True)
    inviting.set_defaults(run=invite)
    erasing = verbs.add_parser("erase", parents=[common], help="erase who holds no role any more")
    erasing.add_argument("--email", required=True)
    erasing.add_argument("--basis", required=True, help="on what legal ground")
    erasing.set_defaults(run=erase)
    for name, told, run in (
        ("end-sign-ins", "end every sign-in of a person", end_signed_in),
        ("reset", "make password and authenticator of a person anew", reset),
    ):
        each = verbs.add_parser(name, parents=[common], help=told)
        each.add_argument("--email", required=True)
        each.set_defaults(run=run)
    verbs.add_parser("list", parents=[common], help="list them").set_defaults(run=listed)


def add_administrator(given: argparse.Namespace) -> Outcome:
    """Make the first administrator; Conflict as soon as anybody is there."""
    password = _password() if given.ask_password else None
    installation = opening.installation()
    added = add_first_administrator(
        installation, name=given.name, email=given.email, password=password
    )
    return _handed_over(installation, given.name, added)


def add_one(given: argparse.Namespace) -> Outcome:
    """Add a person who has no role yet."""
    password = _password() if given.ask_password else None
    installation = opening.installation()
    added = add_person(installation, by=None, name=given.name, email=given.email, password=password)
    return _handed_over(installation, given.name, added)


def appoint(given: argparse.Namespace) -> Outcome:
    """Appoint a person, found by e-mail address, from now on."""
    installation = opening.installation()
    person = _person(installation, given.email)
    with installation.reading() as session:
        organisation = organisations.by_slug(session, given.organisation)
    audits = given.audits if given.audits in (None, "all") else given.audits.split(",")
    made = make_appointment(
        installation,
        by=None,
        person_id=person.id,
        organisation_id=organisation.id,
        role=given.role,
        ends_at=read_instant("until", given.until, end=True) if given.until else None,
        scope={"organisations": audits} if audits else None,
        instrument=given.instrument,
    )
    said = f"{person.name} is {roles.TITLES[given.role]} of {organisation.name} from now on."
    return Outcome([said], {"appointment": made})


def end(given: argparse.Namespace) -> Outcome:
    """End an appointment now."""
    end_appointment(opening.installation(), by=None, appointment_id=given.appointment)
    return Outcome(["The appointment has ended."], {"appointment": given.appointment})


def invite(given: argparse.Namespace) -> Outcome:
    """Invite a person again; earlier invitations are worthless from now on."""
    installation = opening.installation()
    person = _person(installation, given.email)
    link = _link(installation, invite_person(installation, by=None, person_id=person.id))
    lines = [f"{person.name} sets a new password within seven days at: {link}"]
    return Outcome(lines, {"id": person.id, "invitation": link})


def end_signed_in(given: argparse.Namespace) -> Outcome:
    """End every sign-in of a person; they can sign in again."""
    installation = opening.installation()
    person = _person(installation, given.email)
    ended = end_sign_ins(installation, by=None, person_id=person.id)
    return Outcome([f"Sign-ins of {person.name} ended: {ended}."], {"ended": ended})


def reset(given: argparse.Namespace) -> Outcome:
    """Reset how a person signs in; the event has no author, for nobody confirmed it."""
    installation = opening.installation()
    person = _person(installation, given.email)
    token = reset_second_factor(installation, by=None, person_id=person.id)
    link = _link(installation, token)
    lines = [f"{person.name} sets a password and an authenticator within seven days at: {link}"]
    return Outcome(lines, {"id": person.id, "invitation": link})


def erase(given: argparse.Namespace) -> Outcome:
    """Erase the personal data of a person who holds no appointment."""
    installation = opening.installation()
    person = _person(installation, given.email)
    erase_person(installation, by=None, person_id=person.id, basis=given.basis)
    return Outcome(
        ["Erased. What was signed keeps the name it was signed with."], {"id": person.id}
    )


def listed(_: argparse.Namespace) -> Outcome:
    """List people with the roles they hold now."""
    installation = opening.installation()
    told: list[dict[str, Any]] = []
    with installation.reading() as session:
        for person in everyone(session):
            held = [
                {
                    "id": row.id,
                    "role": row.role,
                    "organisation": organisations.by_id(session, row.organisation_id).slug,
                    "until": row.ends_at,
                }
                for row in held_by(session, person.id, installation.clock.now())
            ]
            told.append(
                {"id": person.id, "name": person.name, "email": person.email, "roles": held}
            )
    rows = [[each["name"], each["email"] or "-", _roles(each["roles"])] for each in told]
    return Outcome(columns(rows) or ["There is nobody."], told)


def _person(installation: Installation, email: str) -> PersonRow:
    with installation.reading() as session:
        person = by_email(session, email)
    if person is None:
        raise NotFound(f"person {email}")
    return person


def _link(installation: Installation, token: str) -> str:
    return f"{installation.settings.url.rstrip('/')}/invitation/{token}"


def _roles(held: list[dict[str, Any]]) -> str:
    return ", ".join(f"{each['role']} of {each['organisation']}" for each in held) or "no role"


def _password() -> str:
    """A password typed unseen, or the first line of a pipe; never an argument others can see."""
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")


def _handed_over(installation: Installation, name: str, added: Added) -> Outcome:
    if added.invite:
        link = _link(installation, added.invite)
        handed = {"invitation": link}
        said = f"Within seven days they set a password and an authenticator at: {link}"
    else:
        handed = {"totp_secret": added.totp_secret}
        said = f"Secret of their one-time codes, for an authenticator app: {added.totp_secret}"
    lines = [f"{name} was added.", said, "Hand it over in person: it is not shown again."]
    return Outcome(lines, {"id": added.person_id, **handed})
