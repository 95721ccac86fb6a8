"""Post a comment on a section, ask there for changes, or answer in a thread."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from documents.catalogue import definition
from documents.quotes import locate
from govern.clock import text as written
from govern.commands.authority import present
from govern.commands.reading import Reading
from govern.errors import Conflict, Forbidden, Invalid, NotFound
from govern.installation import Installation
from govern.store import access, drafts
from govern.store.audiences import Audience, audiences
from govern.store.identifiers import new_id
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.working import CommentRow
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

MAY_ASK = frozenset(
    {
        roles.DPO, roles.SIRO, roles.REVIEWER, roles.ASSET_OWNER, roles.SECURITY_OFFICER,
        roles.INFORMATION_MANAGER, roles.CHIEF_CONSTABLE, roles.SIGNATORY, roles.AUTHOR,
        roles.CALDICOTT_GUARDIAN, roles.PARTNER_DPO,
    }
)  # fmt: skip


LONG_QUOTE = "Quote at most 1,000 characters"
TOO_LONG = "Enter a comment of up to 10,000 characters"


@dataclass(frozen=True)
class Note:
    """What was typed: the section (and question) it is about, the audience's key, and the words.

    `quote` are words of the section, as they stand, that the comment is about.
    """

    section: str
    audience_key: str
    text: str
    question: str | None = None
    asks_for_changes: bool = False
    privileged: bool = False
    quote: str = ""


def post_comment(installation: Installation, *, by: Actor, version_id: str, note: Note) -> str:
    """Post a comment on a version in review or frozen; its words go to one audience, never to the
    ledger.
    """
    with installation.writing(by) as w:
        present(w, by)
        return posted(w, by, access.version(w.session, by, version_id), note)


def posted(w: Writing, by: Actor, version: VersionRow, note: Note) -> str:
    """The same inside another command's transaction."""
    if version.status in ("draft", "withdrawn"):
        raise Conflict("comments open when the text is sent for review")
    document = w.session.get_one(DocumentRow, version.document_id)
    audience = _audience(w.session, by, document, note.audience_key)
    if note.asks_for_changes and by.role not in MAY_ASK:
        raise Forbidden("asking for changes is for reviewers and signatories")
    if note.asks_for_changes and audience.name == "internal":
        raise Invalid.field("audience", "Ask for changes where the lawyers can read it")
    _check_place(version, note)
    return _write(w, by, version, audience, _placed(w.session, by, version, note))


def answer_comment(
    installation: Installation, *, by: Actor, comment_id: str, text: str, privileged: bool = False
) -> str:
    """Answer in a comment's thread, to the same audience."""
    with installation.writing(by) as w:
        present(w, by)
        return answered(w, by, comment_id, text, privileged=privileged)


def answered(w: Writing, by: Actor, comment_id: str, text: str, *, privileged: bool = False) -> str:
    """The same inside another command's transaction."""
    first = readable(w.session, by, comment_id)
    document = w.session.get_one(DocumentRow, first.document_id)
    audience = _audience(w.session, by, document, first.audience_key)
    version = w.session.get_one(VersionRow, first.version_id)
    note = Note(first.section, first.audience_key, text, first.question, privileged=privileged)
    return _write(w, by, version, audience, note, first.reply_to or first.id)


def readable(session: Session, by: Actor, comment_id: str) -> CommentRow:
    """The comment, if one of the actor's audiences holds it; else NotFound."""
    row = session.get(CommentRow, comment_id)
    if row is None or row.recalled_at:
        raise NotFound(f"comment {comment_id}")
    document = access.document(session, by, row.document_id)
    if row.audience_key not in {each.key for each in audiences(session, by, document)}:
        raise NotFound(f"comment {comment_id}")
    return row


def _audience(session: Session, by: Actor, document: DocumentRow, key: str) -> Audience:
    for audience in audiences(session, by, document):
        if audience.key == key:
            return audience
    raise Invalid.field("audience", "Choose who will read this")


def _check_place(version: VersionRow, note: Note) -> None:
    pinned = definition(version.definition, version.definition_version)
    if note.section not in {section.id for section in pinned.sections}:
        raise Invalid.field("section", f"{note.section} is no section of this document")
    if note.question and note.question not in pinned.places:
        raise Invalid.field("question", f"{note.question} is no question of this document")


def _placed(session: Session, by: Actor, version: VersionRow, note: Note) -> Note:
    """The note with the question in which its quoted words stand."""
    if not note.quote.strip():
        return replace(note, quote="")
    typed = Reading()
    quote = typed.words("quote", note.quote, LONG_QUOTE, longest=1_000)
    typed.done()
    found = locate(quote, _readable_answers(session, by, version, note.section))
    if found is None or not found.exact:
        raise Invalid.field("quote", "Copy the words as they stand in this section")
    return replace(note, quote=quote, question=found.question)


def _readable_answers(
    session: Session, by: Actor, version: VersionRow, section: str
) -> dict[str, Any]:
    """The answers of a section without those that only its drafters read."""
    saved = drafts.section(session, version.id, section)
    seen = access.sight(session, by, session.get_one(DocumentRow, version.document_id))
    pinned = definition(version.definition, version.definition_version)
    return {
        name: answer
        for name, answer in (saved.answers if saved else {}).items()
        if name in pinned.places
        and (pinned.question(name).audience != "drafters" or (seen is not None and seen.drafts))
    }


def _write(
    w: Writing,
    by: Actor,
    version: VersionRow,
    audience: Audience,
    note: Note,
    reply_to: str | None = None,
) -> str:
    typed = Reading()
    words = typed.words("text", note.text, TOO_LONG, longest=10_000)
    typed.done()
    comment_id = new_id()
    w.session.execute(
        insert(CommentRow).values(
            id=comment_id,
            version_id=version.id,
            document_id=version.document_id,
            section=note.section,
            question=note.question,
            quote=note.quote or None,
            audience=audience.name,
            audience_key=audience.key,
            organisation_id=by.organisation,
            appointment_id=by.appointment,
            person_id=by.person,
            reply_to=reply_to,
            asks_for_changes=note.asks_for_changes,
            privileged=note.privileged,
            text=words,
            at=written(w.at),
        )
    )
    data = {"digest": _salted_digest(comment_id, words)}
    if reply_to:
        w.record("comment_answered", ("comment", comment_id), data)
        return comment_id
    data |= {
        "section": note.section,
        "audience": audience.name,
        "organisation_id": by.organisation,
    }
    kind = "changes_requested" if note.asks_for_changes else "comment_posted"
    w.record(kind, ("comment", comment_id), data)
    return comment_id


def _salted_digest(comment_id: str, words: str) -> str:
    """A digest under the comment's own random id, so that a short text cannot be guessed from
    it.
    """
    return hashlib.sha256(f"{comment_id}\n{words}".encode()).hexdigest()
