"""What a gate refuses, what it says of it, and that it goes on from what it holds."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner

from govern.commands.register import key_files
from govern.commands.register.ceremony import next_root, put_root
from govern.commands.register.rotate import ROLES, rotate
from govern.commands.register.signing import Change, signers
from govern.register.repository import kill, metadata, shard
from govern.register.repository.metadata import Trust
from tests.gate.publishing import LEASE, NOW, ROUTINE, Beside, Service, Wall, usual

ESSEX = "force-essex.json.gz"
Attack = Callable[[Service], None]


def closing(service: Service) -> None:
    """Something that should close the flow is published."""
    service.publish([])


def rolled_back(service: Service) -> None:
    """The publication before the last one is served again."""
    older = service.repository.folder.parent / "older"
    shutil.rmtree(service.repository.folder)
    shutil.copytree(older, service.repository.folder)


def expired(service: Service) -> None:
    """A timestamp whose lease is over."""
    service.heartbeat(at=NOW - timedelta(hours=9))


def forged(service: Service) -> None:
    """A timestamp by a key of somebody else."""
    state = service.state
    made = metadata.timestamp(
        state.raw["snapshot"], number=state.number, version=99, at=NOW, lease=LEASE
    )
    thief = CryptoSigner(Ed25519PrivateKey.generate())
    service.repository.put("timestamp.json", metadata.signed(made, [thief]))


def tampered(service: Service) -> None:
    """A new shard with one bit flipped."""
    service.publish([*usual()[1:]])
    digest = service.state.targets.signed.targets[ESSEX].hashes["sha256"]
    path = service.repository.targets / f"{digest}.{ESSEX}"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def unreadable(service: Service) -> None:
    """A shard for gates of a later version, properly signed."""
    later = gzip.compress(b'{"schema":"flow-shard/9"}')
    service.write(service.state, Change(service.state.size + 1, {ESSEX: later}))


def without_the_force(service: Service) -> None:
    """A register in which the gate's force is missing, properly signed."""
    keys = signers(service.installation, service.state.root.signed)
    made = metadata.targets(
        {}, keys.kill.public_key, version=service.state.targets.signed.version, at=NOW
    )
    service.repository.put(f"{made.version}.targets.json", metadata.signed(made, [keys.targets]))
    service.write(service.state, Change(service.state.size + 1, {}, kill.encode([])))


def without_an_epoch(service: Service) -> None:
    """A root that names no epoch, signed by two keys of root."""
    folder = key_files.folder_of(service.installation.settings)
    root = service.state.root.signed
    root.version += 1
    del root.unrecognized_fields["epoch"]
    roots = key_files.root_signers(folder).values()
    service.repository.put("2.root.json", metadata.signed(root, roots))
    service.heartbeat()


@pytest.fixture(params=[True, False], ids=["all in one call", "file by file"])
def kept(beside: Beside, request: pytest.FixtureRequest) -> Beside:
    """A gate that has seen two publications; the first one is kept beside."""
    beside.together = request.param
    beside.start()
    folder = beside.service.repository.folder
    shutil.copytree(folder, folder.parent / "older")
    beside.service.publish(usual())
    beside.gate.step()
    return beside


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        (rolled_back, "rolled_back"),
        (expired, "expired"),
        (forged, "forged"),
        (tampered, "tampered"),
        (unreadable, "unreadable"),
        (without_the_force, "unreadable"),
        (without_an_epoch, "unreadable"),
    ],
    ids=lambda given: getattr(given, "__name__", given),
)
def test_what_is_wrong_is_refused_and_told_and_the_old_register_goes_on(
    kept: Beside, clock: Wall, attack: Attack, code: str
) -> None:
    held = kept.gate.memory.mark
    attack(kept.service)

    taken = kept.gate.step()

    assert (taken, kept.refusal) == (False, code)
    assert kept.gate.memory.mark == held
    assert kept.permits()
    told = kept.wire.told[-1]
    assert (told["applied"], told["refusal"]["code"]) == (held.number, code)
    clock.later(hours=8)
    assert kept.reason() == "register_stale"


@pytest.mark.parametrize("attack", [rolled_back, forged, tampered], ids=lambda it: it.__name__)
def test_an_attack_does_not_undo_what_was_closed(kept: Beside, attack: Attack) -> None:
    closing(kept.service)
    kept.gate.step()
    attack(kept.service)
    kept.gate.step()
    running = kept.permits()
    kept.start()

    assert (running, kept.permits()) == (False, False)


def test_a_gate_that_lost_its_cache_still_takes_nothing_older(kept: Beside) -> None:
    closing(kept.service)
    kept.gate.step()
    rolled_back(kept.service)
    shutil.rmtree(kept.folder / "tuf")

    kept.start()

    assert (kept.refusal, kept.permits()) == ("rolled_back", False)


def test_what_was_applied_is_told(kept: Beside) -> None:
    told = kept.wire.told[-1]

    assert told["gate"] == "rms-1"
    assert told["forces"] == ["essex"]
    assert (told["epoch"], told["received"], told["applied"]) == (1, 102, 102)
    assert told["refusal"] is None
    assert told["observing"] == []
    assert told["lease_until"] == kept.gate.status()["lease_until"]


def test_a_gate_that_reaches_nobody_says_so_and_goes_on(beside: Beside) -> None:
    beside.wire.cut = True

    taken = beside.gate.step()

    assert (taken, beside.refusal) == (False, "unreachable")
    assert beside.permits()


@pytest.mark.parametrize("role", ROLES)
def test_a_gate_follows_a_change_of_any_key(
    service: Service, beside: Beside, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govern.commands.register.rotate.Publisher", lambda _: _Publishes(service))
    rotate(service.installation, role=role)

    taken = beside.gate.step()

    assert (taken, beside.gate.memory.mark.number) == (True, 102)
    beside.start(cut=True)
    assert beside.gate.memory.mark.number == 102
    assert beside.permits()


class _Publishes:
    """Stands in for the publisher, which needs a database."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def turn(self, **_: object) -> list[object]:
        self._service.publish(usual())
        return []


def test_a_fast_forward_is_undone_by_a_higher_epoch_and_never_without(
    service: Service, beside: Beside
) -> None:
    service.write(service.state, Change(2**31 - 2, {}))
    beside.gate.step()
    stolen = beside.gate.memory.mark.number
    _new_epoch(service)
    service.size = 500
    service.write(None, _everything(service))

    taken = beside.gate.step()

    mark = beside.gate.memory.mark
    assert stolen > 2**30
    assert (taken, mark.epoch) == (True, 2)
    assert mark.number < 1000
    assert beside.permits()


def test_a_register_of_a_lower_epoch_is_never_taken_again(service: Service, beside: Beside) -> None:
    older = service.repository.folder.parent / "older"
    shutil.copytree(service.repository.folder, older)
    _new_epoch(service)
    service.write(None, _everything(service))
    beside.gate.step()
    rolled_back(service)
    shutil.rmtree(beside.folder / "tuf")

    beside.start()

    assert (beside.refusal, beside.gate.memory.mark.epoch) == ("rolled_back", 2)


def _everything(service: Service) -> Change:
    shards = {
        shard.target_name(force): shard.encode(
            force, [one for one in usual() if one.key.force == force]
        )
        for force in ("essex", "kent")
    }
    return Change(service.size, shards, kill.encode([]), anew=True)


def _new_epoch(service: Service) -> None:
    """What `recover` does with root and keys."""
    folder = key_files.folder_of(service.installation.settings)
    roots = key_files.root_signers(folder)
    for role in metadata.ONLINE:
        (folder / f"{role}.key").unlink()
    online = {role: key_files.make(folder, role) for role in metadata.ONLINE}
    trust = Trust(tuple(one.public_key for one in roots.values()), online, 2, True)
    written = next_root(service.repository, trust, roots.values(), NOW)
    put_root(service.repository, written, online)


@pytest.mark.parametrize("name", ["register.json", "passed"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"roots":[]}', b"\xff\xfe"])
def test_a_damaged_state_is_not_used_and_fetched_again(
    beside: Beside, name: str, content: bytes
) -> None:
    (beside.folder / name).write_bytes(content)
    beside.start(cut=True)
    damaged = beside.reason()
    beside.gate.step()

    assert damaged == ("no_register" if name == "register.json" else "ok")
    assert beside.permits()


def test_a_changed_shard_on_the_disk_is_not_used(beside: Beside) -> None:
    (kept,) = (beside.folder / "shards").iterdir()
    forged_shard = shard.encode("essex", [*usual(), *usual()[:1]])
    kept.write_bytes(forged_shard)

    beside.start(cut=True)

    assert beside.reason() == "no_register"


def test_a_forged_state_is_not_used(beside: Beside, service: Service, tmp_path: Path) -> None:
    other = Service(tmp_path / "other", beside.clock)
    other.publish(usual())
    theirs = Beside(other, tmp_path / "theirs", beside.clock).start()
    shutil.copy(theirs.folder / "register.json", beside.folder / "register.json")

    beside.start(cut=True)

    assert beside.reason(ROUTINE) == "no_register"
