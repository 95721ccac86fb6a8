"""The bundle of one force, made of what is published: the same register, the same lease."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from govern.clock import text
from govern.commands.register.export_keys import opa_key
from govern.commands.register.repository import Repository, State
from govern.errors import Conflict, NotFound
from govern.exchange.opa.bundle import bundle
from govern.exchange.opa.held import document
from govern.installation import Installation
from govern.register.decide import Standing
from govern.register.repository import kill, shard
from govern.register.repository.held import read_changes, read_shard
from govern.register.repository.layered import Layered
from govern.register.row import FlowKey

_TRIES = 3


@dataclass(frozen=True)
class Exported:
    """A bundle, and a name that is another one whenever a newer lease is published."""

    data: bytes
    tag: str


class OpaExports:
    """Makes each force's bundle once for each lease, however many ask."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._repository = Repository(installation.settings)
        self._made: dict[str, Exported] = {}
        self._lock = Lock()

    def of(self, force: str) -> Exported:
        """The bundle of the force with this slug. NotFound for a force the register does not have,
        Conflict while nothing is published.
        """
        with self._lock:
            tag = _tag(self._state(), force)
            made = self._made.get(force)
            if made is None or made.tag != tag:
                made = self._made[force] = self._make(force)
            return made

    def _state(self) -> State:
        state = self._repository.state()
        if state is None:
            raise Conflict("Nothing is published yet.")
        return state

    def _make(self, force: str) -> Exported:
        for _ in range(_TRIES):
            state = self._state()
            try:
                return Exported(self._bundle(state, force), _tag(state, force))
            except FileNotFoundError:  # a publication long replaced was removed meanwhile
                continue
        raise Conflict("The published register could not be read.")

    def _bundle(self, state: State, force: str) -> bytes:
        layered = self._layered(state, force)
        keys: set[FlowKey] = set(layered.flows())
        rows = ((key, layered.lookup(*key[1:])) for key in sorted(keys))
        stops = kill.read_kills(self._target(kill.TARGET, _digest(state, kill.TARGET)))
        expires = text(state.timestamp.signed.expires)
        standing = Standing(state.epoch, state.number, text(state.issued), expires)
        held = document(force, rows, standing, stops.stops, layered.observe_until)
        return bundle(held, opa_key(self._installation.settings))

    def _layered(self, state: State, force: str) -> Layered:
        name, changes = shard.target_name(force), shard.changes_name(force)
        digest = _digest(state, name)
        whole = read_shard(self._target(name, digest), force)
        if changes not in state.targets.signed.targets:
            return Layered(whole, None)
        changed = self._target(changes, _digest(state, changes))
        return Layered(whole, read_changes(changed, force, digest))

    def _target(self, name: str, digest: str) -> bytes:
        return (self._repository.targets / f"{digest}.{name}").read_bytes()


def _digest(state: State, name: str) -> str:
    listed = (state.kill if name == kill.TARGET else state.targets).signed.targets
    if name not in listed:
        raise NotFound(name)
    found: str = listed[name].hashes["sha256"]
    return found


def _tag(state: State, force: str) -> str:
    _digest(state, shard.target_name(force))
    return f"{state.epoch}.{state.number}.{state.timestamp.signed.version}"
