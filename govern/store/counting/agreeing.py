"""Agreements by status and by force, how long they take to sign, and what ended or was extended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from govern.clock import instant, london
from govern.register.derive import Register
from govern.register.facts import Facts
from govern.store.counting.standing import COMPLETE, frozen_versions, newest_sign_off

Record = Mapping[str, Any]
STATUSES = (
    "in_force",
    "not_started",
    "closed",
    "suspended",
    "awaiting_signature",
    "held",
    "review",
    "draft",
    "expired",
    "ended",
)
"""In the order in which they are shown; each agreement has exactly one."""


@dataclass(frozen=True)
class OfForce:
    """One force's agreements by status, and those that wait for its own signature."""

    organisation: str
    statuses: Mapping[str, int]
    to_sign: int


@dataclass(frozen=True)
class Oldest:
    """The agreement that has waited longest for signatures."""

    reference: str
    since: str
    days: int


@dataclass(frozen=True)
class Agreements:
    """What the statement says of agreements; days are calendar days in London."""

    total: int
    statuses: Mapping[str, int]
    forces: tuple[OfForce, ...]
    median_days: float | None
    signed: int
    oldest: Oldest | None
    expired_in_period: int
    extensions_in_period: int
    extensions: int


def agreements(facts: Facts, register: Register, at: str, since: str) -> Agreements:
    """Count every agreement there is at `at`; the period is after `since` up to `at`."""
    opened = {row.basis for row in register.open_rows()}
    live = {basis["document_id"] for basis in facts.rows("basis").values() if basis["id"] in opened}
    found = [row for row in facts.rows("document").values() if row["kind"] == "sharing_agreement"]
    status = {row["id"]: _status(facts, row, at, row["id"] in live) for row in found}
    taken = [days for row in found if (days := _days(facts, row)) is not None]
    granted = [row["at"] for row in facts.rows("extension").values() if row.get("record_sha256")]
    ended = [end for row in found if (end := _end(facts, row["id"])) is not None]
    return Agreements(
        total=len(found),
        statuses=_counted(status.values()),
        forces=_forces(facts, status),
        median_days=float(median(taken)) if taken else None,
        signed=len(taken),
        oldest=_oldest(
            facts, [row for row in found if status[row["id"]] == "awaiting_signature"], at
        ),
        expired_in_period=sum(since < end <= at for end in ended),
        extensions_in_period=sum(since < each <= at for each in granted),
        extensions=len(granted),
    )


def _counted(statuses: Any) -> dict[str, int]:
    counts = Counter(statuses)
    return {each: counts[each] for each in STATUSES}


def _status(facts: Facts, document: Record, at: str, live: bool) -> str:
    if document.get("state") != "live":
        return "ended"
    frozen = frozen_versions(facts, document["id"])
    if live:
        return "in_force"
    if not frozen:
        newest = max(facts.find("versions", document["id"]), key=_number, default=None)
        return "review" if newest and newest.get("status") == "review" else "draft"
    if _stopped(facts, document["id"]):
        return "suspended"
    end = _end(facts, document["id"])
    if end is not None and end <= at:
        return "expired"
    return _unsigned(facts, frozen[0]) or _waiting(facts, frozen[0], at)


def _unsigned(facts: Facts, version: Record) -> str | None:
    outcomes = [
        row.get("outcome") if row is not None else None
        for party in facts.find("parties", version["id"])
        if party.get("chain")
        for row in [newest_sign_off(facts, version["id"], party["organisation_id"])]
    ]
    if any(each in (None, "referred") for each in outcomes):
        return "awaiting_signature"
    return "held" if any(each not in COMPLETE for each in outcomes) else None


def _waiting(facts: Facts, version: Record, at: str) -> str:
    starts = [each["starts_at"] for each in facts.find("bases_of_version", version["id"])]
    return "not_started" if starts and min(starts) > at else "closed"


def _stopped(facts: Facts, document_id: str) -> bool:
    return any(not each.get("lifted_at") for each in facts.find("stops", "agreement", document_id))


def _end(facts: Facts, document_id: str) -> str | None:
    """The last end of what an agreement lists, extensions in it; None when it lists nothing."""
    ends = []
    for basis in facts.find("bases_of_agreement", document_id):
        flow = facts.row("flow", basis["flow_id"])
        force = flow["force_id"] if flow else None
        ends.append(basis["ends_at"])
        ends += [
            each["until"]
            for each in facts.find("extensions", force, "agreement", document_id)
            if each.get("record_sha256")
        ]
    return max(ends, default=None)


def _days(facts: Facts, document: Record) -> int | None:
    """Calendar days from opening the document to the last signature of its first signed version."""
    for version in reversed(frozen_versions(facts, document["id"])):
        parties = [row for row in facts.find("parties", version["id"]) if row.get("chain")]
        signed = []
        for party in parties:
            rows = facts.find("sign_offs", version["id"], party["organisation_id"])
            signed.append(
                min((r["completed_at"] for r in rows if r.get("completed_at")), default=None)
            )
        if parties and all(signed):
            last = max(each for each in signed if each)
            begun = london(instant(document["created_at"])).date()
            return (london(instant(last)).date() - begun).days
    return None


def _oldest(facts: Facts, waiting: list[Record], at: str) -> Oldest | None:
    since = {row["reference"]: frozen_versions(facts, row["id"])[0]["frozen_at"] for row in waiting}
    if not since:
        return None
    reference = min(since, key=lambda each: (since[each], each))
    days = london(instant(at)).date() - london(instant(since[reference])).date()
    return Oldest(reference, since[reference], days.days)


def _forces(facts: Facts, status: Mapping[str, str]) -> tuple[OfForce, ...]:
    forces = sorted(
        (row for row in facts.rows("organisation").values() if row.get("kind") == "force"),
        key=lambda row: str(row["slug"]),
    )
    own: dict[str, set[str]] = {row["id"]: set() for row in forces}
    for party in facts.rows("party").values():
        if party["organisation_id"] in own and party["document_id"] in status:
            own[party["organisation_id"]].add(party["document_id"])
    to_sign = Counter(
        row["organisation_id"]
        for row in facts.rows("sign_off").values()
        if row.get("outcome") in (None, "referred") and row["document_id"] in status
    )
    return tuple(
        OfForce(row["name"], _counted(status[each] for each in own[row["id"]]), to_sign[row["id"]])
        for row in forces
    )


def _number(version: Record) -> int:
    return int(version["number"])
