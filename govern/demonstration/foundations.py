"""The scenes that all else rests on: the DPIA and its next version, the code of connection, an
addendum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from govern.commands.comments.post import Note, answer_comment, post_comment
from govern.commands.comments.settle import resolve_comment
from govern.commands.conditions.settle import settle_condition
from govern.commands.documents.class_version import class_version
from govern.commands.documents.reason_finding import reason_finding
from govern.demonstration import acting, cast
from govern.demonstration.stage import Stage
from govern.demonstration.texts import assessments, connecting
from govern.demonstration.texts.filling import read
from govern.store import checking, drafts
from govern.store.audiences import audiences
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.sign_offs import ConditionRow, SignOffRow
from workflows import roles
from workflows.engine import Actor, Form
from workflows.facts import Condition

Play = Callable[[Stage], None]
Planned = tuple[int, Play, str]

SIGN_DAYS = {
    "essex": 50, "kent": 52, "hertfordshire": 55, "bedfordshire": 57, "cambridgeshire": 58,
    "norfolk": 61, "suffolk": 62, "warwickshire": 66, "west-mercia": 71,
}  # fmt: skip
SECOND_DAYS = {
    "essex": 436, "kent": 439, "hertfordshire": 441, "bedfordshire": 443, "cambridgeshire": 444,
    "norfolk": 448, "warwickshire": 455,
}  # fmt: skip


def scenes(forces: tuple[str, ...]) -> Iterator[Planned]:
    """DPIA version 1 and the code of connection, signed by `forces`, Essex among them."""
    yield 5, _draft_dpia, "The lawyers draft the DPIA"
    yield 22, _review_dpia, "The forces review the DPIA"
    yield 44, partial(_freeze, "dpia"), "The DPIA is frozen"
    for force in forces:
        yield SIGN_DAYS[force], partial(_sign_dpia, force), f"DPIA: {force}"
    yield 75, _draft_code, "The lawyers draft the code of connection"
    yield 84, partial(_freeze, "code"), "The code of connection is frozen"
    for place, force in enumerate(forces):
        yield 88 + 2 * place, partial(_sign_code, force), f"Code of connection: {force}"
    yield 112, _meet_condition, "Essex meets its condition"


def later_scenes() -> Iterator[Planned]:
    """The addendum of Essex, and version 2 of the DPIA, which two forces have not adopted."""
    yield 330, _addendum, "Essex adds a local addendum"
    yield 405, _draft_second, "The DPIA is revised"
    yield 430, partial(_freeze, "dpia-2"), "The second DPIA is frozen"
    yield 431, _class_second, "The lawyers class the second DPIA"
    for force, day in SECOND_DAYS.items():
        yield day, partial(_sign_second, force), f"DPIA version 2: {force}"
    yield 452, _suffolk_waits, "Suffolk's DPO advises on version 2; its SIRO has not decided"
    yield 470, _meet_second_condition, "Kent hands in evidence"


def lawyer(stage: Stage) -> Actor:
    """The lawyer who drafts."""
    return stage.actor(roles.LAWYER, cast.FIRM)


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
    kent = stage.actor(roles.DPO, "kent")
    first = comment(
        stage,
        kent,
        version_id,
        "D10",
        "lawyer_and_forces",
        "Say how an image is handled when nobody is charged. Kent cannot endorse without it.",
        asks=True,
    )
    comment(
        stage, stage.actor(roles.REVIEWER, "essex"), version_id, "D11", "internal",
        "Our resilience team should check the recovery times before we say yes.",
    )  # fmt: skip
    stage.clock.advance(timedelta(days=6))
    answer_comment(
        stage.installation,
        by=lawyer(stage),
        comment_id=first,
        text="Added to the table: images of people not convicted are reviewed within six months.",
    )
    resolve_comment(stage.installation, by=lawyer(stage), comment_id=first, resolution="resolved")
    _finish("dpia", 44, stage)


def comment(
    stage: Stage,
    by: Actor,
    version_id: str,
    section: str,
    audience: str,
    words: str,
    *,
    asks: bool = False,
) -> str:
    """Post a comment to the first of the actor's audiences with that name."""
    with stage.installation.reading() as session:
        version = session.get_one(VersionRow, version_id)
        document = session.get_one(DocumentRow, version.document_id)
        found = audiences(session, by, document)
    key = next(each.key for each in found if each.name == audience)
    note = Note(section, key, words, asks_for_changes=asks)
    return post_comment(stage.installation, by=by, version_id=version_id, note=note)


def answer_advice(stage: Stage, by: Actor, version_id: str) -> None:
    """Give reasons on every advice finding that still stands, as a careful lawyer does before
    freezing.
    """
    with stage.installation.reading() as session:
        version = session.get_one(VersionRow, version_id)
        found = checking.findings_of(session, drafts.content(session, version), stage.clock.now())
    reasons = read("reasons")
    for finding in found:
        if finding.level == "advice":
            reason_finding(
                stage.installation,
                by=by,
                version_id=version_id,
                key=checking.finding_key(finding),
                reason=str(reasons.get(finding.code, reasons["otherwise"])),
            )


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
    _finish("code", 84, stage)


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


def condition_of(stage: Stage, version_id: str, body: str) -> str:
    """The first condition that an organisation has set on a version."""
    query = (
        select(ConditionRow.id)
        .join(SignOffRow, SignOffRow.id == ConditionRow.sign_off_id)
        .where(
            SignOffRow.version_id == version_id,
            ConditionRow.organisation_id == stage.bodies[body],
        )
        .order_by(ConditionRow.set_at)
    )
    with stage.installation.reading() as session:
        return session.scalars(query).one()


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
    comment(
        stage, stage.actor(roles.DPO, "west-mercia"), version_id, "D13", "lawyer_and_force",
        "We will advise once the partner portal has been health checked; that is next month.",
    )  # fmt: skip
    _finish("dpia-2", 430, stage)


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
        materiality="material",
    )


def _sign_second(force: str, stage: Stage) -> None:
    acting.advise(stage, stage.kept["dpia-2"], force)
    stage.clock.advance(timedelta(hours=5))
    acting.decide(stage, stage.kept["dpia-2"], force)


def _suffolk_waits(stage: Stage) -> None:
    acting.advise(stage, stage.kept["dpia-2"], "suffolk")
