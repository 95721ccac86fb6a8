"""What the lawyers say of a change, as a signer reads it: its class, why, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from documents.catalogue import definition
from govern.store import materiality
from govern.store.database import Session
from govern.store.materiality import Note
from govern.store.signing import Found
from govern.web.context import actor
from govern.web.pieces import Link, Tag
from govern.web.signing import brief

TAGS = {"minor": Tag("Minor", "green"), "material": Tag("Material", "orange")}
_SENTENCES = {
    "minor": "The lawyers say that every change since the version before is minor.",
    "material": "The lawyers say that what changed since the version before is material.",
}
_VIEWS = {
    "confirmed": "Your officer confirmed that it is minor. The service carries your sign-off over.",
    "disputed": "Your officer does not agree that it is minor: your organisation signs it itself.",
}


@dataclass(frozen=True)
class Reasoned:
    """One changed answer: where, its class, and the lawyers' reason."""

    place: str
    label: str
    tag: Tag
    reason: str


@dataclass(frozen=True)
class NoteBlock:
    """The lawyers' note. `answer` leads the organisation's own officer to confirm or dispute it;
    `notice` is the sealed notice of a sign-off that was carried over.
    """

    tag: Tag
    sentence: str
    standing: str
    questions: Sequence[Reasoned]
    answer: Link | None
    notice: Link | None


def note_block(session: Session, here: Found) -> NoteBlock | None:
    """The note on the version, for whoever may see the sign-off; None while it is not classed."""
    note = materiality.note(session, here.version)
    if note is None:
        return None
    return NoteBlock(
        TAGS[note.materiality],
        _SENTENCES[note.materiality],
        _standing(here, note),
        reasoned(here, note),
        _answer(session, here, note),
        _notice(here),
    )


def reasoned(here: Found, note: Note) -> list[Reasoned]:
    """The class and the reason of each changed answer."""
    known = definition(here.version.definition, here.version.definition_version)
    found = []
    for name, as_ in note.questions.items():
        if name in known.places:
            section = known.section_of(name)
            place, label = f"{section.id} {section.title}", known.question(name).label
        else:
            place, label = "No longer asked", name.replace("_", " ")
        found.append(Reasoned(place, label, TAGS[as_], note.reasons.get(name, "")))
    return found


def answered(here: Found, note: Note) -> bool:
    """Whether the organisation's officer has answered this very note."""
    return bool(here.row.materiality_view) and here.row.materiality_note == note.id


def _standing(here: Found, note: Note) -> str:
    if here.row.carried_from_id:
        return (
            "The sign-off of the version before was carried over by a sealed notice. It is "
            "nobody's signature, and it stands for as long as what it carries over."
        )
    if answered(here, note) and here.as_ == "own":
        return _VIEWS[here.row.materiality_view or ""]
    if here.row.organisation_id in note.again:
        return f"{here.organisation.name} is among those whom it touches, and signs anew."
    return ""


def _answer(session: Session, here: Found, note: Note) -> Link | None:
    wanted = materiality.answerer(session, here.row.organisation_id)
    if here.as_ != "own" or actor().role != wanted or answered(here, note):
        return None
    if isinstance(materiality.carriable(session, here.row), str):
        return None
    address = url_for("signing.carry_over", sign_off_id=here.row.id)
    return Link("Say whether the change is minor for you", address)


def _notice(here: Found) -> Link | None:
    if not here.row.carried_from_id or not here.row.record_sha256:
        return None
    return Link("The sealed notice (PDF)", brief.record_href(here.row.record_sha256))
