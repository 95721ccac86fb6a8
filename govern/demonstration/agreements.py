"""The scenes of one agreement: drafted, negotiated, frozen, signed by each party, and what becomes
of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from govern.commands.agreements.extend import confirm_extension, show_extension
from govern.commands.agreements.terminate import terminate_agreement
from govern.commands.signing.confirm import Authentication
from govern.commands.signing.seal import seal_act
from govern.commands.stops.place import Stop, place_stop
from govern.demonstration import acting, texts
from govern.demonstration.foundations import answer_advice, comment, lawyer
from govern.demonstration.plans import Plan
from govern.demonstration.stage import SESSION, Stage
from workflows import roles
from workflows.engine import Form

Planned = tuple[int, Callable[[Stage], None], str]
STARTS_AFTER = 25
_UNFINISHED = ("draft", "review")


def scenes(number: int, plan: Plan) -> Iterator[Planned]:
    """Draft, freeze and sign; then the plan's fate."""
    yield plan.day - 12, partial(_draft, number, plan), f"{plan.title}: drafted"
    if plan.fate == "draft":
        return
    yield plan.day - 4, partial(_review, number, plan), f"{plan.title}: in review"
    if plan.fate == "review":
        return
    yield plan.day, partial(_sign, number, plan), f"{plan.title}: signed"
    if plan.fate in _FATES:
        day, play = _FATES[plan.fate]
        yield plan.day + day, partial(play, number, plan), f"{plan.title}: {plan.fate}"


def _draft(number: int, plan: Plan, stage: Stage) -> None:
    answers = texts.agreement(stage, plan)
    if plan.fate == "draft":
        answers = dict(list(answers.items())[: len(answers) // 2])
    parties = dict.fromkeys(plan.forces, "controller") | {plan.partner: "partner"}
    opened = acting.open_and_write(
        stage, lawyer(stage), "sharing_agreement", plan.title, plan.forces[0], parties, answers
    )
    stage.keep(f"agreement:{number}", opened.version_id)
    stage.keep(f"agreement-document:{number}", opened.document_id)


def _review(number: int, plan: Plan, stage: Stage) -> None:
    version_id = stage.kept[f"agreement:{number}"]
    acting.send(stage, lawyer(stage), version_id)
    if plan.fate == "review":
        comment(
            stage, stage.actor(roles.AUTHOR, plan.partner), version_id, "S13", "negotiation",
            "Our schedule keeps these for six years. Can the table say so?", asks=True,
        )  # fmt: skip
        comment(
            stage, stage.actor(roles.DPO, plan.forces[0]), version_id, "S8", "lawyer_and_force",
            "Is a weekly extract needed, or would a request for each case do?",
        )  # fmt: skip


def _sign(number: int, plan: Plan, stage: Stage) -> None:
    version_id = stage.kept[f"agreement:{number}"]
    answer_advice(stage, lawyer(stage), version_id)
    stage.freeze(lawyer(stage), version_id)
    if plan.fate not in ("awaiting_force", "awaiting_partner"):
        acting.partner_signs(stage, version_id, plan.partner)
    for force in plan.forces:
        stage.clock.advance(timedelta(hours=3))
        acting.advise(stage, version_id, force)
        if plan.fate == "awaiting_force":
            continue
        acting.own(stage, version_id, force)
        acting.decide(stage, version_id, force, Form())


def _suspend(number: int, plan: Plan, stage: Stage) -> None:
    owner = stage.actor(roles.ASSET_OWNER, plan.forces[0])
    document_id = stage.kept[f"agreement-document:{number}"]
    reasons = "A dip sample found referrals opened by staff who were not yet vetted. Stopped until that is put right."
    place_stop(
        stage.installation, by=owner, stop=Stop("suspension", "agreement", document_id, reasons)
    )


def _terminate(number: int, plan: Plan, stage: Stage) -> None:
    terminate_agreement(
        stage.installation,
        by=stage.actor(roles.SIRO, plan.forces[0]),
        document_id=stage.kept[f"agreement-document:{number}"],
        reasons="The pilot has ended and its purpose is met; the data received are returned or destroyed.",
    )


def _extend(number: int, plan: Plan, stage: Stage) -> None:
    siro = stage.actor(roles.SIRO, plan.forces[0])
    last_day = stage.on(plan.day + STARTS_AFTER + plan.days)
    form = Form(
        reasons="The renewal waits for the council's new scheme of delegation. Children would be at risk without it.",
        until=last_day + timedelta(days=75),
    )
    shown = show_extension(
        stage.installation,
        by=siro,
        session_id=SESSION,
        subject_kind="agreement",
        subject_id=stage.kept[f"agreement-document:{number}"],
        form=form,
    )
    again = Authentication("demonstration", stage.clock.now(), SESSION)
    act_id = confirm_extension(stage.installation, by=siro, token=shown.token, authentication=again)
    seal_act(stage.installation, act_id=act_id)


_FATES: dict[str, tuple[int, Callable[[int, Plan, Stage], None]]] = {
    "suspended": (150, _suspend),
    "terminated": (160, _terminate),
    "extended": (300, _extend),
}
