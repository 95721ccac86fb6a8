"""Keeps bytes by their digest: written once, synced to disk before anyone relies on them, checked
when read.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")


Stamp = tuple[int, int, int, int]


class ArchiveError(Exception):
    """The archive lacks what was asked for, or holds other bytes under its name."""


class Altered(ArchiveError):
    """It holds other bytes under that name."""


class Archive:
    """A folder of files named by their SHA-256, two levels deep. Several processes may write to it
    at once.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, content: bytes) -> str:
        """Keep the bytes and return their digest (bare hex). On return they are synced to disk,
        whole, under their name.

        Putting the same bytes again changes nothing. A crash leaves the file whole or absent.
        """
        digest = hashlib.sha256(content).hexdigest()
        place = self._place(digest)
        if place.exists():
            self.get(digest)
            return digest
        self._write(place, content)
        return digest

    def mend(self, content: bytes) -> str:
        """Put these bytes, which another store has whole, in place of whatever stands under their
        name. On return they are synced to disk.
        """
        digest = hashlib.sha256(content).hexdigest()
        self._write(self._place(digest), content)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes of a digest. Raises ArchiveError when absent, or when the file is no longer
        what its name says.
        """
        place = self._place(digest)
        try:
            content = place.read_bytes()
        except FileNotFoundError:
            raise ArchiveError(f"No file with digest {digest} is in the archive.") from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise Altered(
                f"The file {digest} in the archive was altered: its bytes have another digest."
            )
        return content

    def has(self, digest: str) -> bool:
        """Whether a file of that name is there; it may still be altered, which `get` tells."""
        return self._place(digest).exists()

    def stamp(self, digest: str) -> Stamp | None:
        """The inode, size and times the disk has for a file; None when it is absent."""
        try:
            found = self._place(digest).stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns

    def digests(self) -> Iterator[str]:
        """The digest of every file kept, in order; files half written by a crash are not among
        them.
        """
        for folder in sorted(self.path.glob("??/??")):
            yield from sorted(each.name for each in folder.iterdir() if _DIGEST.match(each.name))

    def sweep(self) -> int:
        """Remove what a crash left half written; returns how many. A file that a process is still
        writing is held by it and stays.
        """
        return sum(_remove_unheld(each) for each in self.path.glob("??/??/.*.new"))

    def _write(self, place: Path, content: bytes) -> None:
        self._make_folder(place.parent)
        made = place.with_name(f".{place.name}.{secrets.token_hex(8)}.new")
        try:
            _write(made, content, place)
        finally:
            made.unlink(missing_ok=True)
        _sync_folder(place.parent)

    def _place(self, digest: str) -> Path:
        if not _DIGEST.match(digest):
            raise ArchiveError(
                f"{digest[:80]!r} is not a SHA-256 digest: 64 characters of 0-9 and a-f."
            )
        return self.path / digest[:2] / digest[2:4] / digest

    def _make_folder(self, folder: Path) -> None:
        if folder.exists():
            return
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sync_folder(folder.parent)
        _sync_folder(self.path)


def _write(path: Path, content: bytes, place: Path) -> None:
    """Write a new file, sync it, and give it its place. It is held all the while."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "wb") as out:
        fcntl.flock(handle, fcntl.LOCK_EX)
        out.write(content)
        out.flush()
        os.fsync(handle)
        path.rename(place)


def _remove_unheld(path: Path) -> bool:
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
