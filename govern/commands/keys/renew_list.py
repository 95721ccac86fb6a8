"""Issuing the root's revocation list again before it runs out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256

from govern.clock import text
from govern.commands.authority import require
from govern.commands.keys.events import KEEPERS, subject
from govern.installation import Installation
from workflows.engine import Actor


def renew_list(
    installation: Installation, *, by: Actor | None, root_key: Path | None = None
) -> datetime:
    """Sign the root's list anew, with all it has revoked; returns its end. Raises KeyringError."""
    with installation.writing(by) as writing:
        require(writing, by, KEEPERS)
        keyring = installation.keyring
        made = keyring.renew(writing.at, root_key)
        ends = made.next_update_utc or writing.at
        data = {"sha256": made.fingerprint(SHA256()).hex(), "ends_at": text(ends)}
        writing.record("key_list_renewed", subject(keyring.root), data)
    return ends
