"""Keeps what people uploaded, by digest, apart from the records: unlike these it is disposed of."""

from __future__ import annotations

from govern.records.archive import Archive


class Uploads(Archive):
    """A folder like the archive of records, from which a file can be taken away."""

    def remove(self, digest: str) -> bool:
        """Take the bytes of a digest away; False when they were not there. Backups keep theirs as
        long as they are kept themselves.
        """
        place = self._place(digest)
        there = place.exists()
        place.unlink(missing_ok=True)
        return there
