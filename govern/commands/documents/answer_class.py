"""Say for one organisation whether a change is minor: only then is its sign-off carried over."""

from __future__ import annotations

from govern.commands.authority import require
from govern.commands.mail.tell import tell
from govern.commands.reading import Reading
from govern.errors import Conflict, Forbidden, NotFound
from govern.installation import Installation
from govern.store import access, materiality
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import SignOffRow
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

WHY = "Say why the change is not minor, in 20 characters or more: the lawyers read it"


def answer_class(
    installation: Installation,
    *,
    by: Actor,
    sign_off_id: str,
    note_id: str,
    agrees: bool,
    reasons: str = "",
) -> None:
    """Confirm or dispute the lawyers' note `note_id` for the actor's own organisation.

    Confirming queues the notice that carries its sign-off over. Disputing, with reasons, leaves the
    sign-off open: this organisation then signs the version itself, and the lawyers are told.
    Conflict when the note was changed meanwhile, or nothing can be carried over.
    """
    with installation.writing(by) as w:
        row = _own(w, by, sign_off_id)
        version = w.session.get_one(VersionRow, row.version_id)
        if (version.materiality or {}).get("note") != note_id:
            raise Conflict("the lawyers have classed this version anew: read their note again")
        if row.materiality_view and row.materiality_note == note_id:
            raise Conflict("this was answered already")
        if isinstance(found := materiality.carriable(w.session, row), str):
            raise Conflict(found)
        typed = Reading()
        fewest = 0 if agrees else 20
        words = typed.words("reasons", reasons, WHY, shortest=fewest, longest=5_000)
        typed.done()
        view = "confirmed" if agrees else "disputed"
        data = {"materiality_view": view, "materiality_note": note_id}
        private = {"reasons": words} if words else {}
        w.record("materiality_answered", ("sign_off", row.id), data, private)
        if agrees:
            w.enqueue("carry_over", f"carry:{row.id}", {"sign_off_id": row.id})
        else:
            _tell_lawyers(w, version, row)


def _own(w: Writing, by: Actor, sign_off_id: str) -> SignOffRow:
    row = w.session.get(SignOffRow, sign_off_id)
    if row is None or row.organisation_id != by.organisation:
        raise NotFound(f"sign-off {sign_off_id}")
    access.version(w.session, by, row.version_id)
    role = materiality.answerer(w.session, row.organisation_id)
    if role is None:
        raise Forbidden("nobody confirms a class for this organisation")
    require(w, by, frozenset({role}), organisation=row.organisation_id)
    return row


def _tell_lawyers(w: Writing, version: VersionRow, row: SignOffRow) -> None:
    document = w.session.get_one(DocumentRow, version.document_id)
    body = w.session.get_one(OrganisationRow, row.organisation_id)
    tell(
        w,
        document.drafter_id,
        (roles.LAWYER,),
        "materiality_disputed",
        key=f"{row.id}:{row.materiality_note}",
        about={"reference": document.reference, "organisation": body.name},
        path=f"/documents/{document.id}/versions/{version.number}/materiality",
    )
