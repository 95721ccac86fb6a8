"""Separation of duties: what one person may never do together, whichever account they use.

Domain 5.4 and rules 4 and 16; a person is a person id, however many accounts they hold.
"""

from __future__ import annotations

from typing import Final

from workflows import roles
from workflows.facts import Actor, Done, Facts
from workflows.verdict import Guard, Met, Unmet, unless

UNKNOWN: Final = Unmet(
    "facts_missing", "Who has acted here before could not be read; try again or call the office."
)


def has_not_drafted(actor: Actor, facts: Facts) -> Met | Unmet:
    """Whoever wrote or edited the version neither advises nor decides on it (rule 4)."""
    if facts.drafters is None:
        return UNKNOWN
    return unless(
        actor.person not in facts.drafters,
        "drafter_may_not_sign",
        "You wrote or edited this version; somebody who did not must sign.",
    )


def runs_no_machine(actor: Actor, facts: Facts) -> Met | Unmet:
    """Whoever administers the system signs nothing in it (duty 6)."""
    if facts.roles_held is None:
        return UNKNOWN
    return unless(
        not roles.MACHINE_ROLES & {role for _, role in facts.roles_held},
        "administrator_may_not_sign",
        "You administer this system; give that up, or let somebody else sign.",
    )


def has_no_conflicting_office(actor: Actor, facts: Facts) -> Met | Unmet:
    """Nobody is both DPO and decider or asset owner of one force (DPA 2018 s.70(3)(b))."""
    if facts.roles_held is None:
        return UNKNOWN
    here = {role for org, role in facts.roles_held if org == actor.organisation} | {actor.role}
    return unless(
        roles.DPO not in here or not here & roles.CONFLICTS_WITH_DPO,
        "conflict_with_dpo",
        "One person cannot be DPO and also decide or own here; your force must end one office.",
    )


def acts_in_one_role(actor: Actor, facts: Facts) -> Met | Unmet:
    """Inside one sign-off each person takes one part: adviser is not decider (duty 2)."""
    if facts.acts is None:
        return UNKNOWN
    before = {done.role for done in facts.acts if done.person == actor.person} - {actor.role}
    if roles.DPO in before or (before and actor.role == roles.DPO):
        return Unmet("adviser_may_not_decide", "Adviser and decider must be different persons.")
    return unless(
        not before,
        "one_person_two_steps",
        "You took an earlier step here in another role; somebody else must take this one.",
    )


def signs_for_one_side(actor: Actor, facts: Facts) -> Met | Unmet:
    """Nobody signs for a force and for a partner on one version (duty 4)."""
    if facts.elsewhere is None:
        return UNKNOWN
    sides = {roles.side(done.role) for done in _others(actor, facts.elsewhere)}
    return unless(
        not sides - {roles.side(actor.role)},
        "signs_for_other_side",
        "You signed this version for the other side; somebody else must sign here.",
    )


def signs_for_one_organisation(actor: Actor, facts: Facts) -> Met | Unmet:
    """Only a DPO, or a declared joint officer in that office, acts for several (duty 10)."""
    if facts.elsewhere is None:
        return UNKNOWN
    others = [done for done in _others(actor, facts.elsewhere) if _same_side(done, actor)]
    allowed = facts.joint or actor.role == roles.DPO
    return unless(
        all(allowed and done.role == actor.role for done in others),
        "signs_for_other_organisation",
        "You signed this version for another organisation; somebody else must sign here,"
        " unless your office is declared joint.",
    )


def assessor_is_independent(actor: Actor, facts: Facts) -> Met | Unmet:
    """Who assesses or certifies neither wrote nor declared it, nor serves the partner (duty 3)."""
    if facts.drafters is None or facts.acts is None or facts.roles_held is None:
        return UNKNOWN
    declared = {done.person for done in facts.acts if roles.side(done.role) == "partner"}
    serves = facts.organisation in {organisation for organisation, _ in facts.roles_held}
    return unless(
        actor.person not in facts.drafters | declared and not serves,
        "assessor_not_independent",
        "You wrote, declared or belong to what is assessed; somebody independent must do this.",
    )


def declarer_is_not_author(actor: Actor, facts: Facts) -> Met | Unmet:
    """Used as a notice: in a small body one person may write and declare, and it is flagged."""
    return unless(
        actor.person not in (facts.drafters or frozenset()),
        "declared_by_author",
        "The person who wrote this return also declared it.",
    )


def acceptor_did_not_submit(actor: Actor, facts: Facts) -> Met | Unmet:
    """A condition is accepted by somebody other than whoever handed it in (decision 8)."""
    return _is_another(
        actor,
        facts,
        {"submit"},
        "submitter_may_not_accept",
        "You handed this in; another must judge.",
    )


def approver_did_not_propose(actor: Actor, facts: Facts) -> Met | Unmet:
    """Wording for the clause bank is approved or refused by another lawyer than its proposer."""
    return _is_another(
        actor,
        facts,
        {"propose"},
        "proposer_may_not_approve",
        "You proposed this wording; another lawyer must decide on it.",
    )


def is_not_the_stopper(actor: Actor, facts: Facts) -> Met | Unmet:
    """Whoever stopped does not start again (decision 9)."""
    return _is_another(
        actor,
        facts,
        {"stop", "kill", "suspend"},
        "stopper_may_not_lift",
        "You made this stop; somebody else must lift it.",
    )


def is_not_the_first_lifter(actor: Actor, facts: Facts) -> Met | Unmet:
    """Lifting a kill takes two persons (decision 9)."""
    return _is_another(
        actor,
        facts,
        {"unkill"},
        "second_person_needed",
        "You asked to start again; a second person must confirm.",
    )


def a_decider_lifts(actor: Actor, facts: Facts) -> Met | Unmet:
    """One of the two who lift a kill is a SIRO, or the controller in person (decision 9)."""
    if facts.acts is None:
        return UNKNOWN
    asked = _last(facts.acts, {"unkill"})
    lifting = {actor.role} | ({asked.role} if asked else set())
    return unless(
        bool(lifting & {roles.SIRO, roles.CHIEF_CONSTABLE}),
        "siro_needed",
        "One of the two must be the SIRO; ask the SIRO to confirm.",
    )


SIGNER: Final[tuple[Guard, ...]] = (
    runs_no_machine,
    has_no_conflicting_office,
    has_not_drafted,
    acts_in_one_role,
    signs_for_one_side,
    signs_for_one_organisation,
)


def _others(actor: Actor, done: tuple[Done, ...]) -> list[Done]:
    return [
        each
        for each in done
        if each.person == actor.person and each.organisation != actor.organisation
    ]


def _same_side(done: Done, actor: Actor) -> bool:
    return roles.side(done.role) == roles.side(actor.role)


def _last(acts: tuple[Done, ...], names: set[str]) -> Done | None:
    return next((done for done in reversed(acts) if done.act in names), None)


def _is_another(actor: Actor, facts: Facts, names: set[str], code: str, reason: str) -> Met | Unmet:
    before = None if facts.acts is None else _last(facts.acts, names)
    if before is None:
        return UNKNOWN
    return unless(before.person != actor.person, code, reason)
