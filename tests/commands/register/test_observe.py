"""Observe mode: two people start it, for their own force, until an end; anyone of them ends it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from govern.app import create_app
from govern.clock import text
from govern.commands.clients.add_client import add_client
from govern.commands.register.observe import ask_to_observe, end_observing, start_observing
from govern.commands.register.publish import Publisher
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.register.repository.held import read_shard
from govern.store.rows.observing import ObservationRow
from tests.register.repository.clients import Client
from tests.sharing import COUNCIL, Sharing

WHY = "Our live flows are compared with the register for two weeks before anything is closed."


def end(sharing: Sharing, days: float = 14) -> datetime:
    return sharing.installation.clock.now() + timedelta(days=days)


def ask(sharing: Sharing, who: str = "essex_owner", days: float = 14) -> str:
    by = sharing.people.actor(who)
    until = end(sharing, days)
    return ask_to_observe(sharing.installation, by=by, until=until, reasons=WHY)


def start(sharing: Sharing, observation: str, who: str = "essex_siro") -> None:
    by = sharing.people.actor(who)
    start_observing(sharing.installation, by=by, observation_id=observation)


def published(client: Client, sharing: Sharing, force: str = "essex") -> str | None:
    Publisher(sharing.installation).turn(anew=True)
    return read_shard(client.read(f"force-{force}.json.gz"), force).observe_until


def asked(sharing: Sharing, category: str) -> Any:
    token = add_client(sharing.installation, by=None, name=category, forces=["essex"]).token
    body = {
        "subject": {"type": "force", "id": "essex"},
        "action": {"name": "send"},
        "resource": {"type": "flow", "id": f"{COUNCIL}/{category}/prevention"},
    }
    http = create_app(sharing.installation).test_client()
    headers = {"Authorization": f"Bearer {token}"}
    return http.post("/access/v1/evaluation", json=body, headers=headers).get_json()


def test_asking_alone_starts_nothing(client: Client, sharing: Sharing) -> None:
    ask(sharing)

    assert published(client, sharing) is None


def test_two_people_start_it_for_their_force_alone(client: Client, sharing: Sharing) -> None:
    start(sharing, ask(sharing))

    assert published(client, sharing) == text(end(sharing))
    assert published(client, sharing, "kent") is None


def test_it_is_published_with_the_next_turn(client: Client, sharing: Sharing) -> None:
    publisher = Publisher(sharing.installation)
    publisher.turn()
    start(sharing, ask(sharing))

    (one,) = publisher.turn()

    assert one.changed == ("force-essex.json.gz",)


def test_it_is_alike_on_each_database(sharing_anywhere: Sharing) -> None:
    start(sharing_anywhere, ask(sharing_anywhere))

    answer = asked(sharing_anywhere, "custody")

    assert (answer["decision"], answer["context"]["mode"]) == (True, "observe")


def test_the_service_answers_as_a_gate_does(sharing: Sharing) -> None:
    before = asked(sharing, "custody")
    start(sharing, ask(sharing))

    unlisted, listed = asked(sharing, "no-such-category"), asked(sharing, "crime-report")

    assert before["decision"] is False
    assert unlisted["decision"] is True
    assert unlisted["context"]["would"]["reason"] == "no_such_flow"
    assert (listed["decision"], listed["context"]["mode"]) == (True, "observe")


def test_it_ends_by_itself(client: Client, sharing: Sharing) -> None:
    start(sharing, ask(sharing))
    sharing.people.later(days=14)

    assert published(client, sharing) is None


def test_one_person_ends_it(client: Client, sharing: Sharing) -> None:
    observation = ask(sharing)
    start(sharing, observation)
    by = sharing.people.actor("essex_duty")

    end_observing(sharing.installation, by=by, observation_id=observation)

    assert published(client, sharing) is None


def test_one_person_cannot_do_both(sharing: Sharing) -> None:
    observation = ask(sharing, "essex_siro")

    with pytest.raises(Conflict, match="two people"):
        start(sharing, observation, "essex_siro")


def test_one_of_the_two_is_the_siro(sharing: Sharing) -> None:
    observation = ask(sharing, "essex_owner")

    with pytest.raises(Conflict, match="SIRO"):
        start(sharing, observation, "essex_security")


def test_another_force_cannot_start_it(sharing: Sharing) -> None:
    observation = ask(sharing)

    with pytest.raises(NotFound):
        start(sharing, observation, "kent_siro")


@pytest.mark.parametrize("who", ["essex_duty", "essex_dpo", "signatory", "gold", "operator"])
def test_nobody_else_may_ask(sharing: Sharing, who: str) -> None:
    with pytest.raises(Forbidden):
        ask(sharing, who)


@pytest.mark.parametrize("days", [91, 0, -1])
def test_it_needs_an_end_within_ninety_days(sharing: Sharing, days: float) -> None:
    with pytest.raises(Invalid, match="90 days"):
        ask(sharing, days=days)


def test_it_is_asked_for_once(sharing: Sharing) -> None:
    ask(sharing)

    with pytest.raises(Conflict, match="already"):
        ask(sharing)


def test_what_was_ended_is_not_started_again(sharing: Sharing) -> None:
    observation = ask(sharing)
    by = sharing.people.actor("essex_siro")
    end_observing(sharing.installation, by=by, observation_id=observation)

    with pytest.raises(Conflict, match="ended"):
        start(sharing, observation)


def test_an_edited_row_starts_nothing(client: Client, sharing: Sharing) -> None:
    observation = ask(sharing)
    forged = {"started_by": "x", "started_by_person": "y"}
    with sharing.installation.database.writing() as session:
        changed = update(ObservationRow).where(ObservationRow.id == observation)
        started_at = text(sharing.installation.clock.now())
        session.execute(changed.values(started_at=started_at, **forged))

    assert published(client, sharing) is None
