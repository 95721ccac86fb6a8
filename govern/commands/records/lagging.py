"""How far the second store of records is behind the first, and whether it can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from govern.clock import text
from govern.commands.records.second import second
from govern.installation import Installation
from govern.records.second import StoreError

LATE = timedelta(minutes=5)
"""The round that copies comes every ten seconds; what waits longer wants a person."""


@dataclass(frozen=True)
class Lag:
    """What the second store lacks: files by count, since when the oldest waits, and the fault when
    the store cannot be asked.
    """

    named: str
    waiting: int = 0
    oldest: str | None = None
    late: bool = False
    fault: str = ""

    def line(self) -> str:
        """It in a line of a report."""
        if self.fault:
            return f"Second store: not reached. {self.fault}"
        since = f", the oldest since {self.oldest}" if self.oldest else ""
        return f"Second store: {self.waiting} files wait to be copied{since}"

    def wants(self) -> str:
        """What a person must do; "" when nothing."""
        if self.fault:
            return f"the second store of records cannot be used: {self.fault}"
        if self.late:
            return (
                f"{self.waiting} files wait for the second store since {self.oldest}: is `govern "
                "worker` running, and does `govern records check` find the archive whole?"
            )
        return ""


def lag(installation: Installation) -> Lag | None:
    """None when no second store is named. It lists both stores and reads no file."""
    named = installation.settings.second_store
    try:
        store = second(installation)
        if store is None:
            return None
        held = set(store.digests())
    except StoreError as fault:
        return Lag(named, fault=str(fault))
    archive = installation.archive
    waiting = [digest for digest in archive.digests() if digest not in held]
    stamps = [stamp for digest in waiting if (stamp := archive.stamp(digest)) is not None]
    if not stamps:
        return Lag(named)
    oldest = datetime.fromtimestamp(min(stamp[2] for stamp in stamps) / 1e9, UTC)
    return Lag(named, len(waiting), text(oldest), installation.clock.now() - oldest > LATE)
