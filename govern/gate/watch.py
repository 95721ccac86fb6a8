"""What time it is, as far as the clock of this computer can be trusted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock

from govern.clock import Clock

BACK = timedelta(seconds=5)
"""How far the clock may stand behind an instant that has surely passed."""
AHEAD = timedelta(seconds=60)
"""How far metadata may be issued ahead of the clock; and how far the clock may outrun the seconds
that passed before it is taken as moved by hand.
"""

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Reading:
    """The instant to judge at, and whether it may be trusted."""

    at: datetime
    trusted: bool


class Watch:
    """Keeps the latest instant that has surely passed: what a verified timestamp says, and the
    seconds counted since. A clock behind it was put back; one that ran far ahead raises it only
    once a timestamp confirms that, so a wrong clock that is put right does not lock the gate.
    """

    def __init__(
        self,
        clock: Clock,
        passed: datetime | None = None,
        seconds: Callable[[], float] | None = None,
    ) -> None:
        self._clock = clock
        self._seconds = seconds or _since_boot
        self._passed = passed or _BEGINNING
        self._counted = self._seconds()
        self._issued = self._passed
        self._lock = Lock()

    def read(self) -> Reading:
        """The present instant: never before one that has surely passed."""
        with self._lock:
            wall, counted = self._clock.now(), self._seconds()
            floor = self._floor(counted)
            if floor <= wall <= floor + AHEAD:
                self._passed, self._counted = wall, counted
            trusted = wall >= floor - BACK and self._issued <= wall + AHEAD
            return Reading(max(wall, floor), trusted)

    def confirm(self, issued: datetime) -> None:
        """A verified timestamp was issued then: that instant has passed.

        It counts no further than the clock stands: a server ahead of us moves nothing.
        """
        with self._lock:
            wall, counted = self._clock.now(), self._seconds()
            self._issued = issued
            passed = max(self._floor(counted), min(issued, wall))
            if passed <= wall <= issued + AHEAD:
                passed = wall
            self._passed, self._counted = passed, counted

    @property
    def passed(self) -> datetime:
        """The latest instant that has surely passed: what is to be remembered."""
        with self._lock:
            return self._floor(self._seconds())

    def _floor(self, counted: float) -> datetime:
        return self._passed + timedelta(seconds=max(0.0, counted - self._counted))


def _since_boot() -> float:
    """Seconds that nobody can set, counted also while the computer sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)
