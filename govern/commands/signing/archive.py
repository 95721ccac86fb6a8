"""Keep records for the long term: an archive timestamp over each before the last one weakens."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from govern.clock import instant, text
from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.records.archive import ArchiveError
from govern.records.key_files import ROOT
from govern.records.renewal import good_until, renewed
from govern.store import renewals
from govern.store.rows.renewals import RenewalRow

_LOG = logging.getLogger("govern.archive")
MOST_LOOKS = 500
"""Records whose own end is read from their bytes in one round; a round comes again in an hour."""


@dataclass
class Keeper:
    """The round that renews what is due. It remembers the ends it has read: a record's bytes never
    change.
    """

    installation: Installation
    ends: dict[str, datetime | None] = field(default_factory=dict)

    def renew_due(self) -> int:
        """Renew every record whose last timestamp weakens within the set days; returns how many."""
        lead = timedelta(days=self.installation.settings.renewal_days)
        due = [digest for digest, end in self._ends() if end and end - lead <= self._now()]
        return sum(self._renew(digest) for digest in due)

    def _renew(self, digest: str) -> bool:
        """One record; what is wrong with it keeps no other from being renewed."""
        try:
            archive_record(self.installation, digest=digest)
        except (ArchiveError, Conflict) as fault:
            _LOG.error("record %s could not be renewed: %s", digest, fault)
            return False
        return True

    def _now(self) -> datetime:
        return self.installation.clock.now()

    def _ends(self) -> Iterable[tuple[str, datetime | None]]:
        with self.installation.reading() as session:
            known = list(renewals.sealed(session))
        looks = MOST_LOOKS
        for digest, until in known:
            if until is not None:
                yield digest, instant(until)
            elif digest in self.ends:
                yield digest, self.ends[digest]
            elif looks:
                looks -= 1
                self.ends[digest] = _read_end(self.installation, digest)
                yield digest, self.ends[digest]


def archive_record(installation: Installation, *, digest: str) -> str:
    """Lay an archive timestamp over the newest bytes of a record (B-LTA); returns the digest of the
    new bytes, which begin with all the old ones.

    `digest` is the record's own. NotFound when no record has it, Conflict when its bytes are not
    whole, AuthorityError when no timestamp could be had: then nothing has changed.
    """
    with installation.reading() as session:
        if digest not in {each for each, _ in renewals.sealed(session)}:
            raise NotFound(f"record {digest}")
        before = renewals.newest(session, digest)
    made = renewed(
        installation.archive.get(before),
        keyring=installation.keyring,
        at=installation.clock.now(),
        authority=installation.time_authority,
        time_roots=installation.time_roots,
        own_roots=installation.own_roots,
    )
    if made.faults:
        raise Conflict(f"record {digest} is not renewed, for it is not whole: {made.faults[0]}")
    after = installation.archive.put(made.content)
    with installation.writing(None) as w:
        row = w.session.get(RenewalRow, digest)
        if (row.renewed_sha256 if row else digest) != before:
            return row.renewed_sha256 if row else digest
        w.record(
            "record_renewed" if row else "record_archived",
            ("record", digest),
            {
                "renewed_sha256": after,
                "kept_until": text(made.kept_until),
                "size": len(made.content),
            },
        )
    return after


def every_record(installation: Installation) -> list[str]:
    """The digests of all records and executed copies, oldest first."""
    with installation.reading() as session:
        return [digest for digest, _ in renewals.sealed(session)]


def _read_end(installation: Installation, digest: str) -> datetime | None:
    """None also for bytes that are missing or altered: the integrity round tells of those."""
    try:
        content = installation.archive.get(digest)
    except ArchiveError:
        return None
    ring = installation.keyring
    return good_until(content, ring.root, (*ring.former(ROOT), *installation.time_roots))
