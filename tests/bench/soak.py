"""`make soak`: fifty editors save two hundred times each on one document, on both databases.

`python -m tests.bench.soak SQLite` runs it on one of them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests import postgres
from tests.installations import new_installation
from tests.many_editors import Account, hammer

EDITORS, SAVES = 50, 200


def main() -> int:
    """Print the account on each database; 1 when a text was lost or a save refused."""
    server = postgres.start()
    try:
        urls = {"SQLite": "", "PostgreSQL": server.url(server.create())}
        asked = sys.argv[1:] or list(urls)
        accounts = [_one(name, urls[name]) for name in asked]
    finally:
        server.stop()
    return 1 if any(it.faults or it.refused for it in accounts) else 0


def _one(name: str, url: str) -> Account:
    with tempfile.TemporaryDirectory() as folder:
        made = new_installation(Path(folder) / "home", url or f"sqlite:///{folder}/govern.sqlite")
        account = hammer(made, EDITORS, SAVES)
        made.database.close()
    print(
        f"{name}: {account.typed:,} texts of {EDITORS} editors, {account.placed:,} saved at last, "
        f"{account.merged:,} of them after a clash; {account.attempted:,} saves tried, "
        f"{account.saved:,} saved, "
        f"{account.clashed:,} shown as clashes, {len(account.refused)} refused, "
        f"{len(account.faults)} lost or overwritten; {account.seconds:.0f} s, "
        f"slowest save {account.slowest:.1f} s",
        flush=True,
    )
    for fault in [*account.refused[:3], *account.faults[:3]]:
        print(f"  {fault}", flush=True)
    return account


if __name__ == "__main__":
    sys.exit(main())
