"""A stop by hand on the computer itself: a file that is there closes flows, whatever is signed."""

from __future__ import annotations

from pathlib import Path

from govern.register.repository.kill import EVERYTHING, NO_KILLS, Kills, Stop
from govern.register.row import FlowKey

_PARTS = FlowKey._fields


class LocalKill:
    """The kill file, looked at before every answer.

    Each line names parts, such as `partner=north-hill-council` or `force=essex category=custody`,
    and stops the flows that have them all. `*`, an empty file and anything that cannot be read or
    understood stop everything. Lines that start with `#` are notes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._kills = NO_KILLS

    def kills(self) -> Kills:
        """The stops that stand now."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            self._seen, self._kills = None, NO_KILLS
            return self._kills
        except OSError:
            return Kills([EVERYTHING])
        mark = (found.st_mtime_ns, found.st_size, found.st_ino)
        if mark != self._seen:
            self._kills, self._seen = _read(self.path), mark
        return self._kills


def _read(path: Path) -> Kills:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return Kills([EVERYTHING])
    told = [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
    return Kills([_stop(line) for line in told] or [EVERYTHING])


def _stop(line: str) -> Stop:
    named = dict(word.partition("=")[::2] for word in line.split())
    if not all(part in _PARTS and value for part, value in named.items()):
        return EVERYTHING
    return named
