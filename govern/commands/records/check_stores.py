"""Compare the stores of records file by file, and heal either from the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from govern.commands.ledger.records import named
from govern.commands.ledger.walk import Walk, rows
from govern.commands.records.second import second
from govern.installation import Installation
from govern.records.archive import Altered, Archive, ArchiveError
from govern.records.second import Store

WHOLE, MISSING, ALTERED, HEALED = "whole", "missing", "altered", "healed"


@dataclass(frozen=True)
class Compared:
    """One file: what each store has of it (`second` is None without a second store)."""

    digest: str
    first: str
    second: str | None

    @property
    def lost(self) -> bool:
        """Whether no store has it whole."""
        return {self.first, self.second} <= {MISSING, ALTERED, None}

    @property
    def whole(self) -> bool:
        """Whether every store has it, also by healing."""
        return {self.first, self.second} <= {WHOLE, HEALED, None}

    def sentence(self) -> str:
        """What is wrong with it, for a person."""
        second = "" if self.second is None else f", {self.second} in the second store"
        return f"{self.digest}  {self.first} in the archive{second}"


@dataclass(frozen=True)
class Checked:
    """Every file that the events name or a store holds, and leftovers of crashes that went."""

    files: tuple[Compared, ...]
    swept: int

    @property
    def whole(self) -> bool:
        """Whether every store has every file."""
        return all(each.whole for each in self.files)


def check_stores(installation: Installation, *, heal: bool = False) -> Checked:
    """Read every byte of every store. With `heal`, what one store has whole is put into the other,
    and what crashes left half written goes; without, nothing changes. Raises StoreError when the
    second store cannot be reached.
    """
    store = second(installation)
    digests = {*installation.archive.digests(), *_named(installation)}
    if store is not None:
        digests.update(store.digests())
    compared = (_compared(installation.archive, store, digest) for digest in sorted(digests))
    files = tuple(_healed(installation.archive, store, each) if heal else each for each in compared)
    return Checked(files, installation.archive.sweep() if heal else 0)


def _named(installation: Installation) -> Iterator[str]:
    """What the events name; nothing when they cannot be replayed, which the ledger's check says."""
    walked = Walk(installation.id)
    with installation.reading() as session:
        for row in rows(session):
            walked.take(row)
    yield from (each.digest for each in named(walked.tables or {}))


def _compared(first: Archive, second: Store | None, digest: str) -> Compared:
    return Compared(digest, _state(first, digest), _state(second, digest) if second else None)


def _state(store: Archive | Store, digest: str) -> str:
    try:
        store.get(digest)
    except Altered:
        return ALTERED
    except ArchiveError:
        return MISSING
    return WHOLE


def _healed(first: Archive, second: Store | None, found: Compared) -> Compared:
    if second is None or found.whole or found.lost:
        return found
    if found.first == WHOLE:
        second.mend(first.get(found.digest))
        return Compared(found.digest, WHOLE, HEALED)
    first.mend(second.get(found.digest))
    return Compared(found.digest, HEALED, WHOLE)
