"""Suggest wording for one answer, to one audience that the lawyers are in; its words stay out of
the ledger.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from documents.catalogue import definition
from documents.content import AnswerError, parse_answer
from documents.definition import Question
from govern.clock import text
from govern.commands.authority import present
from govern.commands.reading import Reading
from govern.commands.suggestions.telling import tell_drafters
from govern.errors import Conflict, Invalid
from govern.installation import Installation
from govern.ledger.leaf import canonical
from govern.store import access, suggestions
from govern.store.audiences import INTERNAL, Audience
from govern.store.identifiers import new_id
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.word import SuggestionRow
from govern.store.writing import Writing
from workflows.engine import Actor

LONGEST_WHY = 2_000
SAME = "This is the wording that stands there now"


@dataclass(frozen=True)
class Proposal:
    """New wording for a question, beside the answer it was written against.

    `tracked_by` is the name in the Word file it comes from, `upload_id` that file.
    """

    question: str
    audience_key: str
    before: Any
    after: Any
    why: str = ""
    tracked_by: str | None = None
    upload_id: str | None = None


def propose(installation: Installation, *, by: Actor, version_id: str, proposal: Proposal) -> str:
    """Suggest wording for a draft or a text in review; returns the suggestion's id."""
    with installation.writing(by) as w:
        present(w, by)
        return proposed(w, by, access.version(w.session, by, version_id), proposal)


def proposed(w: Writing, by: Actor, version: VersionRow, proposal: Proposal) -> str:
    """The same inside another command's transaction."""
    if version.status not in ("draft", "review"):
        raise Conflict("this text is frozen: wording is suggested for the next version")
    document = w.session.get_one(DocumentRow, version.document_id)
    audience = _audience(w.session, by, document, proposal.audience_key)
    question = _question(w.session, by, version, document, proposal.question)
    if question.audience == "drafters" and audience.name != INTERNAL:
        raise Invalid.field("audience", "This answer is for its drafters alone: choose them")
    after = _answer(question, proposal.after)
    if after == proposal.before:
        raise Invalid.field("wording", SAME)
    typed = Reading()
    why = typed.words("why", proposal.why, "Use fewer words", shortest=0, longest=LONGEST_WHY)
    typed.done()
    section = definition(version.definition, version.definition_version).section_of(question.id).id
    suggestion_id = new_id()
    answers = {"before": proposal.before, "after": after}
    w.session.execute(
        insert(SuggestionRow).values(
            id=suggestion_id,
            version_id=version.id,
            document_id=version.document_id,
            section=section,
            question=question.id,
            audience=audience.name,
            audience_key=audience.key,
            organisation_id=by.organisation,
            appointment_id=by.appointment,
            person_id=by.person,
            tracked_by=proposal.tracked_by,
            answers=answers,
            why=why or None,
            upload_id=proposal.upload_id,
            at=text(w.at),
            state="open",
        )
    )
    data = {
        "section": section,
        "question": question.id,
        "audience": audience.name,
        "digest": _salted_digest(suggestion_id, answers),
        "organisation_id": by.organisation,
    }
    w.record("suggestion_proposed", ("suggestion", suggestion_id), data)
    tell_drafters(w, by, version)
    return suggestion_id


def _audience(session: Session, by: Actor, document: DocumentRow, key: str) -> Audience:
    for audience in suggestions.audiences_of(session, by, document):
        if audience.key == key:
            return audience
    raise Invalid.field("audience", "Choose who will read this: the lawyers must be among them")


def _question(
    session: Session, by: Actor, version: VersionRow, document: DocumentRow, question_id: str
) -> Question:
    """The question, if this actor may read it."""
    pinned = definition(version.definition, version.definition_version)
    seen = access.sight(session, by, document)
    found = pinned.places.get(question_id)
    hidden = found and found[1].audience == "drafters" and not (seen and seen.drafts)
    if found is None or hidden:
        raise Invalid.field("question", f"{question_id} is no question of this document")
    return found[1]


def _answer(question: Question, raw: Any) -> Any:
    try:
        return parse_answer(question, raw, new_id)
    except AnswerError as fault:
        raise Invalid.field("wording", fault.message) from None


def _salted_digest(suggestion_id: str, answers: dict[str, Any]) -> str:
    """Under the suggestion's own random id, so that a short text cannot be guessed from it."""
    return hashlib.sha256(suggestion_id.encode() + b"\n" + canonical(answers)).hexdigest()
