"""Files that are whole or not there, also after the power failed: write, sync, rename, sync."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, content: bytes, *, mode: int = 0o600, lasting: bool = True) -> None:
    """Put `content` under `path` at once: whoever reads sees the old file or the new one, whole.

    It is on the disk when this returns; unless it need not be `lasting`, and may be missing or
    empty after the power failed. OSError leaves the old file as it was.
    """
    made = path.with_name(f".{path.name}.new")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            if lasting:
                os.fsync(out.fileno())
        os.replace(made, path)
    except OSError:
        made.unlink(missing_ok=True)
        raise
    if lasting:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` last."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
