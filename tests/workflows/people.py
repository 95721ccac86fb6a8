"""Invented people and facts for the workflow tests: by default nothing stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from workflows import roles
from workflows.engine import Actor, Facts, Form
from workflows.facts import Appointment, Condition, Delegation, Done

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
YEAR = timedelta(days=365)
ESSEX, KENT, COUNCIL, OFFICE, FIRM = "essex", "kent", "council", "office", "firm"
HOME = {
    **dict.fromkeys(roles.FORCE_ROLES, ESSEX),
    **dict.fromkeys(roles.PARTNER_ROLES, COUNCIL),
    roles.LAWYER: FIRM,
    roles.GOLD: OFFICE,
}
LONG = "The advice was weighed, and the safeguards of section nine make the residual risk fit. " * 2
FILLED = Form(
    reasons=LONG,
    conditions=(Condition("Test the deletion before opening."),),
    ico="not_needed",
    ico_reasons="No filing system is created.",
    until=date(2026, 5, 29),
    fallback="Secure e-mail to the duty desk",
    incident="INC-7",
    instrument="Instrument of 1 March 2026",
)


def actor(role: str, person: str | None = None, organisation: str | None = None) -> Actor:
    """Somebody in that role, in a fitting organisation."""
    name = person or f"the {role}"
    home = organisation or HOME.get(role, OFFICE)
    return Actor(person=name, appointment=f"{name}/{role}", organisation=home, role=role)


def appointed(who: Actor) -> Appointment:
    """The appointment behind the actor, in force for a year either side of now."""
    return Appointment(
        who.appointment,
        who.person,
        who.organisation,
        who.role,
        AT - YEAR,
        AT + YEAR,
        who.delegation,
    )


def granted(giver: Actor, **changes: Any) -> Delegation:
    """A delegation that this giver may make now."""
    fair = Delegation(
        id="d1",
        organisation=giver.organisation,
        role=giver.role,
        giver=giver.person,
        receiver="a deputy",
        document_kinds=frozenset({"dpia"}),
        starts_at=AT,
        ends_at=AT + YEAR,
    )
    return replace(fair, **changes)


def facts(who: Actor, **changes: Any) -> Facts:
    """Facts under which this actor may do whatever the table gives their role."""
    fair = Facts(
        at=AT,
        organisation=who.organisation,
        document_kind="dpia",
        lead_force=ESSEX,
        parties=frozenset({COUNCIL, FIRM}),
        appointment=appointed(who),
        roles_held=frozenset({(who.organisation, who.role)}),
        drafters=frozenset({"the drafter"}),
        acts=(),
        elsewhere=(),
        version_status="frozen",
        stop_findings=0,
        missing_answers=0,
        unresolved_changes=0,
        complete_sign_offs=0,
        definition_adopted=True,
        core_frozen=True,
        dpia_in_force=True,
        code_in_force=True,
        high_risk=False,
        consultation="closed",
        advice_sought_at=AT - timedelta(days=30),
        escalated_at=AT - timedelta(days=1),
        blocking_controls=(),
        partial_controls=(),
        certified=True,
        scope_forces=frozenset({who.organisation}),
        dpo_may_stop=True,
        extensions_made=0,
        ends_on=date(2026, 3, 31),
        grant=granted(who),
        receiver_roles=frozenset(),
        check_state="in_progress",
        approver=who.role,
        evidence_ended=False,
        unsettled_items=(),
        form=FILLED,
    )
    return replace(fair, **changes)


def done(act: str, role: str, person: str | None = None, organisation: str = ESSEX) -> Done:
    """An act made earlier by somebody else, unless a person is named."""
    return Done(act, role, person or f"an earlier {role}", organisation)
