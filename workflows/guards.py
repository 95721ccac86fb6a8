"""One function per precondition about the papers: advice, reliance, the regulator, reasons."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from workflows import roles
from workflows.facts import POSITIVE_ADVICE, Actor, Facts, advice_given
from workflows.verdict import Met, Unmet, unless

LONG_REASONS: Final = 100  # characters, domain rule 3
LONGEST_EXTENSION: Final = 90  # calendar days, decision 8
ACTS_UNKNOWN: Final = Unmet("facts_missing", "Earlier acts could not be read; try again.")


def version_is_frozen(actor: Actor, facts: Facts) -> Met | Unmet:
    """Only frozen bytes are signed; a withdrawn version takes no new signature."""
    return unless(
        facts.version_status == "frozen",
        "version_not_frozen",
        "This version is not frozen, or was withdrawn; sign the frozen version in use.",
    )


def turn_has_come(actor: Actor, facts: Facts) -> Met | Unmet:
    """Parties sign in any order unless the agreement says otherwise (decision 4)."""
    names = ", ".join(facts.sign_first)
    return unless(
        not facts.sign_first, "not_your_turn", f"The agreement says that {names} must sign first."
    )


def no_advice_yet(actor: Actor, facts: Facts) -> Met | Unmet:
    """Late advice is welcome where none stands; it never replaces advice already given."""
    if facts.acts is None:
        return ACTS_UNKNOWN
    return unless(
        advice_given(facts.acts) is None,
        "advice_already_given",
        "Advice was already given here; withdraw it first.",
    )


def endorsement_stands(actor: Actor, facts: Facts) -> Met | Unmet:
    """Only an endorsement that stands can be withdrawn."""
    if facts.acts is None:
        return ACTS_UNKNOWN
    return unless(
        advice_given(facts.acts) in POSITIVE_ADVICE,
        "no_endorsement",
        "There is no endorsement here to withdraw.",
    )


def advice_is_overdue(actor: Actor, facts: Facts) -> Met | Unmet:
    """Without advice the controller goes on only after it was sought and escalated (decision 6)."""
    sought, escalated = facts.advice_sought_at, facts.escalated_at
    return unless(
        sought is not None and escalated is not None and sought <= escalated <= facts.at,
        "advice_not_escalated",
        "Ask the DPO for advice and let the step be escalated before deciding without it.",
    )


def departure_is_reasoned(actor: Actor, facts: Facts) -> Met | Unmet:
    """Approving without or against advice takes 100 characters of reasons (rule 3)."""
    if facts.acts is None:
        return ACTS_UNKNOWN
    if advice_given(facts.acts) in POSITIVE_ADVICE:
        return Met()
    return long_reasons(actor, facts)


def refusal_is_reasoned(actor: Actor, facts: Facts) -> Met | Unmet:
    """Rejecting what the DPO endorsed departs from advice too, and is reasoned alike."""
    if facts.acts is None:
        return ACTS_UNKNOWN
    if advice_given(facts.acts) not in POSITIVE_ADVICE:
        return Met()
    return long_reasons(actor, facts)


def long_reasons(actor: Actor, facts: Facts) -> Met | Unmet:
    """At least 100 characters of reasons, runs of white space counted as one."""
    if facts.form is None:
        return Met()
    length = len(" ".join(facts.form.reasons.split()))
    return unless(
        length >= LONG_REASONS,
        "reasons_too_short",
        f"You depart from, or decide without, the DPO's advice: give at least {LONG_REASONS}"
        f" characters of reasons ({length} given).",
    )


def ico_question_answered(actor: Actor, facts: Facts) -> Met | Unmet:
    """At high risk the decider says whether the regulator must be consulted, and why (rule 5)."""
    if facts.high_risk is None:
        return Unmet("risk_unknown", "The risk level could not be read; open the risk register.")
    if not facts.high_risk or facts.form is None:
        return Met()
    if facts.form.ico == "needed" and facts.consultation == "closed":
        return Met()
    if facts.form.ico == "needed":
        return Unmet(
            "ico_consultation_needed", "Refer this to the regulator instead of approving it."
        )
    return unless(
        facts.form.ico == "not_needed" and bool(facts.form.ico_reasons.strip()),
        "ico_question_unanswered",
        "The risk is high: say whether the regulator must be consulted, with the reason.",
    )


def no_open_consultation(actor: Actor, facts: Facts) -> Met | Unmet:
    """While the regulator considers, nothing is approved; silence past its date takes reasons.

    Decision 10: no reply by the date releases nothing by itself.
    """
    if facts.consultation == "overdue":
        return long_reasons(actor, facts)
    return unless(
        facts.consultation in (None, "closed"),
        "ico_consultation_open",
        "The regulator is being consulted; close the consultation before approving.",
    )


def consultation_was_held(actor: Actor, facts: Facts) -> Met | Unmet:
    """What was referred to the regulator is approved only once a consultation is on record."""
    return unless(
        facts.consultation is not None,
        "ico_consultation_not_recorded",
        "Record what was sent to the regulator, and how it ended, before approving.",
    )


def dpia_in_force(actor: Actor, facts: Facts) -> Met | Unmet:
    """This organisation's own DPIA sign-off is in force (rule 1, decision 7)."""
    return unless(
        facts.dpia_in_force,
        "dpia_not_in_force",
        f"Your organisation has not adopted {facts.dpia_reference}; sign that off first.",
    )


def code_in_force(actor: Actor, facts: Facts) -> Met | Unmet:
    """This organisation's own sign-off of the code of connection is in force (decision 7)."""
    return unless(
        facts.code_in_force,
        "code_not_in_force",
        f"Your organisation has not adopted {facts.code_reference}; sign that off first.",
    )


def core_is_frozen(actor: Actor, facts: Facts) -> Met | Unmet:
    """A local addendum cites the digest of a frozen core DPIA (decision 7)."""
    return unless(
        facts.core_frozen,
        "core_not_frozen",
        "The core DPIA that this addendum cites is not a frozen version; correct the citation.",
    )


def no_blocking_control(actor: Actor, facts: Facts) -> Met | Unmet:
    """A mandatory control that is not met blocks the certificate (domain 2.5)."""
    return _controls(
        facts.blocking_controls, "control_blocks", "These mandatory controls are not met: {}."
    )


def no_partial_control(actor: Actor, facts: Facts) -> Met | Unmet:
    """A mandatory control met in part is certified only with a remediation plan."""
    return _controls(
        facts.partial_controls,
        "remediation_needed",
        "Certify with remediation instead; these mandatory controls are met in part: {}.",
    )


def certificate_in_force(actor: Actor, facts: Facts) -> Met | Unmet:
    """A force accepts only what the lead force has certified."""
    return unless(
        facts.certified,
        "not_certified",
        "The connection is not certified; the lead force's SIRO must certify it first.",
    )


def scope_is_controlled(actor: Actor, facts: Facts) -> Met | Unmet:
    """A force's officer stops what that force controls; anything wider takes Gold (decision 9)."""
    if facts.scope_forces is None:
        return Unmet("facts_missing", "What this would stop could not be read; try again.")
    return unless(
        actor.role == roles.GOLD or facts.scope_forces == {actor.organisation},
        "wider_than_your_force",
        "This reaches beyond your force: stop your own part, and call Gold for the rest.",
    )


def dpo_may_stop(actor: Actor, facts: Facts) -> Met | Unmet:
    """The DPO advises a stop, unless the force's setting lets the DPO stop directly."""
    return unless(
        facts.dpo_may_stop,
        "dpo_advises_only",
        "Advise the stop: that pages those who can make it at once.",
    )


def not_extended_before(actor: Actor, facts: Facts) -> Met | Unmet:
    """A date is extended once (decision 8)."""
    if facts.extensions_made is None:
        return Unmet("facts_missing", "Earlier extensions could not be read; try again.")
    return unless(
        facts.extensions_made == 0,
        "already_extended",
        "This date was extended before; renew or review instead.",
    )


def within_ninety_days(actor: Actor, facts: Facts) -> Met | Unmet:
    """The new last day comes after the old one, and at most 90 calendar days after it."""
    if facts.ends_on is None:
        return Unmet("facts_missing", "There is no date here to extend.")
    if facts.form is None or facts.form.until is None:
        return Met()
    days = (facts.form.until - facts.ends_on).days
    latest = facts.ends_on + timedelta(days=LONGEST_EXTENSION)
    return unless(
        0 < days <= LONGEST_EXTENSION,
        "extension_too_long",
        f"Choose a last day after {facts.ends_on:%-d %B %Y} and no later than"
        f" {latest:%-d %B %Y}: at most {LONGEST_EXTENSION} days.",
    )


def _controls(found: tuple[str, ...] | None, code: str, sentence: str) -> Met | Unmet:
    if found is None:
        return Unmet("facts_missing", "The return's controls could not be read; try again.")
    return unless(not found, code, sentence.format(", ".join(found)))
