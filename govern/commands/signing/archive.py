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
from govern.records.authority import AuthorityError
from govern.records.key_files import ROOT
from govern.records.renewal import good_until, renewed
from govern.store import renewals
from govern.store.rows.renewals import RenewalRow

_LOG = logging.getLogger("govern.archive")
AT_ONCE = 50
"""Records that one round renews at most. All weaken on one day, when their authority's certificate
ends, and meanwhile the same worker has acts to seal and mail to send.
"""
LOOK = timedelta(hours=1)
"""Between two looks at what is due."""
MOST_LOOKS = 500
"""Records whose own end is read from their bytes in one such look."""


@dataclass
class Keeper:
    """The round that renews what is due. It remembers the ends it has read: a record's bytes never
    change.
    """

    installation: Installation
    _read: dict[str, datetime | None] = field(default_factory=dict)
    _due: list[tuple[str, datetime]] = field(default_factory=list)
    _looked: datetime | None = field(default=None)

    def renew_some(self) -> int:
        """Renew the next of those that `due` names; returns how many. It looks every hour."""
        now = self.installation.clock.now()
        if not self._due and (self._looked is None or now - self._looked >= LOOK):
            self._due, self._looked = self.due(MOST_LOOKS), now
        taken, self._due = self._due[:AT_ONCE], self._due[AT_ONCE:]
        made = 0
        for digest, end in taken:
            try:
                made += self.renew(digest, end)
            except AuthorityError as fault:
                self._due = []
                _LOG.error("records wait for their archive timestamps: %s", fault)
                break
        return made

    def due(self, looks: int | None = None) -> list[tuple[str, datetime]]:
        """(digest, end) of every record whose last timestamp weakens within the set days, as far as
        is known after so many looks into files; None looks into all.
        """
        lead = timedelta(days=self.installation.settings.renewal_days)
        until = self.installation.clock.now() + lead
        return [(digest, end) for digest, end in self._ends(looks) if end and end <= until]

    def renew(self, digest: str, end: datetime) -> bool:
        """One record; what is wrong with it keeps no other from being renewed. Raises
        AuthorityError when the authority gives nothing, or nothing that lasts beyond `end`.
        """
        try:
            archive_record(self.installation, digest=digest, beyond=end)
        except (ArchiveError, Conflict) as fault:
            _LOG.error("record %s could not be renewed: %s", digest, fault)
            return False
        return True

    def _ends(self, looks: int | None) -> Iterable[tuple[str, datetime | None]]:
        with self.installation.reading() as session:
            known = list(renewals.sealed(session))
        unread = [digest for digest, until in known if until is None and digest not in self._read]
        for digest in unread[:looks]:
            self._read[digest] = _read_end(self.installation, digest)
        for digest, until in known:
            yield digest, instant(until) if until else self._read.get(digest)


def archive_record(
    installation: Installation, *, digest: str, beyond: datetime | None = None
) -> str:
    """Lay an archive timestamp over the newest bytes of a record (B-LTA); returns the digest of the
    new bytes, which begin with all the old ones.

    `digest` is the record's own. NotFound when no record has it, Conflict when its bytes are not
    whole, AuthorityError when no timestamp could be had, or none that lasts beyond `beyond`: then
    nothing has changed.
    """
    _lasting(beyond, _own_end(installation))
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
    _lasting(beyond, made.kept_until)
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


def _own_end(installation: Installation) -> datetime | None:
    """When the embedded authority's certificate ends; None where an outside one stamps."""
    if installation.time_authority is not None:
        return None
    return installation.keyring.timestamp.certificate.not_valid_after_utc


def _lasting(beyond: datetime | None, end: datetime | None) -> None:
    """A timestamp that weakens when the last one does would only make the file longer, each hour
    anew.
    """
    if beyond is not None and end is not None and end <= beyond:
        raise AuthorityError(
            f"A new timestamp would weaken on {end:%d %B %Y}, no later than the last one. "
            "Its authority needs a newer certificate; the embedded one gets it by "
            "`govern keys rotate timestamp`."
        )


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
