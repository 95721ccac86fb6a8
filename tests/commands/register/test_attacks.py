"""What an unmodified client refuses: rollback, freeze, forgery, tampering, mixing."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import Metadata

from govern.commands.register import key_files
from govern.commands.register.publish import Publisher
from govern.commands.register.repository import Repository, State
from govern.commands.register.signing import Signers, signers
from govern.commands.stops.place import Stop, place_stop
from govern.register.repository import metadata
from govern.register.repository.kill import encode
from tests.register.repository.clients import Client
from tests.sharing import COUNCIL, Sharing

ESSEX = "force-essex.json.gz"


@pytest.fixture
def older(client: Client, sharing: Sharing, tmp_path: Path) -> Path:
    """The repository as it was before a flow was stopped; the client has seen the newer one."""
    client.read(ESSEX)
    kept = tmp_path / "older"
    shutil.copytree(client.repository, kept)
    why = "Staff who were not vetted opened referrals; stopped until that is put right."
    stop = Stop("kill", "flow", sharing.flows[f"essex:{COUNCIL}"], why, "INC-7")
    place_stop(sharing.installation, by=sharing.people.actor("essex_siro"), stop=stop)
    sharing.people.later(seconds=1)
    Publisher(sharing.installation).turn()
    client.read(ESSEX)
    return kept


def state_of(repository: Repository) -> State:
    state = repository.state()
    assert state is not None
    return state


def replaced(repository: Repository, name: str, content: bytes) -> None:
    """Put something else in a file's place, and make sure that it is something else."""
    path = repository.metadata / name
    assert path.read_bytes() != content
    path.write_bytes(content)


def thief() -> CryptoSigner:
    return CryptoSigner(Ed25519PrivateKey.generate())


def test_an_older_repository_is_refused(client: Client, older: Path) -> None:
    client.repository = older

    with pytest.raises(BadVersionNumberError):
        client.read(ESSEX)


@pytest.mark.parametrize("role", ["snapshot", "targets", "kill"])
def test_an_older_file_among_newer_ones_is_refused(
    client: Client, older: Path, repository: Repository, role: str, tmp_path: Path
) -> None:
    state, fresh = (
        state_of(repository),
        Client(client.repository, tmp_path / "new", client.root, client.clock),
    )
    versions = {
        "snapshot": state.number,
        "targets": state.targets.signed.version,
        "kill": state.kill.signed.version,
    }
    now = f"{versions[role]}.{role}.json"
    before = sorted(
        (older / "metadata").glob(f"*.{role}.json"), key=lambda path: int(path.name.split(".")[0])
    )[-1]
    replaced(repository, now, before.read_bytes())

    with pytest.raises(RepositoryError):
        fresh.read("kill.json")


def test_a_frozen_repository_is_refused_when_the_lease_ends(
    client: Client, sharing: Sharing
) -> None:
    client.read(ESSEX)
    sharing.people.later(hours=8)

    with pytest.raises(ExpiredMetadataError):
        client.read(ESSEX)


@pytest.mark.parametrize("byte", [0, 10, 60, -1])
def test_a_flipped_bit_in_a_shard_is_refused(client: Client, byte: int) -> None:
    (shard,) = (client.repository / "targets").glob(f"*.{ESSEX}")
    content = bytearray(shard.read_bytes())
    content[byte] ^= 1
    shard.write_bytes(content)

    with pytest.raises(LengthOrHashMismatchError):
        client.read(ESSEX)


def test_a_shard_of_another_length_is_refused(client: Client) -> None:
    (shard,) = (client.repository / "targets").glob(f"*.{ESSEX}")
    shard.write_bytes(shard.read_bytes() + b"\0" * 1_000_000)

    with pytest.raises(DownloadError):
        client.read(ESSEX)


def _timestamp(keys: Signers, state: State, signer: CryptoSigner) -> bytes:
    made = metadata.timestamp(
        state.raw["snapshot"], number=state.number,
        version=state.timestamp.signed.version + 1, at=state.issued + timedelta(seconds=1),
        lease=timedelta(days=900),
    )  # fmt: skip
    return metadata.signed(made, [signer])


@pytest.mark.parametrize("whose", ["nobody", "targets", "snapshot", "kill"])
def test_a_timestamp_signed_by_another_key_is_refused(
    client: Client, repository: Repository, sharing: Sharing, whose: str
) -> None:
    state = state_of(repository)
    keys = signers(sharing.installation, state.root.signed)
    signer = thief() if whose == "nobody" else getattr(keys, whose)
    replaced(repository, "timestamp.json", _timestamp(keys, state, signer))

    with pytest.raises(UnsignedMetadataError):
        client.read(ESSEX)


def _published_with(repository: Repository, keys: Signers, role: str, content: bytes) -> None:
    """A snapshot and a timestamp by the right keys that take in `content` as the next `role`."""
    state = state_of(repository)
    versions = {
        "targets": state.targets.signed.version, "kill": state.kill.signed.version,
    }  # fmt: skip
    versions[role] += 1
    files = {"targets": state.raw["targets"], "kill": state.raw["kill"], role: content}
    number, at = state.number + 1, state.issued
    repository.put(f"{versions[role]}.{role}.json", content)
    made = metadata.snapshot(files, versions, number=number, size=state.size, at=at)
    snapshot = metadata.signed(made, [keys.snapshot])
    repository.put(f"{number}.snapshot.json", snapshot)
    lasting = metadata.timestamp(
        snapshot, number=number, version=state.timestamp.signed.version + 1, at=at,
        lease=timedelta(hours=8),
    )  # fmt: skip
    repository.put("timestamp.json", metadata.signed(lasting, [keys.timestamp]))


def test_a_thief_of_snapshot_and_timestamp_keys_cannot_open_a_flow(
    client: Client, repository: Repository, sharing: Sharing
) -> None:
    state = state_of(repository)
    keys = signers(sharing.installation, state.root.signed)
    forged = metadata.file_of(b"forged", ESSEX)
    repository.put_target(ESSEX, forged.hashes["sha256"], b"forged")
    made = metadata.targets(
        {ESSEX: forged}, keys.kill.public_key, version=state.targets.signed.version + 1,
        at=state.issued,
    )  # fmt: skip
    _published_with(repository, keys, "targets", metadata.signed(made, [keys.snapshot]))

    with pytest.raises(UnsignedMetadataError):
        client.read(ESSEX)


def test_a_thief_of_the_kill_key_cannot_open_a_flow(
    client: Client, repository: Repository, sharing: Sharing
) -> None:
    genuine = client.read(ESSEX)
    state = state_of(repository)
    keys = signers(sharing.installation, state.root.signed)
    made = metadata.kill(
        metadata.file_of(b"forged", ESSEX), version=state.kill.signed.version + 1, at=state.issued
    )
    made.targets[ESSEX] = metadata.file_of(b"forged", ESSEX)
    _published_with(repository, keys, "kill", metadata.signed(made, [keys.kill]))

    assert client.read(ESSEX) == genuine


def test_a_kill_target_that_the_kill_key_did_not_sign_is_refused(
    client: Client, repository: Repository, sharing: Sharing
) -> None:
    state = state_of(repository)
    keys = signers(sharing.installation, state.root.signed)
    file = metadata.file_of(encode([]), "kill.json")
    made = metadata.kill(file, version=state.kill.signed.version + 1, at=state.issued)
    _published_with(repository, keys, "kill", metadata.signed(made, [keys.targets]))

    with pytest.raises(UnsignedMetadataError):
        client.read("kill.json")


def test_a_root_signed_by_one_key_of_root_is_refused(
    client: Client, repository: Repository, sharing: Sharing
) -> None:
    one = key_files.signer(key_files.folder_of(sharing.installation.settings), "root-1")
    root = repository.root().signed
    root.version = 2
    root.unrecognized_fields["epoch"] = 9
    repository.put("2.root.json", metadata.signed(root, [one]))

    with pytest.raises(UnsignedMetadataError):
        client.read(ESSEX)


def test_the_root_that_is_pinned_must_be_signed_by_itself(
    client: Client, repository: Repository
) -> None:
    root = Metadata.from_bytes(client.root)
    root.signed.unrecognized_fields["epoch"] = 2
    client.root = root.to_bytes()

    with pytest.raises(UnsignedMetadataError):
        client.read(ESSEX)
