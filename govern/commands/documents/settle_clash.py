"""Say that a clash of two texts is settled: it stays in sight until somebody does."""

from __future__ import annotations

from govern.clock import text
from govern.commands.authority import present
from govern.commands.documents.opened import drafted_version
from govern.errors import NotFound
from govern.installation import Installation
from govern.store import drafts
from workflows.engine import Actor


def settle_clash(
    installation: Installation, *, by: Actor, version_id: str, section: str, revision: int
) -> None:
    """Settle the clash that came about at `revision` of a section; the texts stay as they are.

    Both texts remain in the history. Settling what is settled does nothing; NotFound where two
    people did not clash.
    """
    with installation.writing(by) as w:
        present(w, by)
        version = drafted_version(w.session, by, version_id)
        row = drafts.revision(w.session, version.id, section, revision)
        if row is None or not row.conflict:
            raise NotFound(f"clash {revision} of {section}")
        if row.settled_at is not None:
            return
        row.settled_at, row.settled_by = text(w.at), by.person
        data = {"section": section, "revision": revision}
        w.record("clash_settled", ("version", version.id), data)
