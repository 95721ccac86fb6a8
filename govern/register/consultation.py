"""The consultation limb: the ICO hold on a DPIA version and new processing (decision 10)."""

from __future__ import annotations

from govern.register.adoption import numbered, stood_on
from govern.register.case import Case
from govern.register.facts import Record
from govern.register.opening import opened_before
from govern.register.reading import Reading


def consultation(read: Reading, case: Case) -> None:
    """No open consultation holds the DPIA version this flow stands on.

    Whichever force consults, the version's new processing waits in all of them (domain 1.8). A flow
    that was live before the consultation goes on, unless its own force's SIRO decided to stop it;
    consulting on a later version holds nothing here (corrections, 4).
    """
    version = _concerned(read, case) if read.facts.any("consultation") else None
    if version is None:
        return
    for row in read.facts.find("consultations", version["id"]):
        if read.trusts("consultation", row) and _holds(read, case, row):
            read.lacks(
                "ico_hold",
                organisation=case.force,
                document=version["document_id"],
                version=version["number"],
            )


def _concerned(read: Reading, case: Case) -> Record | None:
    document = case.basis.get("dpia_document_id")
    found = stood_on(read, case.force, document)
    if found is not None:
        return found[0]
    least = case.basis.get("dpia_min_version") or 1
    wanted = [row for row in numbered(read.facts, document) if row["number"] >= least]
    return wanted[-1] if wanted else None


def _holds(read: Reading, case: Case, row: Record) -> bool:
    if row.get("closed_at") is None:
        if row.get("state") == "closed":
            return False
    elif read.happened(row["closed_at"]):
        return False
    began = row.get("live_before") or row.get("sent_at")
    if began is None or not opened_before(read.facts, case.flow, began):
        return True
    own = row.get("organisation_id") in (None, case.force)
    return own and row.get("continue_decision") == "stop"
