"""Class a frozen version: each changed question minor or material with a reason, the agreements
that must move to it, and the organisations that sign anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from govern.commands.authority import require
from govern.commands.mail.asked import about_sign_off
from govern.commands.mail.tell import tell
from govern.commands.reading import Reading
from govern.errors import Conflict, Invalid
from govern.installation import Installation
from govern.store import access, materiality
from govern.store.identifiers import new_id
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.sign_offs import SignOffRow
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

CLASSES = ("minor", "material")
WHY = "Say why in 10 characters or more: every signer reads it"


@dataclass(frozen=True)
class Classed:
    """What the lawyers say of one changed answer: minor or material, and why."""

    materiality: str
    reason: str


def class_version(
    installation: Installation,
    *,
    by: Actor,
    version_id: str,
    questions: Mapping[str, Classed],
    listed: Sequence[str] = (),
    again: Sequence[str] | None = None,
) -> str:
    """Record the lawyers' materiality note; returns its id. It changes no sign-off (decision 3).

    `questions` holds every changed question and no other. One material answer makes the version
    material: then `listed` agreements (document ids) need it from each force that completes it,
    and the organisations `again` (all that sign, if None) sign anew. Sign-offs of the others, and
    of everybody when all is minor, may be carried over once their own officer confirms.
    """
    with installation.writing(by) as w:
        version = access.version(w.session, by, version_id)
        require(w, by, frozenset({roles.LAWYER}))
        if version.status != "frozen" or materiality.before(w.session, version) is None:
            raise Conflict("only a frozen later version is classed")
        _refuse_once_confirmed(w, version)
        reasons = _reasons(w, version, questions)
        material = any(each.materiality == "material" for each in questions.values())
        signing = _signing(w, version)
        note_id = new_id()
        note = {
            "note": note_id,
            "class": "material" if material else "minor",
            "questions": {name: each.materiality for name, each in questions.items()},
            "listed": _listed(w, material, listed),
            "again": _again(signing, material, again),
        }
        private = {"reasons": reasons} if reasons else {}
        w.record("version_classed", ("version", version_id), {"materiality": note}, private)
        _ask(w, version, note_id, signing - set(note["again"]))
        return note_id


def _refuse_once_confirmed(w: Writing, version: VersionRow) -> None:
    confirmed = select(SignOffRow.id).where(
        SignOffRow.version_id == version.id, SignOffRow.materiality_view == "confirmed"
    )
    if w.session.scalar(confirmed.limit(1)):
        raise Conflict(
            "an organisation has confirmed the class, and its sign-off was carried over: "
            "the class stays as it is"
        )


def _reasons(w: Writing, version: VersionRow, questions: Mapping[str, Classed]) -> dict[str, str]:
    changed = materiality.changed_questions(w.session, version)
    if set(changed) != set(questions):
        raise Invalid.field("questions", "Class every changed answer, and no other")
    typed = Reading()
    words: dict[str, str] = {}
    for name in changed:
        given = questions[name]
        if given.materiality not in CLASSES:
            typed.fault(f"class_{name}", "Choose minor or material")
        words[name] = typed.words(f"why_{name}", given.reason, WHY, shortest=10, longest=2_000)
    typed.done()
    return words


def _listed(w: Writing, material: bool, listed: Sequence[str]) -> list[str]:
    if listed and not material:
        raise Invalid.field("listed", "A minor change lists no agreements")
    query = select(DocumentRow.id).where(
        DocumentRow.kind == "sharing_agreement", DocumentRow.id.in_(list(listed))
    )
    if set(w.session.scalars(query)) != set(listed):
        raise Invalid.field("listed", "List agreements of this installation")
    return sorted(listed)


def _signing(w: Writing, version: VersionRow) -> set[str]:
    query = select(PartyRow.organisation_id).where(
        PartyRow.version_id == version.id, PartyRow.chain.is_not(None)
    )
    return set(w.session.scalars(query))


def _again(signing: set[str], material: bool, again: Sequence[str] | None) -> list[str]:
    if not material:
        if again:
            raise Invalid.field("again", "A minor change asks nobody to sign anew")
        return []
    chosen = signing if again is None else set(again)
    if not chosen <= signing:
        raise Invalid.field("again", "Choose organisations that sign this version")
    return sorted(chosen)


def _ask(w: Writing, version: VersionRow, note_id: str, organisations: set[str]) -> None:
    """Tell whoever may confirm for each organisation whose sign-off can be carried over."""
    query = select(SignOffRow).where(
        SignOffRow.version_id == version.id, SignOffRow.organisation_id.in_(organisations)
    )
    for row in w.session.scalars(query.order_by(SignOffRow.id)):
        role = materiality.answerer(w.session, row.organisation_id)
        if role and not isinstance(materiality.carriable(w.session, row), str):
            tell(
                w,
                row.organisation_id,
                (role,),
                "materiality_asked",
                key=f"{row.id}:{note_id}",
                about=about_sign_off(w.session, row),
                path=f"/sign-offs/{row.id}/carry-over",
            )
