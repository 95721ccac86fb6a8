"""What the shell tells the guards: people, papers and the form, all plain frozen values.

A fact that nobody looked up is `None` (or a closed default), and a guard that needs it refuses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from workflows import roles

APPROVALS = frozenset({"approve", "approve_with_conditions"})
POSITIVE_ADVICE = frozenset({"endorse", "endorse_with_conditions"})
ADVICE = POSITIVE_ADVICE | {"not_endorse"}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: one person under one appointment. Two accounts of one person share `person`.

    `delegated_from` is the appointment of the person on whose behalf, `delegation` the instrument.
    """

    person: str
    appointment: str
    organisation: str
    role: str
    delegated_from: str | None = None
    delegation: str | None = None


@dataclass(frozen=True, slots=True)
class Appointment:
    """A role held by a person in one organisation from `starts_at` until `ends_at` (exclusive)."""

    id: str
    person: str
    organisation: str
    role: str
    starts_at: datetime
    ends_at: datetime | None = None
    delegation: str | None = None


@dataclass(frozen=True, slots=True)
class Delegation:
    """A written instrument that lets a person act in a role; `ends_at` is exclusive."""

    id: str
    organisation: str
    role: str
    giver: str
    receiver: str
    document_kinds: frozenset[str]
    starts_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """One act already made: what, in which role, by which person, for which organisation."""

    act: str
    role: str
    person: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What an endorsement or decision depends on (decision 8).

    `timing` is `before_opening` or `by_date`; `on_overdue` is `warn`, `block_new` or `close`.
    """

    text: str
    timing: str = "before_opening"
    due_on: date | None = None
    on_overdue: str = "warn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What the person typed or chose for this act; empty where they left it empty."""

    reasons: str = ""
    conditions: tuple[Condition, ...] = ()
    ico: str | None = None  # "needed" or "not_needed", domain rule 5
    ico_reasons: str = ""
    until: date | None = None  # last London day of an extension or of a continued flow
    fallback: str = ""
    incident: str = ""
    instrument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a guard may look at. See docs/workflows.md for which guard needs which fact."""

    at: datetime
    organisation: str  # whose sign-off, condition, stop or delegation it is
    document_kind: str = ""
    lead_force: str | None = None  # connections: the force that assesses
    parties: frozenset[str] = frozenset()  # organisations that may submit for `organisation`

    # people
    appointment: Appointment | None = None
    delegation: Delegation | None = None
    roles_held: frozenset[tuple[str, str]] | None = None  # (organisation, role) held now
    joint: bool = False  # the appointment is a declared joint office of several organisations
    drafters: frozenset[str] | None = None  # persons who authored or edited the version
    acts: tuple[Done, ...] | None = None  # made so far on this very thing, oldest first
    elsewhere: tuple[Done, ...] | None = None  # signing acts on the version by others

    # papers
    version_status: str = ""
    stop_findings: int | None = None
    missing_answers: int | None = None
    unresolved_changes: int | None = None
    complete_sign_offs: int | None = None  # on this version, by any organisation
    definition_adopted: bool = False
    demonstration: bool = False
    core_frozen: bool = False  # addendum: the digest it cites is a frozen core version
    dpia_in_force: bool = False
    dpia_reference: str = "the DPIA"
    code_in_force: bool = False
    code_reference: str = "the code of connection"
    sign_first: tuple[str, ...] = ()  # names of parties whose turn comes before
    high_risk: bool | None = None
    consultation: str | None = None  # None, "open", "overdue" or "closed" with the ICO
    advice_sought_at: datetime | None = None
    escalated_at: datetime | None = None

    # connections
    blocking_controls: tuple[str, ...] | None = None  # mandatory and non-compliant
    partial_controls: tuple[str, ...] | None = None  # mandatory and partly compliant
    certified: bool = False

    # stops, extensions, delegations
    scope_forces: frozenset[str] | None = None  # forces that control any of what is stopped
    dpo_may_stop: bool = False
    extensions_made: int | None = None
    ends_on: date | None = None  # last London day before extension
    grant: Delegation | None = None  # the delegation being made
    receiver_roles: frozenset[tuple[str, str]] | None = None

    # readiness checks
    check_state: str | None = None
    approver: str | None = None  # the role that judges the item
    evidence_ended: bool | None = None  # whether the evidence handed in is out of date
    unsettled_items: tuple[str, ...] | None = None  # mandatory, and not accepted nor waived now

    # what is typed; None means that the form has not been shown yet
    form: Form | None = None


def advice_given(acts: Iterable[Done]) -> str | None:
    """The DPO's advice that stands after these acts, or `None` (never given, or withdrawn)."""
    standing: str | None = None
    for done in acts:
        if done.role == roles.DPO and done.act in ADVICE:
            standing = done.act
        elif done.act == "withdraw_endorsement":
            standing = None
    return standing
