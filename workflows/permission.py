"""Whether this person may act at all: an appointment in force, and any delegation behind it."""

from __future__ import annotations

from typing import Final

from workflows import roles
from workflows.facts import Actor, Delegation, Facts
from workflows.verdict import Guard, Met, Unmet, unless


def appointment_in_force(actor: Actor, facts: Facts) -> Met | Unmet:
    """The appointment is this actor's own and runs at the instant (start in, end out)."""
    held = facts.appointment
    if held is None or held.id != actor.appointment:
        return Unmet("appointment_unknown", "Choose the appointment that you act under.")
    same = (held.person, held.organisation, held.role, held.delegation) == (
        actor.person,
        actor.organisation,
        actor.role,
        actor.delegation,
    )
    if not same:
        return Unmet("appointment_not_yours", "Choose an appointment of your own.")
    runs = held.starts_at <= facts.at and (held.ends_at is None or facts.at < held.ends_at)
    return unless(
        runs,
        "appointment_not_in_force",
        "Your appointment is not in force now; ask your organisation to renew it.",
    )


def delegation_in_force(actor: Actor, facts: Facts) -> Met | Unmet:
    """A delegate acts inside the instrument, in time and scope, and is never the DPO.

    Decision 4 and domain 5.3, rule 15.
    """
    if actor.delegation is None:
        return unless(
            actor.delegated_from is None,
            "delegation_unknown",
            "Name the delegation under which you act for somebody else.",
        )
    given = facts.delegation
    if given is None or given.id != actor.delegation:
        return Unmet("delegation_unknown", "The delegation is not on record; ask for a new one.")
    if given.revoked_at is not None and given.revoked_at <= facts.at:
        return Unmet("delegation_revoked", "The delegation was revoked; ask for a new one.")
    if not given.starts_at <= facts.at < given.ends_at:
        return Unmet(
            "delegation_not_in_force", "The delegation does not run now; ask for a new one."
        )
    if not _covers(given, actor, facts):
        return Unmet(
            "delegation_out_of_scope",
            "The delegation does not cover this; its giver must decide or widen it.",
        )
    if facts.roles_held is None:
        return Unmet("facts_missing", "Your other offices could not be read; try again.")
    is_dpo = (actor.organisation, roles.DPO) in facts.roles_held
    return unless(
        given.role == roles.DPO or not is_dpo,
        "delegated_to_dpo",
        "A decision is never delegated to the DPO; the giver must decide or name somebody else.",
    )


PERMISSION: Final[tuple[Guard, ...]] = (appointment_in_force, delegation_in_force)


def _covers(given: Delegation, actor: Actor, facts: Facts) -> bool:
    return (given.organisation, given.role, given.receiver) == (
        actor.organisation,
        actor.role,
        actor.person,
    ) and facts.document_kind in given.document_kinds
