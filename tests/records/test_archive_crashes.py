"""The archive after a power cut: a process that dies at any step leaves a file whole or absent."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govern.records.archive import Archive, ArchiveError

CONTENT = b"a record " * 5000
DIGEST = hashlib.sha256(CONTENT).hexdigest()
DIED, DONE = 9, 0


def dying_at(step: int) -> None:
    """Make this process end, as kill -9 ends it, before the system call of that number."""
    calls = iter(range(10_000))

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if next(calls) == step:
                os._exit(DIED)
            return real(*given, **named)

        return call

    for place, name in ((os, "open"), (os, "mkdir"), (os, "fsync"), (os, "rename"), (os, "close")):
        setattr(place, name, counted(getattr(place, name)))
    fcntl.flock = counted(fcntl.flock)


def put_and_die(folder: Path, step: int) -> int:
    """Put the content in a process of its own that dies at a step; how it ended."""
    child = os.fork()
    if child == 0:
        archive = Archive(folder)
        dying_at(step)
        archive.put(CONTENT)
        os._exit(DONE)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
def test_wherever_a_process_dies_the_file_is_whole_or_absent_and_putting_again_finishes(
    tmp_path: Path,
) -> None:
    ends, present = [], []
    for step in range(100):
        archive = Archive(tmp_path / str(step))

        ends.append(put_and_die(archive.path, step))

        if archive.has(DIGEST):
            present.append(step)
            assert archive.get(DIGEST) == CONTENT
        assert archive.put(CONTENT) == DIGEST and archive.get(DIGEST) == CONTENT
        archive.sweep()
        assert [each.name for each in archive.path.rglob("*") if each.is_file()] == [DIGEST]
        if ends[-1] == DONE:
            break
    assert ends == [DIED] * (len(ends) - 1) + [DONE] and len(ends) > 10
    assert present and present == list(range(present[0], len(ends)))


def test_a_file_that_is_being_written_is_not_swept(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    place = tmp_path / DIGEST[:2] / DIGEST[2:4]
    place.mkdir(parents=True)
    held, left = place / f".{DIGEST}.one.new", place / f".{DIGEST}.two.new"
    for each in (held, left):
        each.write_bytes(b"half")

    with held.open("rb") as writing:
        fcntl.flock(writing, fcntl.LOCK_EX)
        assert archive.sweep() == 1
        assert held.exists() and not left.exists()
    assert archive.sweep() == 1
    assert list(archive.digests()) == []


@pytest.mark.parametrize("fault", ["fsync", "write"])
def test_a_full_or_failing_disk_gives_no_digest_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    archive = Archive(tmp_path)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    if fault == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr("govern.records.archive._write", full)
    with pytest.raises(OSError, match="No space left"):
        archive.put(CONTENT)

    assert not archive.has(DIGEST)
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]


def test_mending_puts_the_whole_bytes_in_place_of_altered_ones(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.put(CONTENT)
    place = next(tmp_path.rglob(DIGEST))
    place.chmod(0o600)
    place.write_bytes(b"forged")

    assert archive.mend(CONTENT) == DIGEST

    assert archive.get(DIGEST) == CONTENT
    with pytest.raises(ArchiveError, match="No file"):
        archive.get("0" * 64)
