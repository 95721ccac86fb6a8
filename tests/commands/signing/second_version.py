"""A second version of the adopted DPIA: one answer changed, frozen, waiting to be classed."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from govern.commands.documents.answer_class import answer_class
from govern.commands.documents.change_status import change_status
from govern.commands.documents.class_version import Classed, class_version
from govern.commands.documents.freeze import freeze
from govern.commands.documents.open_document import open_next_version
from govern.commands.documents.reason_finding import reason_finding
from govern.commands.documents.save_section import save_section
from govern.commands.signing.carry_over import carry_over
from govern.store import checking, drafts, materiality
from govern.store.rows.documents import VersionRow
from tests.adopting import NOT_NEEDED, Adopting

WHY = "One spelling was put right; nothing that anybody does changes."


def second_version(adopting: Adopting) -> Adopting:
    """Change the first long answer of the text and freeze it; the same people, the new version."""
    here, lawyer = adopting.installation, adopting.people.actor("lawyer")
    opened = open_next_version(here, by=lawyer, document_id=adopting.document_id)
    with here.reading() as session:
        content = drafts.content(session, session.get_one(VersionRow, opened.version_id))
    section, question = next(
        (section, question)
        for section in content.definition.sections
        for question in section.questions
        if question.kind.value == "long_text" and content.answers.get(question.id)
    )
    answers = {q.id: content.answers[q.id] for q in section.questions if q.id in content.answers}
    answers[question.id] += " Reworded."
    save_section(
        here, by=lawyer, version_id=opened.version_id, section=section.id, given=answers,
        based_on=1,
    )  # fmt: skip
    _give_reasons(adopting, opened.version_id)
    change_status(here, by=lawyer, version_id=opened.version_id, act="send_for_review")
    freeze(here, by=lawyer, version_id=opened.version_id)
    return replace(adopting, version_id=opened.version_id)


def _give_reasons(adopting: Adopting, version_id: str) -> None:
    here, lawyer = adopting.installation, adopting.people.actor("lawyer")
    with here.reading() as session:
        version = session.get_one(VersionRow, version_id)
        content = drafts.content(session, version)
        found = checking.findings_of(session, content, here.clock.now())
    for each in found:
        if each.level == "advice":
            key, why = checking.finding_key(each), "Considered again with both forces."
            reason_finding(here, by=lawyer, version_id=version_id, key=key, reason=why)


def signed(adopting: Adopting, *forces: str) -> None:
    """Those forces adopt the version."""
    for force in forces:
        adopting.sign(f"{force}_dpo", "endorse")
        adopting.sign(f"{force}_siro", "approve", NOT_NEEDED)


def classed(second: Adopting, as_: str = "minor", *again: str) -> str:
    """The lawyers class every changed answer alike; returns the note's id."""
    here, ids = second.installation, second.people.organisations
    with here.reading() as session:
        version = session.scalars(
            select(VersionRow).where(VersionRow.id == second.version_id)
        ).one()
        changed = materiality.changed_questions(session, version)
    return class_version(
        here,
        by=second.people.actor("lawyer"),
        version_id=second.version_id,
        questions={name: Classed(as_, WHY) for name in changed},
        again=[ids[each] for each in again] if as_ == "material" else None,
    )


def confirmed(second: Adopting, force: str, note: str) -> None:
    """The force's DPO confirms the lawyers' note."""
    answer_class(
        second.installation,
        by=second.people.actor(f"{force}_dpo"),
        sign_off_id=second.sign_off(force).id,
        note_id=note,
        agrees=True,
    )


def carried(second: Adopting, force: str, note: str) -> str:
    """The DPO confirms and the service carries over; returns the notice's digest."""
    confirmed(second, force, note)
    return carry_over(second.installation, sign_off_id=second.sign_off(force).id)
