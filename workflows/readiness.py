"""Readiness checks: evidence by one person, judged by another; passed, and revoked, with reasons.

`facts.organisation` is the force whose check it is. An item's approver is a role that the template
names; a controller may always judge in person in the SIRO's place.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from workflows import roles
from workflows.facts import Actor, Facts
from workflows.separation import UNKNOWN, acceptor_did_not_submit, runs_no_machine
from workflows.steps import DECIDERS, OFFICER_DUE
from workflows.table import Stage, Transition, Workflow
from workflows.verdict import Guard, Met, Unmet, unless

WAIVER_DAYS: Final = 90

OPENERS: Final = (
    roles.ASSET_OWNER,
    roles.INFORMATION_MANAGER,
    roles.SECURITY_OFFICER,
    roles.SIRO,
)
SUBMITTERS: Final = (
    (roles.ASSET_OWNER, "own"),
    (roles.INFORMATION_MANAGER, "own"),
    (roles.SECURITY_OFFICER, "own"),
    (roles.REVIEWER, "own"),
    (roles.DPO, "own"),
    (roles.AUTHOR, "party"),
    (roles.SIGNATORY, "party"),
)
APPROVERS: Final = (
    *DECIDERS,
    roles.DPO,
    roles.SECURITY_OFFICER,
    roles.ASSET_OWNER,
    roles.INFORMATION_MANAGER,
)
REVOKERS: Final = (*DECIDERS, roles.ASSET_OWNER, roles.SECURITY_OFFICER)


def check_is_under_way(actor: Actor, facts: Facts) -> Met | Unmet:
    """Items change while their check is in progress; what was passed stays as it was."""
    return unless(
        facts.check_state == "in_progress",
        "check_not_under_way",
        "This check has been decided; begin it again to hand in newer evidence.",
    )


def is_the_items_approver(actor: Actor, facts: Facts) -> Met | Unmet:
    """The item is judged by the office that its template names."""
    role = facts.approver
    named = role is not None and (
        actor.role == role or (role == roles.SIRO and actor.role in DECIDERS)
    )
    title = roles.TITLES.get(role or "", "office that the checklist names")
    return unless(named, "not_the_approver", f"The {title} judges this item.")


def evidence_is_in_date(actor: Actor, facts: Facts) -> Met | Unmet:
    """Evidence whose time is over is not accepted; newer evidence is handed in."""
    return unless(
        facts.evidence_ended is False,
        "evidence_out_of_date",
        "This evidence is out of date; send it back and ask for newer evidence.",
    )


def waiver_has_a_near_end(actor: Actor, facts: Facts) -> Met | Unmet:
    """A waiver ends, on a day to come and within ninety days (as an extension does, decision 8)."""
    if facts.form is None or facts.form.until is None:
        return Met()
    today = facts.at.date()
    return unless(
        today <= facts.form.until <= _last(today),
        "waiver_too_long",
        f"A waiver ends within {WAIVER_DAYS} days; name a day up to {_last(today):%-d %B %Y}.",
    )


def every_item_is_settled(actor: Actor, facts: Facts) -> Met | Unmet:
    """Every mandatory item is accepted or waived, and in date at this very moment."""
    if facts.unsettled_items is None:
        return Unmet("facts_missing", "The items of this check could not be read; try again.")
    listed = ", ".join(facts.unsettled_items)
    return unless(
        not facts.unsettled_items, "items_unsettled", f"Not accepted, waived or in date: {listed}."
    )


def handed_in_nothing(actor: Actor, facts: Facts) -> Met | Unmet:
    """Whoever handed in evidence does not pass the check that rests on it."""
    if facts.acts is None:
        return UNKNOWN
    handed_in = {done.person for done in facts.acts if done.act == "submit"}
    return unless(
        actor.person not in handed_in,
        "submitter_may_not_pass",
        "You handed in evidence for this check; another must pass it.",
    )


UNDER_WAY: Final[tuple[Guard, ...]] = (runs_no_machine, check_is_under_way)
JUDGING: Final = (*UNDER_WAY, is_the_items_approver, acceptor_did_not_submit)

READINESS_ITEM: Final = Workflow(
    name="readiness_item",
    version=1,
    kind="readiness_item",
    first="open",
    done="accepted",
    stages=(
        Stage("open", "Waiting for evidence"),
        Stage("submitted", "Handed in, waiting to be judged", due=OFFICER_DUE),
        Stage("accepted", "Accepted", outcome="complete"),
        Stage("waived", "Waived for a time", outcome="waived"),
    ),
    transitions=(
        *(
            Transition("submit", start, "submitted", role, UNDER_WAY, signing=False, of=of)
            for start in ("open", "accepted", "waived")
            for role, of in SUBMITTERS
        ),
        *(
            Transition(
                "accept",
                "submitted",
                "accepted",
                role,
                (*JUDGING, evidence_is_in_date),
                signing=False,
            )
            for role in APPROVERS
        ),
        *(
            Transition(
                "return_item", "submitted", "open", role, JUDGING, signing=False, asks=("reasons",)
            )
            for role in APPROVERS
        ),
        *(
            Transition(
                "waive",
                start,
                "waived",
                role,
                (*UNDER_WAY, waiver_has_a_near_end),
                signing=False,
                asks=("reasons", "until"),
            )
            for start in ("open", "submitted")
            for role in DECIDERS
        ),
    ),
)

READINESS: Final = Workflow(
    name="readiness",
    version=1,
    kind="readiness",
    first="not_begun",
    done="passed",
    stages=(
        Stage("not_begun", "Not begun"),
        Stage("in_progress", "In progress"),
        Stage("passed", "Passed", outcome="complete"),
        Stage("revoked", "Revoked", outcome="withdrawn"),
    ),
    transitions=(
        *(
            Transition("open", "not_begun", "in_progress", role, (runs_no_machine,), signing=False)
            for role in OPENERS
        ),
        *(
            Transition(
                "pass",
                "in_progress",
                "passed",
                role,
                (runs_no_machine, every_item_is_settled, handed_in_nothing),
                signing=False,
            )
            for role in DECIDERS
        ),
        *(
            Transition(
                "revoke",
                "passed",
                "revoked",
                role,
                (runs_no_machine,),
                signing=False,
                asks=("reasons",),
            )
            for role in REVOKERS
        ),
    ),
)


def _last(today: date) -> date:
    return today + timedelta(days=WAIVER_DAYS)
