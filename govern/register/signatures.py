"""Whether an organisation's sign-off of a version is complete, and whether it still stands."""

from __future__ import annotations

from typing import Literal

from govern.register.facts import Record
from govern.register.reading import Reading

Standing = Literal["stands", "withdrawn", "missing", "doubtful"]
_COMPLETE = ("complete", "carried")
_BEST_FIRST: tuple[Standing, ...] = ("stands", "doubtful", "withdrawn", "missing")


def standing(read: Reading, sign_off: Record, version: Record) -> Standing:
    """How one sign-off stands at the instant read: only a sealed, completed one counts.

    `doubtful` is a completing act that was performed on other bytes than the version's (decision 1:
    every signature is on the version's digest).
    """
    record = sign_off.get("record_sha256")
    if record is None or not read.happened(sign_off.get("completed_at")):
        return "missing"
    for act in read.facts.find("acts_by_record", record):
        if not read.happened(act.get("sealed_at")):
            return "missing"
        if _other_bytes(act, version):
            return "doubtful"
    if sign_off.get("carried_from_id") is not None:
        origin = _origin(read, sign_off)
        if origin is None:
            return "doubtful"
        # A notice says only that an older sign-off goes on: it can stand no longer than that one.
        if (found := standing(read, *origin)) != "stands":
            return found
    ended_at = sign_off.get("ended_at")
    if ended_at is not None:
        return "withdrawn" if read.happened(ended_at) else "stands"
    return "stands" if sign_off.get("outcome") in _COMPLETE else "withdrawn"


def completed(
    read: Reading, version: Record, organisation_id: str, chain: str | None = None
) -> tuple[Standing, Record | None]:
    """The sign-off of `version` by an organisation that stands best, and how it stands.

    A sign-off by another chain than `chain`, which the version asks of that party, does not count.
    What a force added to its own chain stands behind a plus in the chain's name.
    """
    best: tuple[Standing, Record | None] = ("missing", None)
    for sign_off in read.facts.find("sign_offs", version["id"], organisation_id):
        if chain is not None and str(sign_off.get("chain")).partition("+")[0] != chain:
            continue
        found = standing(read, sign_off, version)
        if best[1] is None or _BEST_FIRST.index(found) < _BEST_FIRST.index(best[0]):
            best = (found, sign_off)
    return best


def bound(read: Reading, version: Record, organisation_id: str, start: str) -> bool:
    """Whether a completed sign-off still stood when `version` started, withdrawn since or not."""
    return any(
        standing(read, sign_off, version) in ("stands", "withdrawn")
        and not (sign_off.get("ended_at") is not None and sign_off["ended_at"] <= start)
        for sign_off in read.facts.find("sign_offs", version["id"], organisation_id)
    )


def rely_on(read: Reading, sign_off: Record, version: Record) -> None:
    """Let the limb stand on a sign-off that stands: its start, its record, its conditions."""
    record = sign_off["record_sha256"]
    read.began(sign_off["completed_at"])
    if read.trusts("sign_off", sign_off, record):
        for act in read.facts.find("acts_by_record", record):
            read.trusts("act", act)
    read.stands_on.append(sign_off["id"])
    read.stands_on_record(record, sign_off["organisation_id"], version)
    if sign_off.get("carried_from_id") is not None and (origin := _origin(read, sign_off)):
        # What is carried over comes with its conditions and with the record that a person signed.
        rely_on(read, *origin)


def _origin(read: Reading, sign_off: Record) -> tuple[Record, Record] | None:
    """The older sign-off that a notice carried over, with its version: of the same organisation and
    document, and of a version before; else None, for the notice then shows nothing.
    """
    origin = read.facts.row("sign_off", sign_off["carried_from_id"])
    if origin is None or any(
        origin.get(each) != sign_off.get(each) for each in ("organisation_id", "document_id")
    ):
        return None
    older = read.facts.row("version", origin.get("version_id"))
    newer = read.facts.row("version", sign_off.get("version_id"))
    if older is None or newer is None or older["number"] >= newer["number"]:
        return None
    return origin, older


def _other_bytes(act: Record, version: Record) -> bool:
    signed, frozen = act.get("frozen_digest"), version.get("pdf_digest")
    return signed is not None and frozen is not None and signed != frozen
