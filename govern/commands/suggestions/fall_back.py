"""Put a clause's fallback where suggested wording departs from the clause: one click, one save."""

from __future__ import annotations

from documents.clauses import locate, replaced
from govern.commands.authority import present
from govern.commands.clauses.put import noting_use
from govern.commands.documents.opened import drafted_version
from govern.commands.documents.save_section import section_saved
from govern.commands.suggestions.settle import opened, rejected
from govern.errors import Conflict
from govern.installation import Installation
from govern.store import clauses, drafts, suggestions
from govern.store.clauses import FALLBACK, wording_of
from workflows.engine import Actor

NO_FALLBACK = "This clause has no fallback in the bank."
GONE = "The clause no longer stands in this answer. Put the fallback in beside the section."
TOLD = "Other wording was put in its place."
"""Whoever suggested it reads this; that there is a fallback is the lawyers' own."""


def fall_back(installation: Installation, *, by: Actor, suggestion_id: str, clause_id: str) -> int:
    """Replace the clause by its fallback where it stands, note it, and settle the suggestion as not
    taken; returns the revision. Conflict when the clause has no fallback or stands there no more.
    """
    with installation.writing(by) as w:
        present(w, by)
        row = suggestions.readable(w.session, by, suggestion_id)
        opened(row)
        version = drafted_version(w.session, by, row.version_id)
        found = clauses.clause(w.session, by.organisation, clause_id)
        if found.approved is None or not found.approved.fallback:
            raise Conflict(NO_FALLBACK)
        used = clauses.used_in(w.session, version.id).get((row.question, clause_id))
        put = found.version(used.number) if used else None
        standing = drafts.section(w.session, row.version_id, row.section)
        answers = dict(standing.answers) if standing else {}
        answer = str(answers.get(row.question) or "")
        passage = locate(answer, wording_of(put, used.variant)) if put and used else None
        if standing is None or passage is None:
            raise Conflict(GONE)
        given = {**answers, row.question: replaced(answer, passage, found.approved.fallback)}
        saved = section_saved(w, by, version.id, row.section, given, standing.revision)
        noting_use(by, version.id, row.question, clause_id, FALLBACK)(w)
        rejected(w, by, row, TOLD)
    return saved.revision
