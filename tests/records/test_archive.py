"""The archive: by digest, whole or absent, checked when read."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest

from govern.records.archive import Archive, ArchiveError


def test_what_was_put_is_got_by_its_digest(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")

    digest = archive.put(b"record")

    assert digest == hashlib.sha256(b"record").hexdigest()
    assert archive.get(digest) == b"record"
    assert archive.has(digest)
    assert list(archive.digests()) == [digest]


def test_putting_again_changes_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    digest = archive.put(b"record")
    before = next(tmp_path.rglob(digest)).stat().st_mtime_ns

    assert archive.put(b"record") == digest
    assert next(tmp_path.rglob(digest)).stat().st_mtime_ns == before


def test_a_kept_file_is_read_only(tmp_path: Path) -> None:
    digest = Archive(tmp_path).put(b"record")

    assert stat.S_IMODE(next(tmp_path.rglob(digest)).stat().st_mode) == 0o400


def test_an_altered_file_is_not_given_out(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    digest = archive.put(b"record")
    place = next(tmp_path.rglob(digest))
    place.chmod(0o600)
    place.write_bytes(b"forged")

    with pytest.raises(ArchiveError, match="was altered"):
        archive.get(digest)
    with pytest.raises(ArchiveError, match="was altered"):
        archive.put(b"record")


def test_an_absent_digest_and_a_wrong_name_are_refused(tmp_path: Path) -> None:
    archive = Archive(tmp_path)

    with pytest.raises(ArchiveError, match="No file"):
        archive.get("0" * 64)
    for name in ("../../etc/passwd", "0" * 63, "A" * 64, "0" * 64 + "\n"):
        with pytest.raises(ArchiveError, match="not a SHA-256"):
            archive.get(name)


def test_a_crash_before_the_rename_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path)

    def crash(self: Path, target: Path) -> Path:
        raise OSError("crash")

    monkeypatch.setattr(Path, "rename", crash)
    with pytest.raises(OSError, match="crash"):
        archive.put(b"record")

    assert list(archive.digests()) == []
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]


def test_bytes_and_folder_are_synced_before_the_digest_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def watched(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", watched)
    digest = Archive(tmp_path).put(b"record")

    assert any(digest in each and each.endswith(".new") for each in synced)
    assert synced[-1] == str(tmp_path / digest[:2] / digest[2:4])
