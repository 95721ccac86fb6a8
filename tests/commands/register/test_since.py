"""What a gate lacks, in one answer: no more and no less than lies at the addresses of the files."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from typing import Any

import orjson
import pytest

from govern.commands.register import key_files, since
from govern.commands.register.ceremony import next_root, put_root
from govern.commands.register.since import Has, Since
from govern.errors import Conflict
from govern.register.repository import metadata
from govern.register.repository.metadata import Trust
from tests.gate.publishing import NOW, Service, Wall, usual

ESSEX = ("essex",)


@pytest.fixture
def service(tmp_path: Path) -> Service:
    """A service that published a few flows."""
    made = Service(tmp_path / "home", Wall())
    made.publish(usual())
    return made


def told(service: Service, number: int = 0, root: int = 1, *forces: str) -> Any:
    has = Has(number, root, forces or ESSEX)
    return orjson.loads(Since(service.repository).answer(has).content)


def kinds(answer: Any) -> set[str]:
    """The files by what they are: numbers and digests left out."""
    return {name.split("/")[1].split(".", 1)[1] for name in answer["files"]}


def test_whoever_has_nothing_is_sent_all_of_its_forces_as_it_lies_at_the_addresses(
    service: Service,
) -> None:
    answer = told(service)

    for name, written in answer["files"].items():
        assert b64decode(written) == (service.repository.folder / name).read_bytes()
    assert kinds(answer) == {
        "json", "snapshot.json", "targets.json", "kill.json", "force-essex.json.gz",
    }  # fmt: skip
    assert (answer["epoch"], answer["version"]) == (1, service.state.number)
    assert answer["none"] == ["metadata/2.root.json"]


def test_whoever_has_what_is_published_is_sent_the_lease_alone(service: Service) -> None:
    service.heartbeat()

    assert list(told(service, service.state.number)["files"]) == ["metadata/timestamp.json"]


def test_whoever_is_behind_is_sent_what_changed_since(service: Service) -> None:
    before = service.state.number
    service.publish(usual(), kills=[{"partner": "mill-lane-trust"}])

    answer = told(service, before, 1, "essex", "kent")

    assert kinds(answer) == {"json", "snapshot.json", "targets.json", "kill.json"}
    assert len(answer["files"]) == 5  # both the kill role and its target end alike


def test_newer_roots_come_one_after_the_other(service: Service) -> None:
    folder = key_files.folder_of(service.installation.settings)
    roots = key_files.root_signers(folder)
    keys = {role: key_files.signer(folder, role).public_key for role in metadata.ONLINE}
    trust = Trust(tuple(one.public_key for one in roots.values()), keys, 1, True)
    put_root(service.repository, next_root(service.repository, trust, roots.values(), NOW), {})

    behind, ahead = told(service), told(service, root=2)

    assert next(iter(behind["files"])) == "metadata/2.root.json"
    assert "metadata/2.root.json" not in ahead["files"]
    assert behind["none"] == ahead["none"] == ["metadata/3.root.json"]


@pytest.mark.parametrize("number", [99_999, 3])
def test_a_number_that_nobody_published_is_as_if_nothing_were_held(
    service: Service, number: int
) -> None:
    assert told(service, number)["files"] == told(service)["files"]


def test_targets_that_do_not_fit_are_left_to_their_own_addresses(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(since, "MOST", 100)

    assert kinds(told(service)) == {"json", "snapshot.json", "targets.json", "kill.json"}


def test_answers_are_made_once_for_each_publication_and_only_so_many_are_held(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(since, "MOST_ANSWERS", 2)
    answers = Since(service.repository)
    first = answers.answer(Has(0, 1, ESSEX))
    again = answers.answer(Has(0, 1, ESSEX))
    for number in range(1, 9):
        answers.answer(Has(number, 1, ESSEX))
    assert answers._ready is not None
    held = len(answers._ready.answers)
    service.heartbeat()

    assert again is first
    assert held <= 2
    assert answers.answer(Has(0, 1, ESSEX)).digest != first.digest


def test_before_anything_is_published_and_when_a_file_is_gone_it_says_to_ask_again(
    service: Service, tmp_path: Path
) -> None:
    empty = Service(tmp_path / "empty", Wall())
    (service.repository.metadata / f"{service.state.number}.snapshot.json").unlink()

    for repository in (empty.repository, service.repository):
        with pytest.raises(Conflict):
            Since(repository).answer(Has(0, 1, ESSEX))
