"""Tell by mail that wording was suggested, taken or not: a link, and no word of it.

One mail a day for each text, person and outcome: a Word file brings dozens of suggestions at once,
and the page behind the link lists them all.
"""

from __future__ import annotations

import hashlib

from govern.clock import london
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.word import SuggestionRow
from govern.store.standing import colleagues, holders
from govern.store.writing import Writing
from workflows import roles
from workflows.engine import Actor

DRAFTERS = (roles.LAWYER, roles.AUTHOR)
OUTCOMES = {"accepted": "suggestion_accepted", "rejected": "suggestion_declined"}


def tell_drafters(w: Writing, by: Actor, version: VersionRow) -> None:
    """Wording waits: those who write the text are told, who are in every audience of suggestions;
    whoever suggested it is not.
    """
    document = w.session.get_one(DocumentRow, version.document_id)
    found = holders(w.session, document.drafter_id, DRAFTERS, w.at)
    for person in dict.fromkeys(row.person_id for row in found if row.person_id != by.person):
        _queue(w, "suggestion_asked", version, person, by.person)


def tell_author(w: Writing, by: Actor, row: SuggestionRow) -> None:
    """What became of it: whoever suggested it is told, while they still belong to the organisation
    for which they did.
    """
    if row.person_id == by.person:
        return
    if row.person_id in colleagues(w.session, row.organisation_id, w.at):
        version = w.session.get_one(VersionRow, row.version_id)
        _queue(w, OUTCOMES[row.state], version, row.person_id, row.organisation_id)


def _queue(w: Writing, template: str, version: VersionRow, person: str, about: str) -> None:
    document = w.session.get_one(DocumentRow, version.document_id)
    occasion = f"{template}:{version.id}:{about}:{london(w.at):%Y%m%d}"
    w.enqueue(
        "mail",
        f"mail:suggestion:{hashlib.sha256(occasion.encode()).hexdigest()[:40]}:{person}",
        {
            "person_id": person,
            "template": template,
            "about": {"reference": document.reference, "title": document.title},
            "path": f"/documents/{document.id}/versions/{version.number}/suggestions",
        },
    )
