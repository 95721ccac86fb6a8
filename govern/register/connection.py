"""The connection limb: the partner's certified connection, and the owning force's acceptance."""

from __future__ import annotations

from govern.register.case import Case
from govern.register.extensions import extended
from govern.register.facts import Record
from govern.register.reading import Limb, Reading


def connection(read: Reading, case: Case) -> None:
    """Some connection of the partner under this code is certified, in date and accepted.

    Of several, the one that lasts longest is cited; if none will do, the one that came nearest
    (the latest certified) says why.
    """
    if case.service:
        return
    code = case.basis.get("code_document_id")
    # In the order of ids: rows come in no given order, and of two that are alike one must be cited.
    rows = sorted(
        read.facts.find("connections", case.partner, code), key=lambda row: str(row["id"])
    )
    found = [_judged(read, case, row) for row in rows]
    for limb in found:
        read.next_change = min(read.next_change, limb.next_change)
    met = [limb for limb in found if not limb.reasons]
    if met:
        read.join(max(met, key=lambda limb: limb.until))
    elif found:
        read.join(max(found, key=lambda limb: limb.since))
    else:
        read.lacks("connection_uncertified", organisation=case.partner)


def _judged(parent: Reading, case: Case, row: Record) -> Limb:
    read = Reading(parent.facts, parent.at)
    _certified(read, case, row)
    acceptance = _accepted(read, case, row)
    version = _return(read, row)
    if version is None:
        read.lacks("evidence_unverified", organisation=case.partner)
    elif not read.reasons:
        read.stands_on_record(row["record_sha256"], case.partner, version)
        if acceptance is not None:
            read.stands_on_record(acceptance["record_sha256"], case.force, version)
        _stand_on_its_sign_offs(read, case, row)
    return read.limb()


def _return(read: Reading, row: Record) -> Record | None:
    """The frozen return that was certified; None when it cannot be found whole."""
    version = read.facts.row("version", row.get("version_id"))
    document = read.facts.row("document", row.get("document_id"))
    if version is None or document is None or version.get("document_id") != document["id"]:
        return None
    return version if read.happened(version.get("frozen_at")) else None


def _certified(read: Reading, case: Case, row: Record) -> None:
    lead = row.get("lead_force_id")
    record = row.get("record_sha256")
    low = (row.get("code_version") or 0) < (case.basis.get("code_min_version") or 1)
    if record is None or not read.began(row.get("certified_at")) or low:
        read.lacks("connection_uncertified", organisation=case.partner)
        return
    read.trusts("connection", row, record)
    ended_at = row.get("ended_at")
    gone = row.get("state") != "certified" and ended_at is None
    if read.ended(ended_at, "connection_withdrawn") or gone:
        read.lacks("connection_withdrawn", organisation=case.partner, since=ended_at)
    expires = extended(
        read,
        row.get("expires_at"),
        (lead, "connection", row["id"]),
        (case.force, "connection", row["id"]),
    )
    if expires is None or read.ended(expires, "connection_expired"):
        read.lacks("connection_expired", organisation=case.partner, since=expires)


def _accepted(read: Reading, case: Case, row: Record) -> Record | None:
    """The acceptance relied on; the lead force, which certified, needs none."""
    if row.get("lead_force_id") == case.force:
        return None
    for acceptance in read.facts.find("acceptances", row["id"], case.force):
        record = acceptance.get("record_sha256")
        if record is None or not read.happened(acceptance.get("accepted_at")):
            continue
        if not read.ended(acceptance.get("withdrawn_at"), "connection_not_accepted"):
            read.trusts("acceptance", acceptance, record)
            read.began(acceptance["accepted_at"])
            return acceptance
    read.lacks("connection_not_accepted", organisation=case.force)
    return None


def _stand_on_its_sign_offs(read: Reading, case: Case, row: Record) -> None:
    """The partner's sign-off holds the certification, whose conditions bind everyone; an
    acceptance is its own force's sign-off, and binds that force alone."""
    for body in dict.fromkeys((case.partner, row.get("lead_force_id"), case.force)):
        for sign_off in read.facts.find("sign_offs", row["version_id"], body):
            read.stands_on.append(sign_off["id"])
