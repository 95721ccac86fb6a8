"""Fetching the register by the client workflow of TUF, as python-tuf has it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from tuf.api.metadata import Root, TargetFile
from tuf.ngclient import Updater

from govern.durable import write_whole
from govern.gate.line import Line
from govern.gate.verifying import Files
from govern.register.repository.kill import TARGET
from govern.register.repository.metadata import KILL


class Fetched(Updater):
    """One run of the workflow at the instant `at`; metadata that cannot be written is used once
    and remembered in `unwritten`, so that a full disk does not hide an emergency stop.

    It reaches into three private parts of python-tuf: the time it compares with, which files it
    used, and how it writes them. The version is pinned, and tests fail when those parts move.
    """

    def __init__(self, line: Line, folder: Path, pinned: bytes, at: datetime) -> None:
        self.unwritten: OSError | None = None
        self._raw: dict[str, bytes] = {}
        self._roots: dict[int, bytes] = {}
        self._line, self._folder = line, folder
        super().__init__(str(folder), f"{line.base}/metadata", fetcher=line, bootstrap=pinned)
        self._pinned = self._trusted_set.root.version
        self._trusted_set.reference_time = at

    @property
    def newest_root(self) -> int:
        """The version of the newest root that lies here, not verified yet."""
        found = self._pinned
        while (self._folder / "root_history" / f"{found + 1}.root.json").exists():
            found += 1
        return found

    def fetch(self) -> Files:
        """Everything but the targets themselves. The errors are python-tuf's own."""
        self.refresh()
        self.target(TARGET)
        now = self._trusted_set.root.version
        roots = [self._root(version) for version in range(self._pinned + 1, now + 1)]
        roles = ("timestamp", "snapshot", "targets", KILL)
        return Files(roots, *(self._raw[role] for role in roles))

    def target(self, name: str) -> TargetFile | None:
        """The length and digest of a target; None when there is none of that name."""
        found: TargetFile | None = self.get_targetinfo(name)
        return found

    def content(self, file: TargetFile) -> bytes:
        """The bytes of a target, checked against its length and digest."""
        name = f"{file.hashes['sha256']}.{file.path}"
        content: bytes = self._line.download_bytes(f"{self._line.base}/targets/{name}", file.length)
        file.verify_length_and_hashes(content)
        return content

    def _root(self, version: int) -> bytes:
        if version in self._roots:
            return self._roots[version]
        return (self._folder / "root_history" / f"{version}.root.json").read_bytes()

    def _load_local_metadata(self, rolename: str) -> bytes:
        data: bytes = super()._load_local_metadata(rolename)
        if rolename != Root.type:
            self._raw[rolename] = data
        return data

    def _persist_metadata(self, rolename: str, data: bytes) -> None:
        self._raw[rolename] = data
        super()._persist_metadata(rolename, data)

    def _persist_root(self, version: int, data: bytes) -> None:
        self._roots[version] = data
        try:
            super()._persist_root(version, data)
        except OSError as fault:
            self.unwritten = fault

    def _persist_file(self, filename: str, data: bytes) -> None:
        path = Path(filename)
        try:
            if not path.exists() or path.read_bytes() != data:
                # What is answered from, and never goes back, is kept by the shelf: this only saves
                # python-tuf a fetch, and it fetches again what it cannot read.
                write_whole(path, data, lasting=False)
        except OSError as fault:
            self.unwritten = fault

    def _update_root_symlink(self) -> None:
        # We always start from the pinned root, so nothing depends on this link.
        with suppress(OSError):
            super()._update_root_symlink()
