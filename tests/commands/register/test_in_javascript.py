"""The unmodified JavaScript client of TUF reads the register, and refuses what it must."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner

from govern.clock import Clock, text
from govern.commands.register.publish import Publisher
from govern.commands.register.repository import Repository, State
from govern.commands.register.rotate import rotate
from govern.register.repository import metadata
from govern.register.repository.held import read_shard
from govern.register.repository.kill import read_kills
from tests.sharing import Sharing

VENDOR = Path(__file__).resolve().parents[2] / "vendor" / "tuf-js"
ESSEX = "force-essex.json.gz"


@dataclass
class JavaScript:
    """tuf-js with its own cache; each reading is a process of its own, as `clock` has it."""

    repository: Path
    home: Path
    root: Path
    clock: Clock

    def run(self, target: str) -> subprocess.CompletedProcess[bytes]:
        """One reading."""
        line = [
            "node", str(VENDOR / "read.cjs"), str(self.repository), str(self.home), str(self.root),
            target, text(self.clock.now()),
        ]  # fmt: skip
        environment = {**os.environ, "NODE_PATH": str(VENDOR / "modules")}
        return subprocess.run(line, capture_output=True, env=environment, check=False)

    def read(self, target: str) -> bytes:
        """A verified target."""
        ran = self.run(target)
        assert ran.returncode == 0, ran.stderr.decode()
        return ran.stdout


@pytest.fixture
def javascript(repository: Repository, sharing: Sharing, tmp_path: Path) -> JavaScript:
    """A client that trusts the first root."""
    shutil.copy(repository.metadata / "1.root.json", tmp_path / "root.json")
    clock = sharing.installation.clock
    return JavaScript(repository.folder, tmp_path / "javascript", tmp_path / "root.json", clock)


def state_of(repository: Repository) -> State:
    state = repository.state()
    assert state is not None
    return state


def rolled_back(repository: Repository, sharing: Sharing) -> None:
    older = repository.folder.parent / "older"
    shutil.rmtree(repository.folder)
    shutil.copytree(older, repository.folder)


def frozen(repository: Repository, sharing: Sharing) -> None:
    sharing.people.later(hours=8, seconds=1)


def forged(repository: Repository, sharing: Sharing) -> None:
    state = state_of(repository)
    made = metadata.timestamp(
        state.raw["snapshot"], number=state.number, version=99, at=state.issued,
        lease=timedelta(days=9),
    )  # fmt: skip
    thief = CryptoSigner(Ed25519PrivateKey.generate())
    repository.put("timestamp.json", metadata.signed(made, [thief]))


def mixed(repository: Repository, sharing: Sharing) -> None:
    older = repository.folder.parent / "older" / "metadata" / "1.targets.json"
    version = state_of(repository).targets.signed.version
    shutil.copy(older, repository.metadata / f"{version}.targets.json")


def tampered(repository: Repository, sharing: Sharing) -> None:
    digest = state_of(repository).targets.signed.targets[ESSEX].hashes["sha256"]
    shard = repository.targets / f"{digest}.{ESSEX}"
    content = bytearray(shard.read_bytes())
    content[len(content) // 2] ^= 1
    shard.write_bytes(content)


def test_it_reads_what_is_published(javascript: JavaScript, repository: Repository) -> None:
    shard = read_shard(javascript.read(ESSEX), "essex")
    kills = read_kills(javascript.read("kill.json"))

    assert len(shard) == 1
    assert kills.stops == ()


def test_it_follows_a_change_of_key(javascript: JavaScript, sharing: Sharing) -> None:
    javascript.read(ESSEX)
    for role in ("timestamp", "snapshot", "targets", "kill", "root-1"):
        rotate(sharing.installation, role=role)

    assert javascript.read(ESSEX)


@pytest.mark.parametrize(
    ("attack", "refusal"),
    [
        (rolled_back, "BadVersionError"),
        (frozen, "ExpiredMetadataError"),
        (forged, "UnsignedMetadataError"),
        (mixed, "Expected hash"),
        (tampered, "LengthOrHashMismatchError"),
    ],
    ids=lambda given: getattr(given, "__name__", given),
)
def test_it_refuses_what_does_not_hold(
    javascript: JavaScript, repository: Repository, sharing: Sharing,
    attack: Callable[[Repository, Sharing], None], refusal: str,
) -> None:  # fmt: skip
    shutil.copytree(repository.folder, repository.folder.parent / "older")
    sharing.people.later(days=1)
    Publisher(sharing.installation).turn()
    if attack is rolled_back:
        javascript.read(ESSEX)
    attack(repository, sharing)

    ran = javascript.run(ESSEX)

    assert ran.returncode == 1
    assert ran.stdout == b""
    assert refusal in ran.stderr.decode()


def test_the_client_is_the_one_that_is_named() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text())

    found = {
        path.relative_to(VENDOR / "modules").as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in (VENDOR / "modules").rglob("*")
        if path.is_file() and "make-fetch-happen" not in path.parts
    }

    assert found == manifest["sha256"]
