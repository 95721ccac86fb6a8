"""The agreement limbs: the document itself, its dates and its powers."""

from __future__ import annotations

from datetime import date

from govern.clock import london_start_of, text
from govern.register.case import Case
from govern.register.extensions import decision_due, extended
from govern.register.facts import Record
from govern.register.reading import Reading
from govern.register.signatures import bound


def document(read: Reading, case: Case) -> None:
    """The agreement is live, not replaced for these two, and both bodies still exist."""
    agreement = read.facts.row("document", case.agreement)
    if agreement is None:
        read.lacks("agreement_terminated", document=case.agreement)
        return
    read.trusts("document", agreement)
    read.trusts("version", case.version)
    if case.version.get("document_id") != case.agreement:
        read.lacks("evidence_unverified", document=case.agreement)
    for ended, always in (
        (case.version.get("withdrawn_at"), case.version.get("status") == "withdrawn"),
        (agreement.get("terminated_at"), agreement.get("state") != "live"),
    ):
        if read.ended(ended, "agreement_terminated") or (always and ended is None):
            read.lacks("agreement_terminated", document=case.agreement, since=ended)
    for body in (case.force, case.partner):
        organisation = read.facts.row("organisation", body)
        if organisation is None or read.ended(organisation.get("ended_at"), "agreement_terminated"):
            read.lacks("agreement_terminated", document=case.agreement, organisation=body)
    superseded(read, case)


def superseded(read: Reading, case: Case) -> None:
    """Old stays in force until new is signed by both, and has started."""
    for later in read.facts.find("versions", case.agreement):
        if later["number"] <= case.number or not read.happened(later.get("frozen_at")):
            continue
        start = start_of(read, later)
        if _replaces(read, case, later, start) and read.ended(start, "agreement_superseded"):
            read.lacks(
                "agreement_superseded",
                document=case.agreement,
                version=later["number"],
                since=start,
            )


def start_of(read: Reading, version: Record) -> str:
    """When a frozen agreement version starts: the start of what it lists, else its stated start."""
    listed = read.facts.find("bases_of_version", version["id"])
    starts = [basis["starts_at"] for basis in listed if basis.get("starts_at")]
    if starts:
        return str(min(starts))
    stated = (version.get("facts") or {}).get("starts_on")
    if isinstance(stated, str):
        return text(london_start_of(date.fromisoformat(stated)))
    return str(version["frozen_at"])


def dates(read: Reading, case: Case) -> None:
    """The listing has started and not ended; a late review closes it only by setting."""
    basis = case.basis
    if not read.began(basis.get("starts_at")):
        read.lacks("not_yet_valid", document=case.agreement, since=basis.get("starts_at"))
    end = extended(
        read,
        basis.get("ends_at"),
        (case.force, "agreement", case.agreement),
        (case.force, "agreement", case.version["id"]),
    )
    if end is None or read.ended(end, "expired"):
        read.lacks("expired", document=case.agreement, since=end)
    due = extended(
        read,
        basis.get("review_due_at"),
        (case.force, "agreement_review", case.agreement),
        (case.force, "agreement_review", case.version["id"]),
    )
    overdue(read, case, "agreement_review_overdue", case.agreement, due)


def overdue(read: Reading, case: Case, code: str, document: str, due: str | None) -> None:
    """A late review warns; it closes only by setting (corrections, 7)."""
    if due is None:
        return
    closes = bool(read.facts.setting("review_overdue_closes"))
    if closes and read.ended(decision_due(read, due, case.safety_critical), code):
        read.lacks(code, document=document, since=due)
    elif read.happened(due):
        read.warns(code, organisation=case.force, document=document, since=due)


def powers(read: Reading, case: Case) -> None:
    """The listing names at least one power; an agreement creates none (domain pack, fact 6)."""
    read.trusts("flow", case.flow)
    read.trusts("basis", case.basis)
    if not case.basis.get("powers"):
        read.lacks("power_missing", document=case.agreement)


def _replaces(read: Reading, case: Case, later: Record, start: str) -> bool:
    withdrawn_at = later.get("withdrawn_at")
    if withdrawn_at is not None and withdrawn_at <= start:
        return False
    if not bound(read, later, case.force, start):
        return False
    parties = read.facts.find("party", later["id"], case.partner)
    signs = any(party.get("chain") is not None for party in parties)
    return not signs or bound(read, later, case.partner, start)
