"""The signature limbs: the owning force, the partner and, for "all or none", everyone else."""

from __future__ import annotations

from govern.register.case import Case
from govern.register.reading import Reading
from govern.register.signatures import completed, rely_on


def owner(read: Reading, case: Case) -> None:
    """The force that owns the records has signed this version."""
    _signed(read, case, case.force, "owner_not_signed")


def partner(read: Reading, case: Case) -> None:
    """The partner has signed this version, unless it is a national service, which signs none."""
    if not case.service:
        _signed(read, case, case.partner, "partner_not_signed")


def everyone(read: Reading, case: Case) -> None:
    """Where the agreement says "all or none", every other party that signs has signed too."""
    if not case.basis.get("all_or_none"):
        return
    for party in read.facts.find("parties", case.version["id"]):
        body = party["organisation_id"]
        if party.get("chain") is None or body in (case.force, case.partner):
            continue
        organisation = read.facts.row("organisation", body)
        force = organisation is not None and organisation.get("kind") == "force"
        _signed(read, case, body, "owner_not_signed" if force else "partner_not_signed")


def _signed(read: Reading, case: Case, body: str, missing: str) -> None:
    code = missing
    for party in read.facts.find("party", case.version["id"], body):
        if party.get("chain") is None:
            continue
        found, sign_off = completed(read, case.version, body, party["chain"])
        if found == "stands" and sign_off is not None:
            read.trusts("party", party)
            rely_on(read, sign_off, case.version)
            read.ended(sign_off.get("ended_at"), "sign_off_withdrawn")
            return
        code = {"withdrawn": "sign_off_withdrawn", "doubtful": "evidence_unverified"}.get(
            found, missing
        )
    read.lacks(code, organisation=body, document=case.agreement, version=case.number)
