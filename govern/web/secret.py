"""The secret that signs cookies: from the setting, else made once and kept in the home folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from govern.settings import Settings


def of(settings: Settings) -> bytes:
    """The secret of this installation; made on first use, readable by its owner alone."""
    if settings.secret_key:
        return settings.secret_key.encode()
    path = settings.home / "cookie.key"
    if not path.exists():
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(48))
    try:
        os.link(part, path)  # whoever is first wins; a second process keeps the first one's secret
    except FileExistsError:
        pass
    finally:
        part.unlink()
