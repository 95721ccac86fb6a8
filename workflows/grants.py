"""What a delegation may give: one's own decision, for a time, to somebody fit to take it."""

from __future__ import annotations

from typing import Final

from workflows import roles
from workflows.facts import Actor, Facts
from workflows.verdict import Guard, Met, Unmet, unless

UNKNOWN: Final = Unmet("facts_missing", "The delegation could not be read; fill it in again.")


def gives_own_decision(actor: Actor, facts: Facts) -> Met | Unmet:
    """A giver gives the role they act in; the controller may also give the SIRO's part."""
    if facts.grant is None:
        return UNKNOWN
    may = {actor.role} | ({roles.SIRO} if actor.role == roles.CHIEF_CONSTABLE else set())
    mine = facts.grant.giver == actor.person and facts.grant.organisation == actor.organisation
    return unless(
        mine and facts.grant.role in may,
        "not_yours_to_give",
        "You can delegate only what you decide yourself in this organisation.",
    )


def is_no_delegate(actor: Actor, facts: Facts) -> Met | Unmet:
    """What was delegated is not delegated on (domain 5.3)."""
    return unless(
        actor.delegation is None,
        "sub_delegation",
        "You act as a delegate yourself; ask the giver to delegate directly.",
    )


def receiver_is_another(actor: Actor, facts: Facts) -> Met | Unmet:
    """Nobody delegates to themselves, under whichever account (duty 5)."""
    if facts.grant is None:
        return UNKNOWN
    return unless(
        facts.grant.receiver not in (actor.person, facts.grant.giver),
        "delegated_to_oneself",
        "Name somebody else as the delegate.",
    )


def receiver_is_fit(actor: Actor, facts: Facts) -> Met | Unmet:
    """Never the DPO (decision 4), and never somebody who administers the system (duty 6)."""
    if facts.grant is None or facts.receiver_roles is None:
        return UNKNOWN
    if (facts.grant.organisation, roles.DPO) in facts.receiver_roles:
        return Unmet("delegated_to_dpo", "A decision is never delegated to the DPO; name another.")
    return unless(
        not roles.MACHINE_ROLES & {role for _, role in facts.receiver_roles},
        "delegated_to_administrator",
        "Somebody who administers the system cannot decide; name another.",
    )


def term_is_sound(actor: Actor, facts: Facts) -> Met | Unmet:
    """It starts no earlier than now, ends after it starts, and covers some kind of document."""
    if facts.grant is None:
        return UNKNOWN
    grant = facts.grant
    return unless(
        facts.at <= grant.starts_at < grant.ends_at and bool(grant.document_kinds),
        "delegation_term_unsound",
        "Give a start that is not in the past, a later end, and at least one kind of document.",
    )


GRANTING: Final[tuple[Guard, ...]] = (
    gives_own_decision,
    is_no_delegate,
    receiver_is_another,
    receiver_is_fit,
    term_is_sound,
)
