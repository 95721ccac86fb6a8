"""Restoring a backup into an empty home, and holding it back until somebody has compared."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from govern.clock import SystemClock, text
from govern.commands.backup import manifest
from govern.commands.backup.manifest import Manifest
from govern.commands.ledger.verify import verify
from govern.errors import Conflict
from govern.installation import open_installation
from govern.settings import Settings
from govern.store import copying

MARK = "restored.json"


def restore_backup(settings: Settings, *, folder: Path) -> Manifest:
    """Restore into the home and database of `settings`, which must be empty; returns the manifest.

    Every file is compared with the manifest first, and the whole ledger is verified after. What was
    revoked or stopped after the backup is not in it, so a restored flow could be open that must
    not be: the service does not start until `release` (decision 25).
    """
    found = manifest.read(folder)
    found.check(folder)
    home = settings.home
    if home.exists() and any(home.iterdir()):
        raise Conflict(f"{home} is not empty; a restore overwrites nothing.")
    home.mkdir(parents=True, exist_ok=True)
    os.chmod(home, 0o700)
    copying.put_back(folder / found.database, settings.database)
    for name in ("archive", "uploads", "checkpoints", "keys", "register", "register-keys"):
        if (folder / name).exists():
            shutil.copytree(folder / name, home / name)
    told = {"made_at": found.made_at, "events": found.events, "root": found.root}
    restored = {**told, "restored_at": text(SystemClock().now())}
    (home / MARK).write_text(json.dumps(restored, indent=1) + "\n")
    restored_here = open_installation(settings)
    report = verify(restored_here, signatures=False)
    restored_here.database.close()
    if not report.whole or (report.events, report.root) != (found.events, found.root):
        raise Conflict("What was restored is not whole: see `govern ledger verify`.")
    return found


def held_back(settings: Settings) -> str | None:
    """Why a restored installation may not serve yet, or None when it may."""
    mark = settings.home / MARK
    if not mark.exists():
        return None
    told = json.loads(mark.read_text())
    return (
        f"This was restored from a backup of {told['made_at']} with {told['events']} events. Stops"
        " and withdrawals made since then are not in it. Compare with what the gates hold and with"
        " every force, stop again what was stopped, then: govern restore --release"
    )


def release(settings: Settings) -> bool:
    """Let a restored installation serve; False when it was not held back."""
    mark = settings.home / MARK
    if not mark.exists():
        return False
    mark.replace(mark.with_name(f"released-{mark.name}"))
    return True
