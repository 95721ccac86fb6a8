"""Give the reasons for going on against an advice finding; every signer will see them (decision
33).
"""

from __future__ import annotations

import hashlib

from govern.clock import text
from govern.commands.authority import present
from govern.commands.documents.opened import drafted_version
from govern.commands.reading import Reading
from govern.errors import Conflict
from govern.installation import Installation
from govern.ledger.leaf import new_salt
from govern.store import drafts
from govern.store.checking import finding_key, findings_of
from govern.store.rows.working import FindingReasonRow
from workflows.engine import Actor

TOO_SHORT = "Give reasons of 20 to 5,000 characters, for every signer"


def reason_finding(
    installation: Installation, *, by: Actor, version_id: str, key: str, reason: str
) -> None:
    """Record a lawyer's reasons for the finding `key`. A stop takes no reasons: statute is mended,
    not argued with.
    """
    typed = Reading()
    words = typed.words("reason", reason, TOO_SHORT, shortest=20, longest=5_000)
    typed.done()
    with installation.writing(by) as w:
        present(w, by)
        version = drafted_version(w.session, by, version_id)
        found = findings_of(w.session, drafts.content(w.session, version), w.at)
        finding = next((each for each in found if finding_key(each) == key), None)
        if finding is None:
            raise Conflict("this finding is no longer there")
        if finding.level == "stop":
            raise Conflict("this is a stop by statute: the text has to change")
        w.session.merge(
            FindingReasonRow(
                version_id=version_id, finding=key, reason=words, person_id=by.person, at=text(w.at)
            )
        )
        digest = hashlib.sha256((new_salt() + words).encode()).hexdigest()
        w.record(
            "advice_finding_reasoned",
            ("version", version_id),
            {"finding": key, "digest": digest},
            {"reason": words},
        )
