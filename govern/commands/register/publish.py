"""Publishing the register: what changed, at once; the lease, at every heartbeat."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from govern.clock import instant, text
from govern.commands.backup.restore_backup import held_back
from govern.commands.register.repository import Repository, State
from govern.commands.register.signing import Change, signers, write
from govern.errors import Conflict
from govern.installation import Installation
from govern.register.observe import observing
from govern.register.repository import kill, metadata, shard
from govern.register.row import FlowKey, Row
from govern.store import organisations
from govern.store.append import head
from govern.store.kills import standing_kills
from govern.store.live import LiveSource

HEARTBEAT = timedelta(seconds=15)
"""How often the lease is renewed."""


@dataclass(frozen=True)
class Published:
    """One publication: the register's number and epoch, and the names of what is new in it."""

    epoch: int
    number: int
    changed: tuple[str, ...]
    at: datetime


class Publisher:
    """Publishes one installation's register. Any number may run: they take turns by a lock, and
    each goes on from what is on the disk.
    """

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._repository = Repository(installation.settings)
        self._lease = installation.settings.lease
        self._rows: Mapping[FlowKey, Row] | None = None
        self._observing: dict[str, str] = {}
        self._size = -1
        self._due: datetime | None = None

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
        with self._repository.publishing() as ours:
            if not ours or not self._repository.root_version():
                return []
            if held := held_back(self._installation.settings):
                raise Conflict(held)
            state = None if begin_again else self._repository.state()
            return self._publish(state, now, anew)

    def _something(self, now: datetime) -> bool:
        if self._due is None or now >= self._due:
            return True
        with self._installation.reading() as session:
            return head(session).size != self._size

    def _publish(self, state: State | None, now: datetime, anew: bool) -> list[Published]:
        made = []
        if state is not None:
            stops = Change(size=state.size, shards={}, kills=self._new_kills(state))
            if not anew and not stops.empty and state.by_trusted_keys:
                made.append(self._write(state, stops, now))
                state = self._repository.state()
        source = self._installation.register.at(now)
        if state is not None and source.version < state.size:
            raise Conflict(
                f"The ledger has {source.version} events, and register {state.number} was made of"
                f" {state.size}: it was restored or cut off. See `govern register recover`."
            )
        change = self._change(state, source, now, anew)
        if (
            state is None
            or not change.empty
            or now - state.issued >= HEARTBEAT
            or now < state.issued
        ):
            made.append(self._write(state, change, now))
        self._remember(source, now)
        return made

    def _change(self, state: State | None, source: LiveSource, now: datetime, anew: bool) -> Change:
        old = {} if state is None else _digests(state)
        shards = {
            name: data
            for name, data in self._shards(source, old, observing(source.facts, text(now)))
            if old.get(name) != _digest(data)
        }
        anew = anew or state is None or _worn(state, now) or not state.by_trusted_keys
        kills = self._new_kills(None if anew else state)
        return Change(size=source.version, shards=shards, kills=kills, anew=anew)

    def _new_kills(self, state: State | None) -> bytes | None:
        """The kill target, when it is not what is published."""
        with self._installation.reading() as session:
            data = kill.encode(standing_kills(session))
        if state is None:
            return data
        return (
            None
            if state.kill.signed.targets[kill.TARGET].hashes["sha256"] == _digest(data)
            else data
        )

    def _shards(
        self, source: LiveSource, old: Collection[str], observed: Mapping[str, str]
    ) -> Iterator[tuple[str, bytes]]:
        """The shards of forces whose rows are others than last time, or that have none yet."""
        rows, before = source.register.rows, self._rows
        forces = self._forces()
        touched = {force for force in forces if shard.target_name(force) not in old}
        touched |= forces if before is None or not old else _forces_of(before, rows)
        touched |= {force for force, _ in set(observed.items()) ^ set(self._observing.items())}
        grouped: dict[str, list[Row]] = {force: [] for force in touched}
        for key, row in rows.items() if touched else ():
            if key.force in grouped:
                grouped[key.force].append(row)
        for force, found in grouped.items():
            yield shard.target_name(force), shard.encode(force, found, observed.get(force))

    def _forces(self) -> set[str]:
        with self._installation.reading() as session:
            return {row.slug for row in organisations.of_kind(session, "force", ended=True)}

    def _write(self, state: State | None, change: Change, now: datetime) -> Published:
        root = self._repository.root().signed
        if metadata.is_demonstration(root) and not self._installation.demonstration:
            raise Conflict(
                "The register's keys are of a demonstration: hold a ceremony of your own."
            )
        keys = signers(self._installation, root)
        versions = write(self._repository, state, change, keys, at=now, lease=self._lease)
        if not change.empty:
            self._repository.prune()
        new = [*change.shards, *([kill.TARGET] if change.kills is not None else [])]
        return Published(metadata.epoch_of(root), versions.snapshot, tuple(new), now)

    def _remember(self, source: LiveSource, now: datetime) -> None:
        self._rows, self._size = source.register.rows, source.version
        self._observing = observing(source.facts, text(now))
        state = self._repository.state()
        next_beat = (state.issued if state else now) + HEARTBEAT
        turn = source.register.next_change
        self._due = min(next_beat, instant(turn)) if turn else next_beat


def _forces_of(before: Mapping[FlowKey, Row], rows: Mapping[FlowKey, Row]) -> set[str]:
    """The forces with a row that is another than before. Rows judged alike are the same object."""
    if before is rows:
        return set()
    return {key.force for key, row in rows.items() if before.get(key) is not row}


def _digests(state: State) -> dict[str, str]:
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
