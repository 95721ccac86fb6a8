"""Following the register: fetch, verify, keep on disk, and only then answer from it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    UnsignedMetadataError,
)
from tuf.api.metadata import TargetFile

from govern.clock import instant
from govern.gate.fetching import Fetched
from govern.gate.line import Line
from govern.gate.memory import Held, Memory
from govern.gate.room import give_back
from govern.gate.settings import GateSettings
from govern.gate.shelf import KILLS, REGISTER, Kept, Shelf
from govern.gate.verifying import Files, Verified, is_content, verify
from govern.gate.watch import Watch
from govern.register.repository.code_table import codes_name, read_codes
from govern.register.repository.held import read_changes, read_shard
from govern.register.repository.kill import EVERYTHING, Kills, read_kills
from govern.register.repository.layered import Layered
from govern.register.repository.shard import changes_name, target_name
from govern.register.repository.unpacking import UnreadableTarget
from govern.register.row import FlowKey

_LOG = logging.getLogger("govern.gate")


class Refused(Exception):
    """The register offered was not taken; the one held goes on. `code` is permanent."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


_CODES: tuple[tuple[type[Exception], str], ...] = (
    (BadVersionNumberError, "rolled_back"),
    (ExpiredMetadataError, "expired"),
    (UnsignedMetadataError, "forged"),
    (LengthOrHashMismatchError, "tampered"),
    (DownloadError, "unreachable"),
    (UnreadableTarget, "unreadable"),
    (OSError, "cannot_persist"),
    (RepositoryError, "unreadable"),
    (ValueError, "unreadable"),
    (LookupError, "unreadable"),
)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn whatever speaks against a register into Refused."""
    try:
        yield
    except tuple(kind for kind, _ in _CODES) as fault:
        code = next(code for kind, code in _CODES if isinstance(fault, kind))
        raise Refused(code, f"{type(fault).__name__}: {fault}"[:500]) from fault


@dataclass
class Follower:
    """Keeps one gate's memory in step with the service. One thread alone may call it."""

    settings: GateSettings
    shelf: Shelf
    watch: Watch
    line: Line
    memory: Memory
    offered: int = 0

    def restore(self) -> None:
        """Take up what lies on the disk, verified again. What does not hold is not used; when it
        is the emergency stops, everything is stopped until they are fetched again.
        """
        for name in (REGISTER, KILLS):
            try:
                with refusing():
                    kept = self.shelf.kept(name)
                    if kept is not None:
                        self._restore(kept, register=name == REGISTER)
            except Refused as fault:
                _LOG.critical("what was kept as %s is not used: %s", name, fault.message)
                if name == KILLS:
                    self.memory = replace(self.memory, kills=Kills([EVERYTHING]))

    def sync(self) -> None:
        """Fetch what is published and apply it. Refused when anything speaks against it.

        Emergency stops are applied first, also when the rest is refused.
        """
        with refusing():
            fetched = Fetched(
                self.line, self.shelf.metadata, self.settings.root, self.watch.read().at
            )
            self.line.bring(self.memory.mark.number, fetched.newest_root, self.settings.forces)
            files = fetched.fetch()
            verified = verify(files, self.settings.root)
            self.offered = verified.mark.number
            self.watch.confirm(instant(verified.issued))
            kills = self._take_kills(fetched, files, verified)
            if fetched.unwritten is not None:
                raise fetched.unwritten
            self._take_register(fetched, Kept(files, kills), verified)

    def _restore(self, kept: Kept, *, register: bool) -> None:
        verified = verify(kept.files, self.settings.root)
        if not is_content(verified.kills, kept.kills):
            raise LengthOrHashMismatchError("the kill target is another")
        self.watch.confirm(instant(verified.issued))
        if verified.mark >= self.memory.kills_mark:
            self.memory = replace(
                self.memory, kills=_readable(kept.kills), kills_mark=verified.mark
            )
        if register:
            shards = {
                force: self._read(force, verified, self._kept) for force in self.settings.forces
            }
            codes = self._codes(verified, self._kept)
            self.memory = replace(self.memory, held=Held(verified, shards, codes))

    def _kept(self, file: TargetFile) -> bytes:
        content = self.shelf.shard(file.hashes["sha256"])
        if content is None or not is_content(file, content):
            raise LengthOrHashMismatchError(f"{file.path} is missing or another")
        return content

    def _read(self, force: str, verified: Verified, get: Callable[[TargetFile], bytes]) -> Layered:
        """A force's flows; a large shard that did not change since is not read again."""
        file, changes = _files_of(verified, force)
        digest = file.hashes["sha256"]
        held = self.memory.held
        if held and _files_of(held.verified, force)[0].hashes == file.hashes:
            shard = held.shards[force].shard
        else:
            shard = read_shard(get(file), force)
        if changes is None:
            return Layered(shard, None)
        return Layered(shard, read_changes(get(changes), force, digest))

    def _take_kills(self, fetched: Fetched, files: Files, verified: Verified) -> bytes:
        if verified.mark < self.memory.kills_mark:
            raise BadVersionNumberError(f"{verified.mark} is before {self.memory.kills_mark}")
        content = self._kept_kills(verified)
        if content is None:
            content = fetched.content(verified.kills)
            try:
                self.shelf.keep(KILLS, Kept(files, content))
            except OSError as fault:
                fetched.unwritten = fault  # it is applied all the same: a stop cannot wait
        self.memory = replace(self.memory, kills=_readable(content), kills_mark=verified.mark)
        return content

    def _kept_kills(self, verified: Verified) -> bytes | None:
        """The kill target when the very same lies on the disk already."""
        try:
            kept = self.shelf.kept(KILLS)
        except ValueError:
            return None
        return kept.kills if kept and is_content(verified.kills, kept.kills) else None

    def _take_register(self, fetched: Fetched, kept: Kept, verified: Verified) -> None:
        if verified.mark < self.memory.mark:
            raise BadVersionNumberError(f"{verified.mark} is before {self.memory.mark}")
        if verified.mark == self.memory.mark:
            self.shelf.keep_passed(self.watch.passed)
            return
        shards = {
            force: self._current(force, verified)
            or self._read(force, verified, partial(self._fetched, fetched))
            for force in self.settings.forces
        }
        codes = self._codes(verified, partial(self._fetched, fetched))
        self.shelf.keep(REGISTER, kept)
        held = Held(verified, shards, codes)
        before, self.memory = self.memory, replace(self.memory, held=held)
        self.shelf.keep_passed(self.watch.passed)
        if not before.held or _whole(before.held.shards) != _whole(shards):
            give_back()
        self.shelf.drop_shards_but(
            {
                file.hashes["sha256"]
                for force in self.settings.forces
                for file in (*_files_of(verified, force), _codes_of(verified, force))
                if file is not None
            }
        )

    def _current(self, force: str, verified: Verified) -> Layered | None:
        """What is held of a force already, when nothing of it changed."""
        held = self.memory.held
        if held is None or _digests(held.verified, force) != _digests(verified, force):
            return None
        return held.shards[force]

    def _codes(
        self, verified: Verified, get: Callable[[TargetFile], bytes]
    ) -> dict[str, Mapping[str, FlowKey]]:
        """What the forces' systems call flows; a table that did not change is not read again."""
        found: dict[str, Mapping[str, FlowKey]] = {}
        held = self.memory.held
        for force in self.settings.forces:
            file = _codes_of(verified, force)
            before = _codes_of(held.verified, force) if held else None
            if file is None:
                continue
            if held and before and before.hashes == file.hashes:
                found[force] = held.codes[force]
            else:
                found[force] = _readable_codes(get(file), force)
        return found

    def _fetched(self, fetched: Fetched, file: TargetFile) -> bytes:
        digest = file.hashes["sha256"]
        content = self.shelf.shard(digest)
        if content is None or not is_content(file, content):
            content = fetched.content(file)
            self.shelf.keep_shard(digest, content)
        return content


def _files_of(verified: Verified, force: str) -> tuple[TargetFile, TargetFile | None]:
    """The force's shard, and the changes to it when there are any."""
    file = verified.shards.get(target_name(force))
    if file is None:
        raise LookupError(f"the register has no force {force}")
    return file, verified.shards.get(changes_name(force))


def _codes_of(verified: Verified, force: str) -> TargetFile | None:
    """The force's table of codes, when it has one."""
    return verified.shards.get(codes_name(force))


def _digests(verified: Verified, force: str) -> list[object]:
    return [file and file.hashes for file in _files_of(verified, force)]


def _whole(shards: Mapping[str, Layered]) -> list[int]:
    """Which large shards these are."""
    return [id(each.shard) for each in shards.values()]


def _readable_codes(content: bytes, force: str) -> Mapping[str, FlowKey]:
    """The table; when it cannot be understood no code of the force is known, and each is denied."""
    try:
        return read_codes(content, force)
    except UnreadableTarget:
        _LOG.critical("the codes of %s cannot be read: each is denied", force)
        return {}


def _readable(content: bytes) -> Kills:
    """The stops; when they cannot be understood, everything is stopped."""
    try:
        return read_kills(content)
    except UnreadableTarget:
        _LOG.critical("the emergency stops cannot be read: everything is stopped")
        return Kills([EVERYTHING])
