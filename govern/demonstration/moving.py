"""A partner moves its mailbox and an agreement follows: a later version whose change is minor. One
DPO has confirmed it for one force; for her other force it waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from govern.commands.documents.answer_class import answer_class
from govern.commands.documents.class_version import Classed, class_version
from govern.demonstration import acting
from govern.demonstration.acting import answer_advice, lawyer
from govern.demonstration.plans import PLANS
from govern.demonstration.stage import Planned, Stage
from govern.store import drafts, materiality
from govern.store.documents import party_sign_off
from govern.store.rows.documents import VersionRow
from workflows import roles

MOVED = "Offender management, Three Rivers"
NUMBER = next(place for place, plan in enumerate(PLANS, start=1) if plan.title == MOVED)
FORCE = "bedfordshire"
ADDED = {
    "breach_contacts": (
        "From 4 January 2027 the partner is reached for a breach at its new shared mailbox, "
        "breach@three-rivers.example; the telephone numbers stay as they are."
    ),
    "meetings": "From 4 January 2027 the quarterly meeting is held at the partner's new offices.",
}
"""What is added to two answers: each to its end, so that only what moved is new."""
NEXT_REVIEW = 720
WHY = {
    "review_on": "The review of this autumn is made; the next comes after the usual half year.",
    "breach_contacts": "A mailbox moves; who is told, how soon and of what stay as they were.",
    "meetings": "Another address: who meets, how often and about what stay as they were.",
}


def scenes(number: int = NUMBER, confirms: str = FORCE) -> Iterator[Planned]:
    """Written, frozen and classed within the last two weeks; one of two forces has answered."""
    yield 533, partial(_revise, number), "An agreement follows a mailbox that moves"
    yield 540, _freeze, "Its version 2 is frozen, and classed as minor"
    yield 544, partial(_confirm, confirms), "One DPO confirms that it is minor"


def _revise(number: int, stage: Stage) -> None:
    with stage.installation.reading() as session:
        first = session.get_one(VersionRow, stage.kept[f"agreement:{number}"])
        document_id, content = first.document_id, drafts.content(session, first)
    answers = dict(content.answers)
    for question, words in ADDED.items():
        answers[question] = f"{answers.get(question, '')}\n\n{words}".strip()
    answers["review_on"] = stage.on(NEXT_REVIEW).isoformat()
    sections = [
        section
        for section in content.definition.sections
        if any(each.id in WHY for each in section.questions)
    ]
    given = {
        each.id: answers[each.id]
        for section in sections
        for each in section.questions
        if each.id in answers
    }
    version_id = acting.next_version(stage, lawyer(stage), document_id, given)
    stage.keep("moved", version_id)
    acting.send(stage, lawyer(stage), version_id)
    answer_advice(stage, lawyer(stage), version_id)


def _freeze(stage: Stage) -> None:
    version_id = stage.kept["moved"]
    stage.freeze(lawyer(stage), version_id)
    with stage.installation.reading() as session:
        version = session.get_one(VersionRow, version_id)
        changed = materiality.changed_questions(session, version)
    stage.keep(
        "moved-note",
        class_version(
            stage.installation,
            by=lawyer(stage),
            version_id=version_id,
            questions={each: Classed("minor", WHY[each]) for each in changed},
        ),
    )


def _confirm(force: str, stage: Stage) -> None:
    """The worker seals the notice that carries the sign-off over."""
    by = stage.actor(roles.DPO, force)
    with stage.installation.reading() as session:
        sign_off_id = party_sign_off(session, stage.kept["moved"], by.organisation)
    answer_class(
        stage.installation,
        by=by,
        sign_off_id=sign_off_id,
        note_id=stage.kept["moved-note"],
        agrees=True,
    )
