"""Keys of the register: changed one at a time in peace, all at once after a theft or a restore."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from govern.commands.register import key_files
from govern.commands.register.publish import Publisher
from govern.commands.register.repository import Repository
from govern.commands.register.rotate import ROLES, recover, renew_root, rotate
from govern.commands.register.signing import Change, signers, write
from govern.errors import Conflict, Invalid
from govern.installation import Installation, open_installation
from govern.register.repository.metadata import epoch_of
from tests.register.repository.clients import Client
from tests.sharing import Sharing

ESSEX = "force-essex.json.gz"


def keys_of(sharing: Sharing) -> Path:
    return key_files.folder_of(sharing.installation.settings)


@pytest.mark.parametrize("role", ROLES)
def test_clients_follow_a_change_of_any_key(client: Client, sharing: Sharing, role: str) -> None:
    client.read(ESSEX)
    before = (keys_of(sharing) / f"{role}.key").read_bytes()

    made, published = rotate(sharing.installation, role=role)

    assert (made.version, made.epoch) == (2, 1)
    assert published
    assert client.read(ESSEX)
    assert client.read("kill.json")
    assert (keys_of(sharing) / f"{role}.key").read_bytes() != before


def test_every_key_of_root_can_be_replaced_one_after_the_other(
    client: Client, sharing: Sharing
) -> None:
    for role in key_files.ROOTS:
        rotate(sharing.installation, role=role)

    assert client.read(ESSEX)


def test_a_lost_key_of_root_is_replaced_with_the_other_two(
    client: Client, sharing: Sharing
) -> None:
    (keys_of(sharing) / "root-2.key").unlink()

    rotate(sharing.installation, role="root-2")

    assert client.read(ESSEX)


def test_one_key_of_root_alone_changes_nothing(client: Client, sharing: Sharing) -> None:
    for name in ("root-1", "root-2"):
        (keys_of(sharing) / f"{name}.key").unlink()

    with pytest.raises(Conflict, match="2 keys of root must sign"):
        rotate(sharing.installation, role="timestamp")

    assert client.read(ESSEX)
    assert Publisher(sharing.installation).turn(anew=True)
    assert client.read(ESSEX)


def test_the_keys_of_root_are_needed_for_no_publication(client: Client, sharing: Sharing) -> None:
    for name in key_files.ROOTS:
        (keys_of(sharing) / f"{name}.key").unlink()

    Publisher(sharing.installation).turn(anew=True)

    assert client.read(ESSEX)


def test_root_is_renewed_for_another_year(client: Client, sharing: Sharing) -> None:
    sharing.people.later(days=360)
    renew_root(sharing.installation)
    sharing.people.later(days=200)
    Publisher(sharing.installation).turn()

    assert client.read(ESSEX)


def test_a_role_nobody_knows_has_no_key(repository: Repository, sharing: Sharing) -> None:
    with pytest.raises(Invalid, match="Choose one of"):
        rotate(sharing.installation, role="mirror")


def test_a_change_of_key_cut_short_after_root_is_finished_by_the_publisher(
    client: Client, sharing: Sharing, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.read(ESSEX)
    with monkeypatch.context() as died:
        died.setattr(key_files, "promote", _die)
        with pytest.raises(KeyboardInterrupt):
            rotate(sharing.installation, role="timestamp")

    Publisher(sharing.installation).turn()

    assert client.read(ESSEX)


def test_recovery_raises_the_epoch_and_voids_what_a_thief_signed(
    client: Client, sharing: Sharing, repository: Repository
) -> None:
    client.read(ESSEX)
    _fast_forward(sharing, repository)
    client.read(ESSEX)
    stolen = client.number

    made, _ = recover(sharing.installation)

    client.read(ESSEX)
    assert stolen > 2**30
    assert client.number < 2**20
    assert (made.epoch, epoch_of(repository.root().signed)) == (2, 2)


def test_recovery_publishes_a_ledger_that_a_restore_made_shorter(
    client: Client, sharing: Sharing, tmp_path: Path
) -> None:
    shutil.copy(sharing.installation.settings.home / "govern.db", tmp_path / "backup.db")
    sharing.people.person("Nell Marsh", "nell.marsh@people.example")
    sharing.people.later(seconds=15)
    Publisher(sharing.installation).turn()
    client.read(ESSEX)
    restored = _restored(sharing, tmp_path / "backup.db")
    with pytest.raises(Conflict, match="restored or cut off"):
        Publisher(restored).turn(anew=True)

    recover(restored)

    assert client.read(ESSEX)


def _restored(sharing: Sharing, backup: Path) -> Installation:
    here = sharing.installation
    here.database.close()
    for left in here.settings.home.glob("govern.db*"):
        left.unlink()
    shutil.copy(backup, here.settings.home / "govern.db")
    return open_installation(here.settings, clock=here.clock)


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def _fast_forward(sharing: Sharing, repository: Repository) -> None:
    """What a thief of the online keys would publish: true content under an enormous number."""
    state = repository.state()
    assert state is not None
    keys = signers(sharing.installation, state.root.signed)
    copy = Repository(sharing.installation.settings)
    at = sharing.installation.clock.now()
    write(copy, state, Change(2**31 - 2, {}), keys, at=at, lease=timedelta(hours=8))
