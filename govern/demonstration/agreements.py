"""The scenes of one agreement: drafted, negotiated, frozen, and signed by each party."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial

from govern.demonstration import acting, cast, fates
from govern.demonstration.acting import answer_advice, lawyer
from govern.demonstration.discussing import PARTNERS, discuss
from govern.demonstration.plans import Plan
from govern.demonstration.stage import Planned, Stage
from govern.demonstration.texts import agreeing
from govern.demonstration.texts.filling import read
from workflows import roles
from workflows.engine import Form
from workflows.facts import Condition

WAITING: Mapping[str, tuple[str | None, str | None]] = {
    "awaiting_partner": ("signature", None),
    "awaiting_force": (None, "owner"),
    "awaiting_all": ("caldicott", "advice"),
    "awaiting_signatory": ("signature", "advice"),
    "awaiting_owner": ("signature", "owner"),
    "awaiting_decision": ("signature", "decision"),
}
"""Fates of an agreement that waits: the stage at which its partner stands, and each force."""
SIGNED = (None, None)


def scenes(number: int, plan: Plan) -> Iterator[Planned]:
    """Draft, freeze and sign; then the plan's fate."""
    yield plan.day - 12, partial(_draft, number, plan), f"{plan.title}: drafted"
    if plan.fate == "draft":
        return
    yield plan.day - 4, partial(_review, number, plan), f"{plan.title}: in review"
    if plan.fate == "review":
        return
    yield plan.day, partial(_sign, number, plan), f"{plan.title}: signed"
    yield from fates.scenes(number, plan)


def _draft(number: int, plan: Plan, stage: Stage) -> None:
    answers = agreeing.agreement(stage.on, plan)
    if plan.fate == "draft":
        answers = dict(list(answers.items())[: len(answers) // 2])
    capacity = "service" if plan.partner == cast.PND else "partner"
    parties = dict.fromkeys(plan.forces, "controller") | {plan.partner: capacity}
    opened = acting.open_and_write(
        stage, lawyer(stage), "sharing_agreement", plan.title, plan.forces[0], parties, answers
    )
    stage.keep(f"agreement:{number}", opened.version_id)
    stage.keep(f"agreement-document:{number}", opened.document_id)


def _review(number: int, plan: Plan, stage: Stage) -> None:
    version_id = stage.kept[f"agreement:{number}"]
    acting.send(stage, lawyer(stage), version_id)
    open_ended, usual = (read("remarks")[name] for name in ("in-review", "agreements"))
    said = open_ended if plan.fate == "review" else usual[number % len(usual) :][:1]
    said = [each for each in said if each["by"] not in PARTNERS or plan.partner != cast.PND]
    discuss(stage, version_id, said, force=plan.forces[0], partner=plan.partner)
    if plan.fate != "review":
        answer_advice(stage, lawyer(stage), version_id)
        stage.print_ahead(version_id, plan.day)


def _sign(number: int, plan: Plan, stage: Stage) -> None:
    version_id = stage.kept[f"agreement:{number}"]
    stage.freeze(lawyer(stage), version_id)
    at_partner, at_force = WAITING.get(plan.fate, SIGNED)
    if at_partner != "caldicott" and plan.partner != cast.PND:
        acting.partner_signs(stage, version_id, plan.partner, until=at_partner)
    for force in plan.forces if at_force != "advice" else ():
        stage.clock.advance(timedelta(hours=3))
        if (plan.theme, force) == ("statistics", "norfolk"):
            _sign_against_advice(version_id, force, stage)
            continue
        acting.advise(stage, version_id, force, *_conditions("dpo", plan, force, stage))
        if at_force == "owner":
            continue
        acting.own(stage, version_id, force)
        if at_force == "decision":
            continue
        acting.review_added(stage, version_id, force)
        decided = Form(conditions=_conditions("siro", plan, force, stage))
        acting.decide(stage, version_id, force, decided)


def _sign_against_advice(version_id: str, force: str, stage: Stage) -> None:
    """A DPO does not endorse; the SIRO decides otherwise and has to say why."""
    against = (
        "Counts from ten upwards can still point to a household in the two smallest wards. "
        "I advise twenty there, as my letter of last spring said."
    )
    because = (
        "The two wards have 2,100 and 2,600 residents, the analyst tests each table against the "
        "two before it, and twenty would leave out three quarters of what the plan is made of. "
        "I keep ten, and will look at it again with the DPO after the second table."
    )
    dpo, siro = (stage.actor(role, force) for role in (roles.DPO, roles.SIRO))
    stage.sign(dpo, version_id, "not_endorse", Form(reasons=against))
    acting.own(stage, version_id, force)
    stage.sign(siro, version_id, "approve", Form(reasons=because))


def _conditions(role: str, plan: Plan, force: str, stage: Stage) -> tuple[Condition, ...]:
    """The conditions of three sign-offs: one open, one unmet before opening, one overdue."""
    asked = {
        ("mash", "hertfordshire", "dpo"): Condition(
            "The first sample of twenty items is read by the DPO's team as well.",
            "by_date",
            stage.on(600),
            "warn",
        ),
        ("fire", "essex", "siro"): Condition(
            "The control room has tested the nightly file of warnings from end to end.",
        ),
        ("youth", "west-mercia", "siro"): Condition(
            "Case managers have been trained in what fact and assessment mean.",
            "by_date",
            stage.on(470),
            "close",
        ),
    }
    found = asked.get((plan.theme, force, role))
    return (found,) if found else ()
