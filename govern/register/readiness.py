"""The readiness limb: every checklist the basis asks for is passed at this moment."""

from __future__ import annotations

from govern.register.case import Case
from govern.register.facts import Record
from govern.register.reading import Limb, Reading


def readiness(read: Reading, case: Case) -> None:
    """Each template asked for is passed by the flow, its force, its partner or the service."""
    for template in case.basis.get("readiness") or ():
        _passed(read, case, template)


def _passed(read: Reading, case: Case, template: str) -> None:
    found = [_judged(read, row) for row in _decided(read, case, template)]
    for limb in found:
        read.next_change = min(read.next_change, limb.next_change)
    met = [limb for limb in found if not limb.reasons]
    if met:
        read.join(max(met, key=lambda limb: limb.until))
    else:
        read.lacks("readiness_incomplete")


def _decided(read: Reading, case: Case, template: str) -> list[Record]:
    """The latest decided check of each subject; one begun again undoes nothing until decided."""
    find = read.facts.find
    rows = (
        *find("readiness", template, "flow", case.flow["id"]),
        *find("readiness", template, "force", case.force),
        *find("readiness", template, "partner", case.partner),
        *find("readiness_of_kind", template, "service"),
    )
    latest: dict[tuple[str, str], Record] = {}
    for row in sorted(rows, key=lambda row: (row.get("passed_at") or "", row["id"])):
        passed = row.get("state") == "passed" and read.happened(row.get("passed_at"))
        if passed or row.get("state") == "revoked":
            latest[row["subject_kind"], row["subject_id"]] = row
    return list(latest.values())


def _judged(parent: Reading, row: Record) -> Limb:
    read = Reading(parent.facts, parent.at)
    read.trusts("readiness", row)
    read.began(row.get("passed_at"))
    if row.get("state") != "passed" or read.ended(row.get("valid_until"), "readiness_incomplete"):
        read.lacks("readiness_incomplete", since=row.get("valid_until"))
    return read.limb()
