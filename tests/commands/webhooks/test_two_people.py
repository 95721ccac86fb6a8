"""A webhook is opened and ended by two people, at an address that is looked at, and replayed."""

from __future__ import annotations

import pytest

from govern.commands.ledger.verify import verify
from govern.commands.second_person.confirm import confirm_second
from govern.commands.second_person.kinds import SecondPersonNeeded
from govern.commands.webhooks.acts import END, OPEN
from govern.commands.webhooks.asking import (
    ask_for_webhook,
    ask_to_end_webhook,
    end_webhook,
    open_webhook,
)
from govern.commands.webhooks.pausing import pause_webhook, resume_webhook
from govern.errors import Conflict, Forbidden, Invalid
from govern.installation import Installation
from govern.store import events, webhooks
from govern.store.rows.webhooks import WebhookRow
from tests import consortium
from tests.commands.webhooks.hearing import PUBLIC, resolves
from tests.consortium import Consortium

URL = "https://rms.example/hints"


def ask(people: Consortium, who: str = "admin", url: str = URL, forces: str = "all") -> str:
    """The id of the request that this person made."""
    ask_for_webhook(
        people.installation, by=people.actor(who), name="RMS", url=url, forces=[forces],
        resolve=resolves,
    )  # fmt: skip
    return people.asked()


def all_of(people: Consortium) -> list[WebhookRow]:
    with people.installation.reading() as session:
        return webhooks.listed(session)


def test_nothing_is_opened_before_a_second_person_confirms(people: Consortium) -> None:
    request = ask(people)
    assert all_of(people) == []
    with pytest.raises(Conflict, match="two people"):
        confirm_second(people.installation, by=people.actor("admin"), request_id=request)

    done = confirm_second(people.installation, by=people.actor("gold"), request_id=request)

    (row,) = all_of(people)
    assert (row.id, row.url, row.forces) == (done.made, URL, ["all"])
    with people.installation.reading() as session:
        assert [each.type for each in events.about(session, [row.id])] == ["webhook_opened"]


def test_ending_takes_two_and_pausing_one(people: Consortium) -> None:
    here = people.installation
    made = open_webhook(here, name="RMS", url=URL, forces=["all"], resolve=resolves)

    ask_to_end_webhook(here, by=people.actor("coordinator"), webhook_id=made)
    pause_webhook(here, by=people.actor("coordinator"), webhook_id=made)
    (paused,) = all_of(people)
    confirm_second(here, by=people.actor("admin"), request_id=people.asked())

    assert paused.paused_because == "person" and paused.ended_at is None
    (ended,) = all_of(people)
    assert ended.ended_at is not None
    for act in (pause_webhook, resume_webhook):
        with pytest.raises(Conflict, match="was ended"):
            act(here, by=people.actor("admin"), webhook_id=made)


def test_no_door_lets_one_person_do_it_alone(people: Consortium) -> None:
    given = {"name": "RMS", "url": URL, "forces": ["all"]}
    with (
        pytest.raises(SecondPersonNeeded),
        people.installation.writing(people.actor("admin")) as w,
    ):
        OPEN.alone(w, people.actor("admin"), given)
    made = open_webhook(people.installation, name="RMS", url=URL, forces=["all"], resolve=resolves)
    with (
        pytest.raises(SecondPersonNeeded),
        people.installation.writing(people.actor("admin")) as w,
    ):
        END.alone(w, people.actor("admin"), {"webhook_id": made, "name": "RMS"})


@pytest.mark.parametrize(
    ("url", "behind", "said"),
    [
        ("http://rms.example/", PUBLIC, "https://"),
        ("https://me:word@rms.example/", PUBLIC, "no password"),
        ("https://rms.example/", "10.0.0.8", "not public"),
        ("https://rms.example/", "169.254.169.254", "not public"),
        ("https://127.0.0.1/", "127.0.0.1", "not public"),
        ("https://2130706433/", "127.0.0.1", "not public"),
        ("https://[::ffff:10.0.0.8]/", "::ffff:10.0.0.8", "not public"),
        ("https://rms.example/" + "x" * 500, PUBLIC, "at most 500"),
    ],
)
def test_an_address_inside_or_without_encryption_is_not_even_asked_for(
    people: Consortium, url: str, behind: str, said: str
) -> None:
    with pytest.raises(Invalid, match=said):
        ask_for_webhook(
            people.installation, by=people.actor("admin"), name="RMS", url=url, forces=["all"],
            resolve=lambda *_: [behind],
        )  # fmt: skip


@pytest.mark.parametrize("forces", ["nobody", ""])
def test_forces_are_named_or_all(people: Consortium, forces: str) -> None:
    with pytest.raises(Invalid, match="Name forces"):
        ask(people, forces=forces)


@pytest.mark.parametrize("who", ["gold", "essex_siro", "lawyer"])
def test_others_do_not_ask(people: Consortium, who: str) -> None:
    with pytest.raises(Forbidden):
        ask(people, who)


def test_one_address_has_one_webhook_at_a_time(people: Consortium) -> None:
    here = people.installation
    made = open_webhook(here, name="RMS", url=URL, forces=["all"], resolve=resolves)
    with pytest.raises(Conflict, match="already"):
        open_webhook(here, name="Other", url=URL, forces=["all"], resolve=resolves)

    end_webhook(here, webhook_id=made)

    assert open_webhook(here, name="RMS", url=URL, forces=["all"], resolve=resolves) != made


def test_every_row_follows_from_the_ledger_on_either_database(
    installation: Installation,
) -> None:
    people = consortium.populate(installation)
    first = open_webhook(installation, name="A", url=URL, forces=["essex"], resolve=resolves)
    open_webhook(installation, name="B", url="https://b.example/", forces=["all"], resolve=resolves)
    pause_webhook(installation, by=people.actor("admin"), webhook_id=first)
    resume_webhook(installation, by=people.actor("admin"), webhook_id=first)
    end_webhook(installation, webhook_id=first)

    report = verify(installation, signatures=False)

    assert [str(fault) for fault in report.faults] == []
    (going, ended) = all_of(people)
    assert (going.name, ended.name, ended.paused_at) == ("B", "A", None)
    assert ended.resumed_at is not None
