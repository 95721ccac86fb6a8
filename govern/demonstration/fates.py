"""What becomes of an agreement after it was signed: stopped, started again, extended, ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from govern.commands.agreements.extend import confirm_extension, show_extension
from govern.commands.agreements.terminate import terminate_agreement
from govern.commands.conditions.settle import continue_flow
from govern.commands.signing.confirm import Authentication
from govern.commands.signing.seal import seal_act
from govern.commands.stops.lift import lift_stop
from govern.commands.stops.place import Stop, advise_stop, place_stop
from govern.demonstration import gateway
from govern.demonstration.acting import condition_of
from govern.demonstration.plans import Plan
from govern.demonstration.stage import SESSION, Planned, Stage
from workflows import roles
from workflows.engine import Form

Fate = Callable[[int, Plan, Stage], None]


def scenes(number: int, plan: Plan) -> Iterator[Planned]:
    """The scenes of the plan's fate, if it has any."""
    for after, play, title in _FATES.get(plan.fate, ()):
        yield plan.day + after, partial(play, number, plan), f"{plan.title}: {title}"


def _suspend(number: int, plan: Plan, stage: Stage) -> None:
    _stop(
        number,
        plan,
        stage,
        roles.ASSET_OWNER,
        "A dip sample found referrals opened by staff who were not yet vetted. Stopped until then.",
    )


def _stop_at_night(number: int, plan: Plan, stage: Stage) -> None:
    _stop(
        number,
        plan,
        stage,
        roles.DUTY_OFFICER,
        "A message for another landlord arrived in this mailbox. Stopped while it is looked into.",
    )


def _stop(number: int, plan: Plan, stage: Stage, role: str, reasons: str) -> None:
    document_id = stage.kept[f"agreement-document:{number}"]
    stop = Stop("suspension", "agreement", document_id, reasons)
    by = stage.actor(role, plan.forces[0])
    (stop_id,) = place_stop(stage.installation, by=by, stop=stop)
    stage.keep(f"stop:{number}", stop_id)


def _lift(number: int, plan: Plan, stage: Stage) -> None:
    lift_stop(
        stage.installation,
        by=stage.actor(roles.SIRO, plan.forces[0]),
        stop_id=stage.kept[f"stop:{number}"],
        reasons="The address was mistyped by one officer; the list of addresses is now fixed.",
    )


def _terminate(number: int, plan: Plan, stage: Stage) -> None:
    terminate_agreement(
        stage.installation,
        by=stage.actor(roles.SIRO, plan.forces[0]),
        document_id=stage.kept[f"agreement-document:{number}"],
        reasons="The work has ended and its purpose is met; the data are returned or destroyed.",
    )


def _extend(number: int, plan: Plan, stage: Stage) -> None:
    siro = stage.actor(roles.SIRO, plan.forces[0])
    reasons = (
        "The renewal waits for the council's new scheme of delegation. "
        "Thirty families would lose their lead worker's view without it."
    )
    shown = show_extension(
        stage.installation,
        by=siro,
        session_id=SESSION,
        subject_kind="agreement",
        subject_id=stage.kept[f"agreement-document:{number}"],
        form=Form(reasons=reasons, until=stage.on(plan.last_day) + timedelta(days=75)),
    )
    again = Authentication("demonstration", stage.clock.now(), SESSION)
    act_id = confirm_extension(stage.installation, by=siro, token=shown.token, authentication=again)
    seal_act(stage.installation, act_id=act_id)


def _doubt(number: int, plan: Plan, stage: Stage) -> None:
    """A DPO takes the endorsement back: nothing closes, and the SIRO has to decide again."""
    reasons = (
        "The list of people at risk has grown from 31 to 58 since I advised, and the last two "
        "quarterly reviews did not take place. I can no longer say that it is proportionate."
    )
    force = plan.forces[-1]
    version_id = stage.kept[f"agreement:{number}"]
    dpo = stage.actor(roles.DPO, force)
    stage.sign(dpo, version_id, "withdraw_endorsement", Form(reasons=reasons))


def _advise_a_stop(number: int, plan: Plan, stage: Stage) -> None:
    """A DPO advises a stop; nobody has followed it yet, and nobody has let it go on."""
    reasons = (
        "Two referrals of this week went to a team that was dissolved in October. I advise that "
        "this is stopped until its list of addresses is right."
    )
    stop = Stop("suspension", "agreement", stage.kept[f"agreement-document:{number}"], reasons)
    advise_stop(stage.installation, by=stage.actor(roles.DPO, plan.forces[0]), stop=stop)


def _keep_the_critical_open(number: int, plan: Plan, stage: Stage) -> None:
    """An overdue condition closes, save what a SIRO keeps open for somebody at risk."""
    version_id, force = stage.kept[f"agreement:{number}"], plan.forces[-1]
    continue_flow(
        stage.installation,
        by=stage.actor(roles.SIRO, force),
        condition_id=condition_of(stage, version_id, force),
        reasons="A child in custody at night must be known to the duty worker. Training is booked.",
        fallback="Telephone from the custody desk to the duty worker.",
        until=stage.on(580),
    )


_FATES: dict[str, tuple[tuple[int, Fate, str], ...]] = {
    "suspended": ((150, _suspend, "suspended"),),
    "resumed": ((100, _stop_at_night, "stopped at night"), (104, _lift, "started again")),
    "terminated": ((160, _terminate, "terminated"),),
    "extended": ((300, _extend, "extended"),),
    "doubted": ((252, _doubt, "an endorsement is withdrawn"),),
    "advised": ((349, _advise_a_stop, "a stop is advised"),),
    "gateway": (
        (1, gateway.open_first, "Gateway 4 opened"),
        (4, gateway.hand_in_all, "evidence handed in"),
        (6, gateway.open_second, "Gateway 4 opened by another force"),
        (8, gateway.judge_all, "evidence accepted"),
        (12, gateway.half_way, "another force hands in"),
        (20, gateway.waive_and_pass, "Gateway 4 passed"),
    ),
    "overdue": ((186, _keep_the_critical_open, "a flow is kept open past a condition"),),
}
