"""What is the same in every Word file that goes out: the front, and the comments as notes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from documents.content import Content
from govern.clock import instant, london
from govern.exchange.word.model import Note
from govern.exchange.word.package import Front
from govern.exchange.word.placing import note_digest
from govern.records.document import marking
from govern.records.wording import day
from govern.store import comment_pages, document_pages
from govern.store.audiences import Audience
from govern.store.comment_pages import Written
from govern.store.rows.documents import DocumentRow, VersionRow
from workflows.engine import Actor

DRAFT = "DRAFT, not for signature"
HOW = (
    "Write under the blue headings with Track Changes on, and comment as you like. Leave the "
    "headings and the first column heads as they are: they lead each answer home when the file is "
    "uploaded."
)
COMMENTED = "This file holds comments that were read by: {}. Send it to nobody else."


@dataclass(frozen=True)
class Notes:
    """The comments of a file: as notes, by the place each stands on, and by digest -> id."""

    notes: Sequence[Note] = ()
    places: dict[str, list[str]] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    audiences: Sequence[str] = ()


def front(
    session: Session,
    document: DocumentRow,
    version: VersionRow,
    content: Content,
    export_id: str,
    at: str,
    notices: Sequence[str],
) -> Front:
    """The first page and what stands round every page."""
    frozen = version.status == "frozen"
    organisations = document_pages.organisations(session, [document.owner_id, document.drafter_id])
    on = day(london(instant(version.frozen_at or at)).date())
    facts = [
        ("Led by", organisations[document.owner_id].name),
        ("Prepared by", organisations[document.drafter_id].name),
        ("Frozen on" if frozen else "Downloaded on", on),
    ]
    return Front(
        kind=content.definition.title,
        title=document.title,
        reference=document.reference,
        version=version.number,
        marking=marking(content),
        status="" if frozen else DRAFT,
        facts=facts,
        notices=notices,
        export_id=export_id,
        at=word_date(at),
    )


def notes(
    session: Session,
    by: Actor,
    document: DocumentRow,
    version: VersionRow,
    audience_keys: Collection[str],
) -> Notes:
    """The comments of these audiences, as far as they are the actor's own; nobody else's is ever
    loaded.
    """
    talks = comment_pages.talks(session, by, document, version)
    chosen = {each.key: each for each in talks.audiences if each.key in audience_keys}
    made: list[Note] = []
    places: dict[str, list[str]] = {}
    known: dict[str, str] = {}
    for talk in talks.talks:
        audience = chosen.get(talk.first.row.audience_key)
        if audience is None or talk.first.row.recalled_at:
            continue
        first = len(made)
        for written in (talk.first, *talk.answers):
            if written.row.recalled_at:
                continue
            note = _note(written, audience, len(made), "" if len(made) == first else str(first))
            made.append(note)
            known[note_digest(note.author, note.text)] = written.row.id
            places.setdefault(written.row.question or written.row.section, []).append(note.id)
    used = {talk.first.row.audience_key for talk in talks.talks}
    labels = [each.label for key, each in chosen.items() if key in used]
    return Notes(made, places, known, labels)


def _note(written: Written, audience: Audience, number: int, parent: str) -> Note:
    claim = " (privilege claimed)" if written.row.privileged else ""
    return Note(
        id=str(number),
        author=f"{written.by}, {written.organisation}",
        at=word_date(written.row.at),
        text=f"[{audience.label}{claim}]\n{written.row.text or ''}",
        parent=parent,
        done=written.row.resolved_at is not None,
    )


def word_date(at: str) -> str:
    """An instant as Word writes it: whole seconds."""
    return f"{at[:19]}Z"


def file_name(document: DocumentRow, *rest: str) -> str:
    """A name without anything that a disk or a header would stumble over."""
    name = " ".join((document.reference, *rest))
    return "-".join("".join(e if e.isalnum() or e in "-." else " " for e in name).split()) + ".docx"
