"""An unmodified python-tuf client that reads a repository from disk, at the instant of a test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import time_machine
from tuf.api.exceptions import DownloadHTTPError
from tuf.api.metadata import Metadata, Snapshot
from tuf.ngclient import Updater
from tuf.ngclient.fetcher import FetcherInterface

from govern.clock import Clock


class FromDisk(FetcherInterface):
    """Reads addresses that are paths."""

    def _fetch(self, url: str) -> Iterator[bytes]:
        path = Path(url)
        if not path.exists():
            raise DownloadHTTPError("not found", 404)
        return iter([path.read_bytes()])


@dataclass
class Client:
    """One client with its own cache; each reading is a run of its own, as `clock` has it."""

    repository: Path
    home: Path
    root: bytes
    clock: Clock

    def updater(self) -> Updater:
        """A fresh updater over the same cache."""
        for name in ("metadata", "targets"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        return Updater(
            str(self.home / "metadata"),
            str(self.repository / "metadata"),
            str(self.home / "targets"),
            str(self.repository / "targets"),
            FromDisk(),
            bootstrap=self.root,
        )

    def read(self, target: str) -> bytes:
        """A verified target. The errors are python-tuf's own."""
        with time_machine.travel(self.clock.now(), tick=False):
            updater = self.updater()
            updater.refresh()
            found = updater.get_targetinfo(target)
            assert found is not None, f"there is no {target}"
            return Path(updater.download_target(found)).read_bytes()

    @property
    def number(self) -> int:
        """The number of the register it holds."""
        cached = Path(self.home / "metadata" / "snapshot.json").read_bytes()
        return Metadata[Snapshot].from_bytes(cached).signed.version
