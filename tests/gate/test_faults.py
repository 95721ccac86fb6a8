"""Killed at any write, or on a disk that is full from any write on: never back, never wrong."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from govern.commands.register import key_files
from govern.commands.register.ceremony import next_root, put_root
from govern.register.repository import metadata
from govern.register.repository.kill import read_kills
from govern.register.repository.metadata import Trust
from tests.gate.publishing import CRITICAL, NOW, ROUTINE, Beside, Service, Wall, usual

WRITES = ("open", "fsync", "replace", "unlink", "remove", "symlink", "mkdir")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Killed(BaseException):
    """Stands for SIGKILL: nothing runs after it but what unwinds without touching the disk."""


class FromTheNth:
    """Lets writes pass until the n-th one, then does what `act` does, before it or after it."""

    def __init__(self, nth: int, act: Callable[[], None], *, after: bool = False) -> None:
        self.nth, self.act, self.after = nth, act, after
        self.count = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """While this runs, the writes of this process are counted and meet their fate."""
        with pytest.MonkeyPatch.context() as patch:
            for name in WRITES:
                patch.setattr(os, name, self._guarded(name, getattr(os, name)))
            yield

    def _guarded(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*given: Any, **named: Any) -> Any:
            if name == "open" and not (len(given) > 1 and given[1] & WRITING):
                return real(*given, **named)
            self.count += 1
            if self.count >= self.nth and not self.after:
                self.act()
            done = real(*given, **named)
            if self.count >= self.nth and self.after:
                self.act()
            return done

        return guarded


def die() -> None:
    raise Killed


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def closes(service: Service) -> None:
    service.publish(usual()[1:])


def kills(service: Service) -> None:
    service.publish(usual(), kills=[{"category": "crime-report"}])


def closes_and_kills(service: Service) -> None:
    service.publish(usual()[1:], kills=[{}])


def closes_under_a_new_root(service: Service) -> None:
    folder = key_files.folder_of(service.installation.settings)
    roots = key_files.root_signers(folder)
    (folder / "timestamp.key").unlink()
    fresh = key_files.make(folder, "timestamp")
    keys = {role: key_files.signer(folder, role).public_key for role in metadata.ONLINE}
    trust = Trust(
        tuple(one.public_key for one in roots.values()), {**keys, "timestamp": fresh}, 1, True
    )
    put_root(service.repository, next_root(service.repository, trust, roots.values(), NOW), {})
    service.publish(usual()[1:])


def stops(service: Service) -> tuple[object, ...]:
    """The stops that are published."""
    digest = service.state.kill.signed.targets["kill.json"].hashes["sha256"]
    return read_kills((service.repository.targets / f"{digest}.kill.json").read_bytes()).stops


CHANGES = (closes, kills, closes_and_kills, closes_under_a_new_root)
NAMED = pytest.mark.parametrize("change", CHANGES, ids=lambda it: it.__name__)


def points(service: Service, folder: Path, clock: Wall, change: Callable[[Service], None]) -> int:
    """How many writes the gate makes when that change comes."""
    beside = Beside(service, folder, clock).start()
    change(service)
    counting = FromTheNth(10**9, die)
    with counting.at_work():
        beside.gate.step()
    service.publish(usual())
    return counting.count


@NAMED
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_gate_killed_at_any_write_goes_on_and_never_back(
    service: Service, tmp_path: Path, clock: Wall, change: Callable[[Service], None], after: bool
) -> None:
    count = points(service, tmp_path / "count", clock, change)
    assert count >= 15
    for nth in range(1, count + 1):
        service.publish(usual())
        beside = Beside(service, tmp_path / f"state-{nth}", clock).start()
        before = beside.gate.memory.mark
        open_before = beside.permits(ROUTINE)
        change(service)
        published = stops(service)
        fate = FromTheNth(nth, die, after=after)

        with pytest.raises(Killed), fate.at_work():
            beside.gate.step()
        answered = beside.gate.memory
        denied = not beside.permits(ROUTINE)
        beside.start(cut=True)

        assert open_before
        assert beside.gate.memory.mark >= answered.mark >= before, nth
        assert beside.gate.memory.kills.stops in (answered.kills.stops, published), nth
        assert not (denied and beside.permits(ROUTINE)), nth
        assert beside.gate.memory.held is not None, nth
        beside.start()
        assert beside.refusal is None, nth
        assert not beside.permits(ROUTINE), nth


@NAMED
def test_a_disk_that_is_full_from_any_write_on_hides_no_stop_and_opens_nothing(
    service: Service, tmp_path: Path, clock: Wall, change: Callable[[Service], None]
) -> None:
    count = points(service, tmp_path / "count", clock, change)
    for nth in range(1, count + 1):
        service.publish(usual())
        beside = Beside(service, tmp_path / f"state-{nth}", clock).start()
        change(service)

        with FromTheNth(nth, full).at_work():
            taken = beside.gate.step()
            running = beside.permits(ROUTINE)

        assert beside.refusal == (None if taken else "cannot_persist"), nth
        assert not (running and "kill" in change.__name__), nth
        assert not (running and taken), nth
        beside.start(cut=True)
        assert beside.gate.memory.held is not None, nth
        beside.gate.step()
        assert (beside.refusal, beside.permits(ROUTINE)) == (None, False), nth


def test_a_disk_that_stays_full_does_not_stretch_the_lease(
    service: Service, beside: Beside, clock: Wall
) -> None:
    with FromTheNth(1, full).at_work():
        for _ in range(9 * 4):
            clock.later(minutes=15)
            service_beats(service)
            beside.gate.step()
        late = beside.reason(ROUTINE), beside.permits(CRITICAL)

    assert late == ("register_stale", True)
    service.heartbeat()
    beside.gate.step()
    assert beside.permits(ROUTINE)


def service_beats(service: Service) -> None:
    """The service has its own disk, which is not full."""
    with pytest.MonkeyPatch.context() as patch:
        for name in WRITES:
            patch.setattr(os, name, REAL[name])
        service.heartbeat()


REAL = {name: getattr(os, name) for name in WRITES}
