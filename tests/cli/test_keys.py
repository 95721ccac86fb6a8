"""`govern keys`: made, shown, replaced, revoked and renewed, and what the report says of them."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from govern.cli import opening
from govern.clock import SettableClock
from govern.commands.keys.condition import due
from govern.ledger.leaf import Event
from govern.store import events as stored
from tests.cli.conftest import Run

NAMES = ["root", "issuing", "timestamp", "service"]


def by_name(told: dict[str, Any], state: str = "present") -> dict[str, str]:
    return {each["name"]: each["sha256"] for each in told["keys"] if each["state"] == state}


def events(kind: str) -> list[Event]:
    with opening.installation().reading() as session:
        return [each for each in stored.events(session) if each.type == kind]


def test_without_a_verb_the_keys_are_shown_and_nothing_is_due(begun: Run) -> None:
    code, told = begun("keys")

    assert code == 0
    assert list(by_name(told)) == NAMES
    assert told["due"] == []
    assert begun("keys", "status") == (code, told)


def test_a_key_is_replaced_and_the_ledger_says_which_by_whom(begun: Run) -> None:
    before = by_name(begun("keys")[1])

    code, told = begun("keys", "rotate", "issuing", "--by", "ada@quill.example")

    now = begun("keys")[1]
    assert code == 0
    assert by_name(now) == before | by_name(told)
    assert by_name(now, "former") == {name: before[name] for name in ("issuing", "service")}
    made = events("key_made")
    assert [(each.data["name"], each.data["sha256"]) for each in made] == [
        (each["name"], each["sha256"]) for each in told["keys"]
    ]
    assert [each.data["replaces"] for each in made] == [before["issuing"], before["service"]]
    assert all(each.author and each.author.person for each in made)
    assert begun("ledger", "verify")[0] == 0


def test_who_may_not_change_keys_is_told_so(begun: Run) -> None:
    begun("people", "add", "--name", "Bo Lund", "--email", "bo@lund.example")

    assert begun("keys", "rotate", "service", "--by", "bo@lund.example")[0] == 2
    assert begun("keys", "rotate", "service", "--by", "nobody@quill.example")[0] == 2
    assert events("key_made") == []


def test_a_revoked_key_is_due_for_replacement_and_the_report_says_so(begun: Run) -> None:
    begun("ledger", "checkpoint")
    issuing = by_name(begun("keys")[1])["issuing"]

    code, told = begun("keys", "revoke", "issuing", "--reason", "compromised")

    assert (code, told["sha256"]) == (0, issuing)
    assert any("govern keys rotate issuing" in each for each in told["due"])
    code, report = begun("report")
    assert code == 1
    assert any("issuing.crt is revoked since" in each for each in report["needs_attention"])
    begun("keys", "rotate", "issuing")
    assert begun("report")[0] == 0
    (event,) = events("key_revoked")
    assert (event.data["sha256"], event.data["reason"]) == (issuing, "compromised")
    states = {each["sha256"]: each["state"] for each in begun("keys")[1]["keys"]}
    assert states[issuing].startswith("revoked since")


def test_a_former_certificate_is_revoked_by_its_fingerprint(begun: Run) -> None:
    old = by_name(begun("keys")[1])["timestamp"]
    begun("keys", "rotate", "timestamp")

    line = ("keys", "revoke", old[:12], "--reason", "lost", "--since", "2026-01-01")
    assert begun(*line)[0] == 0

    assert begun("report")[1]["keys_due"] == []
    assert begun("keys", "revoke", old[:4], "--reason", "lost")[0] == 2
    assert begun("keys", "revoke", "0" * 12, "--reason", "lost")[0] == 2
    ahead = ("keys", "revoke", "issuing", "--reason", "lost", "--since", "2999-01-01")
    assert begun(*ahead)[0] == 2


def test_the_roots_key_may_lie_elsewhere(begun: Run, home: Path, tmp_path: Path) -> None:
    key = (home / "keys" / "root.key").rename(tmp_path / "root.key")

    assert begun("keys", "rotate", "timestamp")[0] == 1
    assert begun("keys", "renew")[0] == 1
    assert begun("keys", "rotate", "timestamp", "--root-key", str(key))[0] == 0
    assert begun("keys", "renew", "--root-key", str(key))[0] == 0
    key.chmod(stat.S_IRUSR | stat.S_IRGRP)
    assert begun("keys", "renew", "--root-key", str(key))[0] == 1
    assert len(events("key_list_renewed")) == 1


def test_lost_keys_are_made_again(begun: Run, home: Path, tmp_path: Path) -> None:
    assert begun("keys", "create")[0] == 1
    old = by_name(begun("keys")[1])["root"]
    for each in (home / "keys").iterdir():
        each.unlink()
    assert begun("report")[1]["keys_due"] == [
        f"{home}/keys holds no keyring. Make one with: govern keys create"
    ]

    code, told = begun("keys", "create", "--root-key", str(tmp_path / "root.key"))

    assert code == 0
    assert [each["name"] for each in told["keys"]] == NAMES
    assert by_name(told)["root"] != old
    assert (tmp_path / "root.key").exists()
    assert not (home / "keys" / "root.key").exists()


def test_a_restored_installation_without_keys_gets_a_new_root(begun: Run, home: Path) -> None:
    old = by_name(begun("keys")[1])
    for each in (home / "keys").glob("*.key"):
        each.unlink()

    due = begun("keys")[1]["due"]
    assert [each.split(" is missing")[0].rsplit("/")[-1] for each in due] == [
        "issuing.key",
        "timestamp.key",
        "service.key",
    ]
    assert begun("keys", "rotate", "root")[0] == 1
    assert begun("keys", "rotate", "root", "--lost")[0] == 0
    assert by_name(begun("keys")[1], "former") == old
    assert begun("keys")[1]["due"] == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (400 - 59, ["the root's revocation list ends on"]),
        (14 * 365 - 179, ["timestamp.crt ends on", "service.crt ends on", "list ended on"]),
        (14 * 365 + 1, ["timestamp.crt ended on", "service.crt ended on", "list ended on"]),
    ],
)
def test_what_ends_is_said_before(
    begun: Run, monkeypatch: pytest.MonkeyPatch, days: int, said: list[str]
) -> None:
    installation = opening.installation()
    installation.clock = SettableClock(installation.clock.now() + timedelta(days=days))

    found = due(installation)

    assert len(found) == len(said)
    assert all(words in each for words, each in zip(said, found, strict=True))
