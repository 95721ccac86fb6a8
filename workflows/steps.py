"""The rows that several sign-off tables share: how a DPO advises and how a SIRO decides."""

from __future__ import annotations

from typing import Final

from workflows import guards, roles
from workflows.separation import SIGNER, runs_no_machine
from workflows.table import Due, Stage, Transition
from workflows.verdict import Guard

DPO_DUE: Final = Due(10)
OFFICER_DUE: Final = Due(5)
SIRO_DUE: Final = Due(5)
PARTNER_DUE: Final = Due(20)

# The SIRO decides for the controller; the controller may always decide in person (domain 5.1).
DECIDERS: Final = (roles.SIRO, roles.CHIEF_CONSTABLE)

SIGNING: Final[tuple[Guard, ...]] = (guards.version_is_frozen, *SIGNER)

COMPLETE: Final = Stage("complete", "Complete", outcome="complete")
RECONSIDER: Final = Stage(
    "reconsider", "Complete; endorsement withdrawn, SIRO decides again", "complete", SIRO_DUE
)
RETURNED: Final = Stage("returned", "Returned for a new version", outcome="returned")
REFUSED: Final = Stage("refused", "Refused", outcome="refused")
WITHDRAWN: Final = Stage("withdrawn", "Withdrawn", outcome="withdrawn")
DECLINED: Final = Stage("declined", "Declined", outcome="declined")
AFTERWARDS: Final = (COMPLETE, RECONSIDER, RETURNED, REFUSED, WITHDRAWN)
"""What may become of a force's sign-off once its officers have had their turns."""
REFERRED: Final = Stage("referred", "Referred to the regulator", outcome="referred")


def advising(start: str, end: str, *more: Guard) -> tuple[Transition, ...]:
    """The DPO's rows at `start`: three kinds of advice that lead on, or a request for changes."""
    signs = (*SIGNING, *more)
    return (
        Transition("endorse", start, end, roles.DPO, signs),
        Transition("endorse_with_conditions", start, end, roles.DPO, signs, asks=("conditions",)),
        Transition("not_endorse", start, end, roles.DPO, signs, asks=("reasons",)),
        Transition("ask_for_changes", start, "returned", roles.DPO, signs, asks=("reasons",)),
    )


def late_advice(stage: str) -> tuple[Transition, ...]:
    """Advice that comes after the controller went on without it, and before the decision."""
    return tuple(row for row in advising(stage, stage, guards.no_advice_yet) if row.end == stage)


def without_advice(start: str, end: str) -> tuple[Transition, ...]:
    """The controller goes on after escalation, with reasons; so does the decision that follows."""
    signs = (*SIGNING, guards.advice_is_overdue)
    return tuple(
        Transition("decide_without_advice", start, end, role, signs, asks=("reasons",))
        for role in DECIDERS
    )


def deciding(start: str, *more: Guard) -> tuple[Transition, ...]:
    """The controller's rows at `start`; `more` guards stand before approval alone."""
    yes = (*SIGNING, guards.departure_is_reasoned, *more)
    no = (*SIGNING, guards.refusal_is_reasoned)
    rows: list[Transition] = []
    for role in DECIDERS:
        rows += [
            Transition("approve", start, "complete", role, yes),
            Transition(
                "approve_with_conditions", start, "complete", role, yes, asks=("conditions",)
            ),
            Transition("reject", start, "refused", role, no, asks=("reasons",)),
            Transition("ask_for_changes", start, "returned", role, SIGNING, asks=("reasons",)),
        ]
    return tuple(rows)


def referring(start: str) -> tuple[Transition, ...]:
    """The controller refers the version to the regulator: a hold, not an end (decision 10)."""
    return tuple(
        Transition("refer_to_ico", start, "referred", role, SIGNING, asks=("reasons",))
        for role in DECIDERS
    )


def withdrawing(*back_to_advice: str) -> tuple[Transition, ...]:
    """Second thoughts: the DPO's before and after completion, and the controller's (decision 9).

    `back_to_advice` are the stages between advice and decision. Leaving is easy: only who may,
    never how or when, is guarded; standing by an adoption again is guarded as deciding is.
    """
    rows = [_endorsement_withdrawn(start, "advice") for start in back_to_advice]
    rows.append(_endorsement_withdrawn("complete", "reconsider"))
    for role in DECIDERS:
        again = (*SIGNER, guards.long_reasons)
        rows += [
            Transition("reaffirm", "reconsider", "complete", role, again, asks=("reasons",)),
            _adoption_withdrawn("reconsider", role),
            _adoption_withdrawn("complete", role),
        ]
    return tuple(rows)


def _endorsement_withdrawn(start: str, end: str) -> Transition:
    able = (runs_no_machine, guards.endorsement_stands)
    return Transition("withdraw_endorsement", start, end, roles.DPO, able, asks=("reasons",))


def _adoption_withdrawn(start: str, role: str) -> Transition:
    able = (runs_no_machine,)
    return Transition("withdraw_adoption", start, "withdrawn", role, able, asks=("reasons",))
