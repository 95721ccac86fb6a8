"""The scenes that all else rests on: the DPIA and its next version, the code of connection, an
addendum.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from govern.commands.conditions.settle import settle_condition
from govern.commands.documents.class_version import Classed, class_version
from govern.demonstration import acting, cast
from govern.demonstration.acting import answer_advice, condition_of, lawyer
from govern.demonstration.discussing import discuss
from govern.demonstration.stage import Planned, Stage
from govern.demonstration.texts import assessments, connecting
from govern.demonstration.texts.filling import read
from govern.store import materiality
from govern.store.rows.documents import VersionRow
from workflows import roles
from workflows.engine import Form
from workflows.facts import Condition

FROZEN, CODE_FROZEN, SECOND_FROZEN = 44, 84, 478
SIGN_DAYS = {
    "essex": 50, "kent": 52, "hertfordshire": 55, "bedfordshire": 57, "cambridgeshire": 58,
    "norfolk": 61, "suffolk": 62, "warwickshire": 66,
}  # fmt: skip
"""West Mercia asks the regulator first: see `consulting`."""
SECOND_DAYS = {
    "essex": 482, "kent": 484, "hertfordshire": 487, "bedfordshire": 489, "cambridgeshire": 490,
    "norfolk": 494, "warwickshire": 498,
}  # fmt: skip


def scenes(forces: tuple[str, ...]) -> Iterator[Planned]:
    """DPIA version 1 and the code of connection, signed by `forces`, Essex among them."""
    yield 5, _draft_dpia, "The lawyers draft the DPIA"
    yield 22, _review_dpia, "The forces review the DPIA"
    yield FROZEN, partial(_freeze, "dpia"), "The DPIA is frozen"
    for force in forces:
        if force in SIGN_DAYS:
            yield SIGN_DAYS[force], partial(_sign_dpia, force), f"DPIA: {force}"
    yield 75, _draft_code, "The lawyers draft the code of connection"
    yield CODE_FROZEN, partial(_freeze, "code"), "The code of connection is frozen"
    for place, force in enumerate(forces):
        yield 88 + 2 * place, partial(_sign_code, force), f"Code of connection: {force}"
    yield 112, _meet_condition, "Essex meets its condition"


def later_scenes() -> Iterator[Planned]:
    """The addendum of Essex, and version 2 of the DPIA, which two forces have not adopted."""
    yield 330, _addendum, "Essex adds a local addendum"
    yield 455, _draft_second, "The DPIA is revised"
    yield SECOND_FROZEN, partial(_freeze, "dpia-2"), "The second DPIA is frozen"
    yield SECOND_FROZEN + 1, _class_second, "The lawyers class the second DPIA"
    for force, day in SECOND_DAYS.items():
        yield day, partial(_sign_second, force), f"DPIA version 2: {force}"
    yield 503, _suffolk_waits, "Suffolk's DPO advises on version 2; its SIRO has not decided"
    yield 470, _meet_second_condition, "Kent hands in evidence"


def _draft_dpia(stage: Stage) -> None:
    opened = acting.open_and_write(
        stage,
        lawyer(stage),
        "dpia",
        "Shared records management system",
        "essex",
        dict.fromkeys(cast.FORCES, "controller"),
        assessments.dpia(stage.on, 1),
    )
    stage.keep("dpia", opened.version_id)
    stage.keep("dpia-document", opened.document_id)


def _review_dpia(stage: Stage) -> None:
    version_id = stage.kept["dpia"]
    acting.send(stage, lawyer(stage), version_id)
    remarks = read("remarks")["dpia"]
    discuss(stage, version_id, remarks, answered_after=timedelta(days=6))
    _finish("dpia", FROZEN, stage)


def _freeze(name: str, stage: Stage) -> None:
    stage.keep(f"{name}-digest", stage.freeze(lawyer(stage), stage.kept[name]))


def _sign_dpia(force: str, stage: Stage) -> None:
    version_id = stage.kept["dpia"]
    conditions = {
        "essex": Condition(
            "The joint controller arrangement under section 58 is signed by all nine forces.",
            "by_date",
            stage.on(120),
            "warn",
        ),
        "kent": Condition(
            "The correction notice route is tested from end to end; the DPO has the result.",
            "by_date",
            stage.on(600),
            "warn",
        ),
    }
    acting.advise(stage, version_id, force, *([conditions[force]] if force in conditions else []))
    stage.clock.advance(timedelta(days=1))
    acting.decide(stage, version_id, force)


def _draft_code(stage: Stage) -> None:
    opened = acting.open_and_write(
        stage,
        lawyer(stage),
        "code_of_connection",
        "Code of connection",
        "essex",
        dict.fromkeys(cast.FORCES, "controller"),
        connecting.code(stage.on),
    )
    stage.keep("code", opened.version_id)
    acting.send(stage, lawyer(stage), opened.version_id)
    discuss(stage, opened.version_id, read("remarks")["code"])
    _finish("code", CODE_FROZEN, stage)


def _sign_code(force: str, stage: Stage) -> None:
    version_id = stage.kept["code"]
    acting.review_security(stage, version_id, force)
    acting.advise(stage, version_id, force)
    acting.decide(stage, version_id, force, Form())


def _meet_condition(stage: Stage) -> None:
    _hand_in(stage, "essex")
    condition_id = condition_of(stage, stage.kept["dpia"], "essex")
    settle_condition(
        stage.installation,
        by=stage.actor(roles.DPO, "essex"),
        condition_id=condition_id,
        act="accept",
    )


def _meet_second_condition(stage: Stage) -> None:
    _hand_in(stage, "kent")


def _hand_in(stage: Stage, force: str) -> None:
    settle_condition(
        stage.installation,
        by=stage.actor(roles.INFORMATION_MANAGER, force),
        condition_id=condition_of(stage, stage.kept["dpia"], force),
        act="submit",
        words="Evidence is filed with the office under the reference of this condition.",
    )


def _addendum(stage: Stage) -> None:
    opened = acting.open_and_write(
        stage,
        lawyer(stage),
        "local_addendum",
        "Essex: body-worn video interface",
        "essex",
        {"essex": "controller"},
        assessments.addendum(stage.on, "essex", stage.kept["dpia-digest"]),
        core_digest=stage.kept["dpia-digest"],
    )
    stage.keep("addendum", opened.version_id)
    acting.send(stage, lawyer(stage), opened.version_id)
    answer_advice(stage, lawyer(stage), opened.version_id)
    _freeze("addendum", stage)
    acting.advise(stage, opened.version_id, "essex")
    acting.decide(stage, opened.version_id, "essex")


def _draft_second(stage: Stage) -> None:
    version_id = acting.next_version(
        stage, lawyer(stage), stage.kept["dpia-document"], assessments.dpia(stage.on, 2)
    )
    stage.keep("dpia-2", version_id)
    acting.send(stage, lawyer(stage), version_id)
    remarks = read("remarks")["dpia-2"]
    discuss(stage, version_id, remarks, answered_after=timedelta(days=3))
    _finish("dpia-2", SECOND_FROZEN, stage)


def _finish(name: str, freezes_on: int, stage: Stage) -> None:
    """Answer what the checks advise, and let the printing begin."""
    answer_advice(stage, lawyer(stage), stage.kept[name])
    stage.print_ahead(stage.kept[name], freezes_on)


def _class_second(stage: Stage) -> None:
    """Material, and no agreement in force touches the portal: none has to move to version 2."""
    class_version(
        stage.installation,
        by=lawyer(stage),
        version_id=stage.kept["dpia-2"],
        questions=_all_material(stage),
    )


def _all_material(stage: Stage) -> dict[str, Classed]:
    """Every changed answer of version 2: all of them come of the portal."""
    with stage.installation.reading() as session:
        version = session.get_one(VersionRow, stage.kept["dpia-2"])
        changed = materiality.changed_questions(session, version)
    return {each: Classed("material", "It comes with the new portal.") for each in changed}


def _sign_second(force: str, stage: Stage) -> None:
    acting.advise(stage, stage.kept["dpia-2"], force)
    stage.clock.advance(timedelta(hours=5))
    acting.decide(stage, stage.kept["dpia-2"], force)


def _suffolk_waits(stage: Stage) -> None:
    acting.advise(stage, stage.kept["dpia-2"], "suffolk")
