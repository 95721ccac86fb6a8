"""The scenes in which a SIRO asks the regulator first: one consultation that is over, one that
waits for its answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from govern.clock import london
from govern.commands.consultations.record_progress import close_consultation, record_progress
from govern.demonstration import acting
from govern.demonstration.acting import answer_advice, lawyer
from govern.demonstration.stage import Planned, Stage
from govern.demonstration.texts import assessments
from govern.demonstration.texts.filling import read
from govern.store import consultation_pages
from workflows import roles
from workflows.engine import Actor, Form

FIRST, SECOND = "west-mercia", "kent"


def scenes() -> Iterator[Planned]:
    """West Mercia refers the DPIA itself and adopts it with the advice; Kent refers its addendum
    and waits.
    """
    yield 71, partial(_refer, "dpia", FIRST), "West Mercia refers the DPIA to the regulator"
    yield 73, partial(_moves, FIRST, "sent"), "West Mercia sends what the regulator needs"
    yield 76, partial(_moves, FIRST, "acknowledged"), "The regulator acknowledges it"
    yield 80, partial(_moves, FIRST, "accepted"), "The regulator accepts the consultation"
    yield 97, partial(_moves, FIRST, "advice_received"), "The regulator's advice arrives"
    yield 100, _close_and_adopt, "West Mercia closes the consultation and adopts the DPIA"
    yield 505, _addendum, "Kent adds a local addendum on photographs"
    yield 511, partial(_refer, "addendum:kent", SECOND), "Kent refers its addendum to the regulator"
    yield 515, partial(_moves, SECOND, "sent"), "Kent sends what the regulator needs"
    yield 519, partial(_moves, SECOND, "acknowledged"), "The regulator acknowledges it"


def _refer(name: str, force: str, stage: Stage) -> None:
    version_id, words = stage.kept[name], read("consultation")[force]
    acting.advise(stage, version_id, force)
    form = Form(ico="needed", ico_reasons=words["referred"], reasons=words["referred"])
    stage.sign(_siro(stage, force), version_id, "refer_to_ico", form)


def _moves(force: str, state: str, stage: Stage) -> None:
    record_progress(
        stage.installation,
        by=stage.actor(roles.DPO, force),
        consultation_id=_consultation(stage, force),
        state=state,
        on=_today(stage),
    )


def _close_and_adopt(stage: Stage) -> None:
    words = read("consultation")[FIRST]
    close_consultation(
        stage.installation,
        by=_siro(stage, FIRST),
        consultation_id=_consultation(stage, FIRST),
        reasons=words["closed"],
    )
    form = Form(ico="needed", ico_reasons=words["adopted"], reasons=words["adopted"])
    acting.decide(stage, stage.kept["dpia"], FIRST, form)


def _addendum(stage: Stage) -> None:
    opened = acting.open_and_write(
        stage,
        lawyer(stage),
        "local_addendum",
        "Kent: comparing photographs of people in custody",
        SECOND,
        {SECOND: "controller"},
        assessments.addendum(stage.on, SECOND, stage.kept["dpia-2-digest"]),
        core_digest=stage.kept["dpia-2-digest"],
    )
    stage.keep("addendum:kent", opened.version_id)
    acting.send(stage, lawyer(stage), opened.version_id)
    answer_advice(stage, lawyer(stage), opened.version_id)
    stage.freeze(lawyer(stage), opened.version_id)


def _consultation(stage: Stage, force: str) -> str:
    """The one consultation that a force has."""
    with stage.installation.reading() as session:
        (seen,) = consultation_pages.listed(session, _siro(stage, force))
    return seen.row.id


def _siro(stage: Stage, force: str) -> Actor:
    return stage.actor(roles.SIRO, force)


def _today(stage: Stage) -> date:
    return london(stage.clock.now()).date()
