"""The foundation limbs: the owning force's adoption of the DPIA and of the code of connection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from govern.clock import london_end_of, text
from govern.register.agreement import overdue
from govern.register.case import Case
from govern.register.extensions import extended
from govern.register.facts import Facts, Record
from govern.register.reading import Reading
from govern.register.signatures import completed, rely_on, standing


@dataclass(frozen=True, slots=True)
class Codes:
    """The reasons one kind of foundation gives."""

    unsigned: str
    superseded: str
    withdrawn: str


DPIA = Codes("dpia_unsigned", "dpia_superseded", "dpia_withdrawn")
CODE = Codes("code_unsigned", "code_superseded", "sign_off_withdrawn")


def dpia(read: Reading, case: Case) -> None:
    """The force has adopted the DPIA, in a version that covers this agreement."""
    document = case.basis.get("dpia_document_id")
    version = adopted(read, case, document, case.basis.get("dpia_min_version"), DPIA)
    if version is not None:
        _reviewed(read, case, version)


def code(read: Reading, case: Case) -> None:
    """The force has adopted the code of connection, in a version that covers this agreement."""
    document = case.basis.get("code_document_id")
    adopted(read, case, document, case.basis.get("code_min_version"), CODE)


def adopted(
    read: Reading, case: Case, document: str | None, minimum: int | None, codes: Codes
) -> Record | None:
    """Judge the version the force stands on: the latest it ever completed (decision 3).

    Returns that version when it covers the agreement. A later one whose materiality note lists the
    agreement does not, and neither does any version after it, since it carries the same change.
    """
    found = stood_on(read, case.force, document)
    if found is None or minimum is None or found[0]["number"] < minimum:
        read.lacks(codes.unsigned, organisation=case.force, document=document, version=minimum)
        return None
    version, sign_off = found
    if _gone(read, document, version, codes) or standing(read, sign_off, version) != "stands":
        read.lacks(codes.withdrawn, organisation=case.force, document=document)
        return None
    changed = [
        later
        for later in read.facts.find("versions", document)
        if minimum < later["number"] <= version["number"]
        and read.happened(later.get("frozen_at"))
        and (later["id"] == version["id"] or later.get("status") != "withdrawn")
        and lists(later, case.agreement)
    ]
    if changed:
        read.lacks(
            codes.superseded,
            document=case.agreement,
            version=min(later["number"] for later in changed),
            since=sign_off["completed_at"],
        )
        return None
    read.trusts("version", version)
    rely_on(read, sign_off, version)
    read.ended(sign_off.get("ended_at"), codes.withdrawn)
    return version


def stood_on(read: Reading, force: str, document: str | None) -> tuple[Record, Record] | None:
    """The highest frozen version of `document` that `force` ever completed, with that sign-off."""
    for version in numbered(read.facts, document):
        if not read.happened(version.get("frozen_at")):
            continue
        found, sign_off = completed(read, version, force)
        if found in ("stands", "withdrawn") and sign_off is not None:
            return version, sign_off
    return None


def numbered(facts: Facts, document: str | None) -> list[Record]:
    """The versions of a document, highest number first."""
    found = facts.find("versions", document)
    return sorted(found, key=lambda version: int(version["number"]), reverse=True)


def lists(version: Record, agreement: str) -> bool:
    """Whether the materiality note of a version lists this agreement."""
    return agreement in ((version.get("materiality") or {}).get("listed") or ())


def concerned(facts: Facts, case: Case, document: str | None) -> str | None:
    """The agreement, if some version of `document` lists it; None for all that none lists.

    Agreements that no version lists share what is found of a force's adoption.
    """
    agreement = case.agreement
    listing = (lists(version, agreement) for version in facts.find("versions", document))
    return agreement if any(listing) else None


def _gone(read: Reading, document: str | None, version: Record, codes: Codes) -> bool:
    row = read.facts.row("document", document)
    if row is None:
        return True
    read.trusts("document", row)
    endings = (
        (version.get("withdrawn_at"), version.get("status") == "withdrawn"),
        (row.get("terminated_at"), row.get("state") != "live"),
    )
    gone = False
    for ended, always in endings:
        # Each is looked at, so that each still to come bounds this limb.
        gone |= read.ended(ended, codes.withdrawn) or (always and ended is None)
    return gone


def _reviewed(read: Reading, case: Case, version: Record) -> None:
    stated = (version.get("facts") or {}).get("review_due_on")
    if not isinstance(stated, str):
        return
    due = extended(
        read,
        text(london_end_of(date.fromisoformat(stated))),
        (case.force, "dpia", version["document_id"]),
        (case.force, "dpia", version["id"]),
    )
    overdue(read, case, "dpia_review_overdue", version["document_id"], due)
