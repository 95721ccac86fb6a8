"""Publishing the register: what changed, at once; the lease, at every heartbeat."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from govern.clock import instant
from govern.commands.backup.restore_backup import held_back
from govern.commands.register.repository import Repository, State
from govern.commands.register.shards import ShardMaker, Shards
from govern.commands.register.signing import Change, signers, write
from govern.errors import Conflict
from govern.installation import Installation
from govern.register.repository import kill, metadata
from govern.store.append import head
from govern.store.kills import standing_kills
from govern.store.live import LiveSource

HEARTBEAT = timedelta(seconds=15)
"""How often the lease is renewed."""
LATE = 3 * HEARTBEAT
"""Whoever leads and has not renewed it for so long leads no more."""


@dataclass(frozen=True)
class Published:
    """One publication: the register's number and epoch, and the names of what is new in it."""

    epoch: int
    number: int
    changed: tuple[str, ...]
    at: datetime


class Publisher:
    """Publishes one installation's register. Any number may run: they take turns by a lock, and
    each goes on from what is on the disk. Shards are made before the lock is taken, so that an
    emergency stop never waits for them.
    """

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._repository = Repository(installation.settings)
        self._maker = ShardMaker(installation)
        self._size = -1
        self._due: datetime | None = None
        self._stops_seen = -1

    def turn(self, *, anew: bool = False, begin_again: bool = False) -> list[Published]:
        """Publish what changed since the last turn, or renew the lease when it is time.

        Emergency stops go first, as a publication of their own. Nothing is published before a key
        ceremony, while another process publishes, or when nothing is due. `anew` signs everything
        again; `begin_again` counts from the beginning, for a new epoch. Conflict when the ledger is
        shorter than what was published, and this is no new epoch.
        """
        now = self._installation.clock.now()
        if not (anew or begin_again) and not self._something(now):
            return []
        made = [] if anew or begin_again else self.stops()
        if self._repository.root_version():
            made += self._rows(now, anew, begin_again)
        return made

    def stops(self) -> list[Published]:
        """Publish the emergency stops, when they are others than those published. It may run beside
        `turn`, in a thread of its own.
        """
        with self._installation.reading() as session:
            size = head(session).size
            if size == self._stops_seen:
                return []
            kills = kill.encode(standing_kills(session))
        with self._repository.publishing() as ours:
            state = self._repository.state() if ours else None
            if state is None or not state.by_trusted_keys:
                return []
            made = []
            if not _are_published(state, kills):
                change = Change(size=state.size, shards={}, kills=kills)
                made = [self._write(state, change)]
            self._stops_seen = size
            return made

    def late(self) -> bool:
        """Whether what is published has not been renewed for some heartbeats."""
        state = self._repository.state()
        now = self._installation.clock.now()
        return state is not None and now - state.issued > LATE

    def _something(self, now: datetime) -> bool:
        if self._due is None or now >= self._due:
            return True
        with self._installation.reading() as session:
            return head(session).size != self._size

    def _rows(self, now: datetime, anew: bool, begin_again: bool) -> list[Published]:
        source = self._installation.register.at(now)
        known = _digests(None if begin_again else self._repository.state())
        made_of = self._maker.make(source, known, now)
        with self._repository.publishing() as ours:
            if not ours:
                return []
            state = None if begin_again else self._repository.state()
            if state is not None and self._overtaken(state, source, now):
                return []
            if (there := _digests(state)) != known:  # another process was quicker
                made_of = self._maker.make(source, there, now)
            change = self._change(state, source, made_of, now, anew)
            made = []
            if state is None or not change.empty or not _fresh(state, now):
                made.append(self._write(state, change))
            self._remember(source, now)
            return made

    def _overtaken(self, state: State, source: LiveSource, now: datetime) -> bool:
        """Whether another process has published a newer register meanwhile."""
        if source.version < state.size:
            with self._installation.reading() as session:
                if (size := head(session).size) >= state.size:
                    return True
            raise Conflict(
                f"The ledger has {size} events, and register {state.number} was made of"
                f" {state.size}: it was restored or cut off. See `govern register recover`."
            )
        return now < state.issued <= self._installation.clock.now()

    def _change(
        self,
        state: State | None,
        source: LiveSource,
        made: Shards,
        now: datetime,
        anew: bool,
    ) -> Change:
        old = _digests(state)
        anew = anew or state is None or _worn(state, now) or not state.by_trusted_keys
        kills = None
        if anew:
            with self._installation.reading() as session:
                kills = kill.encode(standing_kills(session))
        new = {name: data for name, data in made.new.items() if old.get(name) != _digest(data)}
        dropped = made.dropped & old.keys()
        return Change(size=source.version, shards=new, kills=kills, anew=anew, dropped=dropped)

    def _write(self, state: State | None, change: Change) -> Published:
        settings, now = self._installation.settings, self._installation.clock.now()
        if held := held_back(settings):
            raise Conflict(held)
        root = self._repository.root().signed
        if metadata.is_demonstration(root) and not self._installation.demonstration:
            raise Conflict(
                "The register's keys are of a demonstration: hold a ceremony of your own."
            )
        keys = signers(self._installation, root)
        versions = write(self._repository, state, change, keys, at=now, lease=settings.lease)
        if not change.empty:
            self._repository.prune()
        new = [*change.shards, *([kill.TARGET] if change.kills is not None else [])]
        return Published(metadata.epoch_of(root), versions.snapshot, tuple(new), now)

    def _remember(self, source: LiveSource, now: datetime) -> None:
        self._maker.remember()
        self._size = source.version
        state = self._repository.state()
        next_beat = (state.issued if state else now) + HEARTBEAT
        turn = source.register.next_change
        self._due = min(next_beat, instant(turn)) if turn else next_beat


def _fresh(state: State, now: datetime) -> bool:
    """Whether the lease need not be renewed yet. One from the future is a clock put back."""
    return timedelta() <= now - state.issued < HEARTBEAT


def _are_published(state: State, kills: bytes) -> bool:
    digest: str = state.kill.signed.targets[kill.TARGET].hashes["sha256"]
    return digest == _digest(kills)


def _digests(state: State | None) -> dict[str, str]:
    if state is None:
        return {}
    return {name: file.hashes["sha256"] for name, file in state.targets.signed.targets.items()}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _worn(state: State, now: datetime) -> bool:
    """Whether the slow roles were signed a day ago and are due again."""
    signed_at = min(
        file.signed.expires - metadata.SIGNED_FOR
        for file in (state.targets, state.kill, state.snapshot)
    )
    return now - signed_at >= metadata.SIGNED_ANEW_AFTER
