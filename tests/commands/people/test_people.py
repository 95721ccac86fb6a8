"""People: added with one address each, invited once, and erased with every proof left whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from govern.commands.people.accept_invite import accept_invite
from govern.commands.people.add_first_administrator import add_first_administrator
from govern.commands.people.add_person import add_person
from govern.commands.people.end_appointment import end_appointment
from govern.commands.people.erase_person import erase_person
from govern.commands.people.invite_person import invite_person
from govern.commands.people.passwords import fault
from govern.commands.second_person.ask import do_or_ask
from govern.commands.second_person.confirm import confirm_second
from govern.commands.sign_in.passwords import matches
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store.events import events
from govern.store.rows.ledger import EventRow, PrivateTextRow
from govern.store.rows.people import InviteRow, PersonRow
from tests.consortium import Consortium

PASSWORD = "seven green bicycles"


def person(installation: Installation, person_id: str) -> PersonRow:
    with installation.reading() as session:
        return session.get_one(PersonRow, person_id)


def test_the_ledger_never_holds_a_name_or_an_address(installation: Installation) -> None:
    add_person(installation, by=None, name="Zebedee Quark", email="zebedee@quark.example")

    with installation.reading() as session:
        leaves = b"".join(bytes(raw) for raw in session.scalars(select(EventRow.leaf)))
    assert b"ebedee" not in leaves
    assert b"uark" not in leaves


def test_an_address_is_taken_once_however_it_is_written(embedded: Installation) -> None:
    add_person(embedded, by=None, name="A", email="a.b@c.example")

    with pytest.raises(Conflict, match="already"):
        add_person(embedded, by=None, name="B", email=" A.B@C.example ")


@pytest.mark.parametrize(
    "email", ["", "a", "a@b", "a b@c.example", "a@@b.example", "a@b.example\n@"]
)
def test_an_address_of_another_form_is_refused(embedded: Installation, email: str) -> None:
    with pytest.raises(Invalid) as refused:
        add_person(embedded, by=None, name="A", email=email)

    assert set(refused.value.faults) == {"email"}


def test_an_invited_person_sets_a_password_once(embedded: Installation) -> None:
    added = add_person(embedded, by=None, name="Iris Vale", email="iris@vale.example")
    assert added.invite

    accept_invite(embedded, token=added.invite, password=PASSWORD)

    assert matches(PASSWORD, person(embedded, added.person_id).password_hash)
    with pytest.raises(NotFound):
        accept_invite(embedded, token=added.invite, password=PASSWORD)


def test_an_invitation_is_kept_as_a_hash_alone(embedded: Installation) -> None:
    added = add_person(embedded, by=None, name="Iris Vale", email="iris@vale.example")

    with embedded.reading() as session:
        kept = session.scalars(select(InviteRow.token_sha256)).one()
    assert added.invite not in (None, kept)


def test_an_invitation_runs_out_after_seven_days(people: Consortium) -> None:
    installation = people.installation
    added = add_person(installation, by=None, name="Iris Vale", email="iris@vale.example")
    assert added.invite
    people.later(days=7)

    with pytest.raises(NotFound):
        accept_invite(installation, token=added.invite, password=PASSWORD)


def test_a_refused_password_burns_nothing(embedded: Installation) -> None:
    added = add_person(embedded, by=None, name="Iris Vale", email="iris@vale.example")
    assert added.invite

    with pytest.raises(Invalid, match="between 12 and 256"):
        accept_invite(embedded, token=added.invite, password="short")
    accept_invite(embedded, token=added.invite, password=PASSWORD)


@pytest.mark.parametrize("password", ["a" * 11, "ababababababab", "vale-iris-12345", "x" * 257])
def test_a_weak_password_is_refused(password: str) -> None:
    assert fault(password, name="Iris Vale", email="iv@vale.example")


def test_a_new_invitation_makes_the_old_one_worthless(people: Consortium) -> None:
    installation = people.installation
    added = add_person(installation, by=None, name="Iris Vale", email="iris@vale.example")
    assert added.invite

    second = invite_person(installation, by=people.actor("admin"), person_id=added.person_id)

    with pytest.raises(NotFound):
        accept_invite(installation, token=added.invite, password=PASSWORD)
    accept_invite(installation, token=second, password=PASSWORD)


def test_an_administrator_does_not_invite_themselves(people: Consortium) -> None:
    with pytest.raises(Forbidden):
        invite_person(
            people.installation, by=people.actor("admin"), person_id=people.persons["admin"]
        )


def test_the_first_administrator_is_made_in_an_empty_installation_alone(
    installation: Installation,
) -> None:
    added = add_first_administrator(
        installation, name="Ada Quill", email="ada@quill.example", password=PASSWORD
    )

    assert added.invite is None
    with pytest.raises(Conflict, match="Somebody is here already"):
        add_first_administrator(installation, name="B", email="b@quill.example")


def test_nobody_in_office_is_erased(people: Consortium) -> None:
    with pytest.raises(Conflict, match="end it first"):
        erase_person(
            people.installation,
            by=people.actor("admin"),
            person_id=people.persons["lawyer"],
            basis="UK GDPR Article 17(1)(a)",
        )


def test_erasing_takes_text_and_salt_and_leaves_the_ledger_whole(people: Consortium) -> None:
    installation, lawyer = people.installation, people.persons["lawyer"]
    end_appointment(installation, by=None, appointment_id=people.appointments["lawyer"])
    with installation.reading() as session:
        before = [event.hash() for event in events(session)]

    given = {"person_id": lawyer, "basis": "UK GDPR Article 17(1)(a)"}
    do_or_ask(people.installation, by=people.actor("admin"), act="erase_person", given=given)
    confirm_second(people.installation, by=people.actor("coordinator"), request_id=people.asked())

    with installation.reading() as session:
        after = [event.hash() for event in events(session)]
        texts = session.scalars(select(PrivateTextRow.text)).all()
        row = session.get_one(PersonRow, lawyer)
    assert after[: len(before)] == before
    assert not [text for text in texts if "Leo Marsh" in text or "lawyer@" in text]
    assert (row.name, row.email, row.totp_secret) == ("Erased", None, None)


def test_a_lawyer_adds_nobody(people: Consortium) -> None:
    with pytest.raises(Forbidden):
        add_person(people.installation, by=people.actor("lawyer"), name="A", email="a@b.example")


def test_the_clock_of_an_invitation_is_the_installations(people: Consortium) -> None:
    added = add_person(people.installation, by=None, name="Iris Vale", email="iris@vale.example")
    assert added.invite
    people.later(seconds=timedelta(days=7).total_seconds() - 1)

    accept_invite(people.installation, token=added.invite, password=PASSWORD)
