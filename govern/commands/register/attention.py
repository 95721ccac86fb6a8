"""What about the published register, its gates and the systems behind them needs a person now."""

from __future__ import annotations

from datetime import timedelta

from govern.clock import text
from govern.commands.register.repository import Repository, State
from govern.errors import Conflict
from govern.installation import Installation
from govern.store import drift
from govern.store.reconciling import unmapped

STALE = timedelta(seconds=60)
"""Without a renewed lease for so long, publishing has stopped."""
ROOT_ENDS, ROLES_END = timedelta(days=60), timedelta(days=20)
"""Before these roles expire somebody must act: root is signed by people, the others daily."""


def attention(installation: Installation) -> list[str]:
    """A sentence for each thing; empty when all is well, or nothing was ever published."""
    now = installation.clock.now()
    with installation.reading() as session:
        silent = [each for each in drift.gates(session, None, now) if each.state == "unknown"]
        alarms = drift.alarms(session, None)
        codes = unmapped(session, None)
    found = [
        f"gate {each.gate} has been silent for {_ago(each.age)}: see /gates" for each in silent
    ]
    found += [f"sharing runs in {system} that should be off: see /gates" for system in alarms]
    if codes:
        found.append(f"{len(codes)} codes are not mapped: see `govern register codes list`")
    return found + _published(installation)


def _published(installation: Installation) -> list[str]:
    try:
        state = Repository(installation.settings).state()
    except Conflict as fault:
        return [f"the published register cannot be read: {fault}"]
    return [] if state is None else list(_of(installation, state))


def _of(installation: Installation, state: State) -> list[str]:
    now = installation.clock.now()
    found = []
    if now - state.issued > STALE:
        said = f"the register's lease was last renewed at {text(state.issued)}"
        found.append(f"{said}: is `govern worker` running?")
    root = state.root.signed.expires
    if root - now < ROOT_ENDS:
        found.append(f"the register's root expires at {text(root)}: run `govern register renew`")
    for name, file in (("targets", state.targets), ("kill", state.kill)):
        if file.signed.expires - now < ROLES_END:
            ends = text(file.signed.expires)
            found.append(f"the register's {name} expire at {ends}: run `govern register publish`")
    return found


def _ago(seconds: float) -> str:
    minutes = int(seconds // 60)
    return f"{minutes} minutes" if minutes else f"{int(seconds)} seconds"
