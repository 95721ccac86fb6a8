"""What the operator's report says of the register: silent gates, alarms, and what will expire."""

from __future__ import annotations

from govern.clock import text
from govern.commands.clients.authenticate_client import Client
from govern.commands.register.acknowledge import (
    Acknowledgement,
    Observation,
    take_acknowledgement,
    take_observation,
)
from govern.commands.register.attention import attention
from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.publish import Publisher
from tests.sharing import Sharing

CALLER = Client("c" * 32, "gate", None)


def published(sharing: Sharing) -> None:
    hold_ceremony(sharing.installation)
    Publisher(sharing.installation).turn()


def acknowledged(sharing: Sharing) -> None:
    now = text(sharing.installation.clock.now())
    given = Acknowledgement("rms-1", ["essex"], 1, 1, 1, None, [], now, now)
    take_acknowledgement(sharing.installation, client=CALLER, given=given)


def test_when_all_is_well_there_is_nothing_to_say(sharing_anywhere: Sharing) -> None:
    published(sharing_anywhere)
    acknowledged(sharing_anywhere)

    assert attention(sharing_anywhere.installation) == []


def test_a_silent_gate_is_named_with_its_age(sharing: Sharing) -> None:
    acknowledged(sharing)
    sharing.people.later(minutes=3)

    assert attention(sharing.installation) == [
        "gate rms-1 has been silent for 3 minutes: see /gates"
    ]


def test_what_runs_and_should_not_is_named_and_so_are_codes_nobody_mapped(
    sharing: Sharing,
) -> None:
    now = text(sharing.installation.clock.now())
    given = Observation("rms-1", "essex", 1, 10**9, ["AGY-7"], now)
    take_observation(sharing.installation, client=CALLER, given=given)

    alarm, codes = attention(sharing.installation)

    assert alarm.startswith("sharing runs in rms-1 that should be off")
    assert codes.startswith("1 codes are not mapped")


def test_a_lease_that_nobody_renews_is_noticed(sharing: Sharing) -> None:
    published(sharing)
    sharing.people.later(seconds=61)

    (said,) = attention(sharing.installation)

    assert "lease was last renewed" in said


def test_a_root_that_will_expire_is_noticed_in_time(sharing: Sharing) -> None:
    published(sharing)
    sharing.people.later(days=320)

    said = " ".join(attention(sharing.installation))

    assert "root expires" in said
    assert "targets expire" in said
