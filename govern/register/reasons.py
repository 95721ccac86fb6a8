"""Why a flow is closed: the permanent, ordered list of reasons and how each is put to a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one reason code says to a person, and who can make it go away."""

    says: str
    clears: str


_FORCE = "The force that owns the records"
_SIRO = "The SIRO of the force that owns the records"
_PARTNER = "The partner"
_OPERATOR = "The operator of the gate"

# The order is the order of precedence, and the codes are permanent (design/contract.md). A new code
# may only ever mean deny.
MEANINGS: Mapping[str, Meaning] = {
    "no_register": Meaning("no verified register has been loaded yet.", _OPERATOR),
    "clock_untrusted": Meaning("the clock of this computer cannot be trusted.", _OPERATOR),
    "register_stale": Meaning(
        "the register has not been confirmed recently enough.", "A new contact with the register"
    ),
    "kill_switch": Meaning(
        "an emergency stop is in force.", "Two people other than the one who stopped it, one a SIRO"
    ),
    "no_such_flow": Meaning("no agreement lists this flow.", "A signed agreement that lists it"),
    "not_yet_valid": Meaning("{document} has not started yet.", "Time"),
    "expired": Meaning("{document} has ended.", "A renewed agreement"),
    "flow_suspended": Meaning("this flow is suspended.", f"{_SIRO}, if not the one who stopped it"),
    "partner_suspended": Meaning(
        "sharing with {organisation} is suspended.", f"{_SIRO}, if not the one who stopped it"
    ),
    "agreement_suspended": Meaning(
        "{document} is suspended.", f"{_SIRO}, if not the one who stopped it"
    ),
    "agreement_terminated": Meaning("{document} was ended by a party.", "A new agreement"),
    "agreement_superseded": Meaning(
        "{document} was replaced by a later version.", "The later version coming into force"
    ),
    "agreement_review_overdue": Meaning("the review of {document} is overdue.", _SIRO),
    "owner_not_signed": Meaning(
        "{organisation} has not signed {document}.", f"{_FORCE}, by its chain"
    ),
    "partner_not_signed": Meaning(
        "{organisation} has not signed {document}.", f"{_PARTNER}, by its authorised signatory"
    ),
    "sign_off_withdrawn": Meaning(
        "{organisation} has withdrawn its signature from {document}.",
        "The organisation that withdrew, by signing again",
    ),
    "power_missing": Meaning(
        "{document} names no legal power for this flow.", "A new version of the agreement"
    ),
    "dpia_unsigned": Meaning(
        "{organisation} has not adopted {document}.",
        f"{_SIRO}, on the DPO's advice",
    ),
    "dpia_superseded": Meaning(
        "a later DPIA changed what {document} rests on.", "A new version of the agreement"
    ),
    "dpia_review_overdue": Meaning("the review of {document} is overdue.", _SIRO),
    "dpia_withdrawn": Meaning(
        "{organisation} no longer stands by {document}.", f"{_SIRO}, by adopting it again"
    ),
    "ico_hold": Meaning(
        "{document} is held for consultation with {regulator}.",
        f"{_SIRO}, when the consultation is closed",
    ),
    "code_unsigned": Meaning("{organisation} has not adopted {document}.", _SIRO),
    "code_superseded": Meaning(
        "a later code of connection changed what {document} rests on.",
        "A new version of the agreement",
    ),
    "connection_uncertified": Meaning(
        "the connection of {organisation} is not certified.",
        f"{_PARTNER}, then the lead force's security officer and SIRO",
    ),
    "connection_not_accepted": Meaning(
        "{organisation} has not accepted the partner's connection.", _SIRO
    ),
    "connection_expired": Meaning(
        "the certificate of {organisation}'s connection has run out.",
        f"{_PARTNER}, then the lead force's security officer and SIRO",
    ),
    "connection_withdrawn": Meaning(
        "the certificate of {organisation}'s connection is withdrawn or suspended.",
        "The SIRO of the lead force",
    ),
    "readiness_incomplete": Meaning(
        "a readiness check has not been passed.", "The people named in the check"
    ),
    "condition_unmet": Meaning(
        "a condition of {organisation} must be met before the flow opens.",
        "Whoever must meet it, then someone else to accept it",
    ),
    "condition_overdue": Meaning(
        "a condition of {organisation} is overdue.",
        "Whoever must meet it, then someone else to accept it",
    ),
    "evidence_unverified": Meaning(
        "a record that this flow stands on could not be verified.",
        "The administrator, by restoring the record",
    ),
    "unknown_obligation": Meaning(
        "this system cannot honour an obligation that comes with the flow.", _OPERATOR
    ),
    "internal_error": Meaning("the question could not be answered.", _OPERATOR),
}

CODES: tuple[str, ...] = tuple(MEANINGS)
OK = "ok"
_PLACE = {code: place for place, code in enumerate(CODES)}
_PLAIN = {
    "document": "the agreement",
    "organisation": "an organisation",
    "regulator": "the regulator",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that keeps a flow closed: its code, and the ids of what and whom it is about."""

    code: str
    organisation_id: str | None = None
    document_id: str | None = None
    version: int | None = None
    since: str | None = None


def place(code: str) -> int:
    """Where `code` stands in the order of precedence; an unknown code comes last."""
    return _PLACE.get(code, len(_PLACE))


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Each code once, in the order of precedence."""
    return tuple(sorted(set(codes), key=place))


def said(code: str, names: Mapping[str, str] | None = None) -> str:
    """The bare clause for `code`, with `names` (document, organisation, regulator) put in."""
    meaning = MEANINGS.get(code, MEANINGS["internal_error"])
    return meaning.says.format_map({**_PLAIN, **(names or {})})


def sentence(code: str, names: Mapping[str, str] | None = None) -> str:
    """What a person at the RMS is told when the answer is no."""
    return f"Sharing is off: {said(code, names)}"
