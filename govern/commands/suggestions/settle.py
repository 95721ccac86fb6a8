"""What becomes of suggested wording: accepted into the draft in one click, rejected, withdrawn."""

from __future__ import annotations

from typing import Any

from govern.clock import text
from govern.commands.authority import present
from govern.commands.documents.opened import drafted_version
from govern.commands.documents.save_section import section_saved
from govern.commands.reading import Reading
from govern.commands.suggestions.telling import tell_author
from govern.commands.suggestions.weaving import weave
from govern.errors import Conflict, Forbidden
from govern.installation import Installation
from govern.store import drafts, suggestions
from govern.store.rows.word import SuggestionRow
from govern.store.writing import Writing
from workflows.engine import Actor

SETTLED = "this suggestion is settled already"
CLASH = (
    "The same words were changed since this was suggested. Look at both texts and write the answer "
    "from them."
)


def accept(
    installation: Installation, *, by: Actor, suggestion_id: str, wording: Any = None
) -> int:
    """Put the suggested wording into the draft, or `wording` written from it; returns the revision.

    What others changed meanwhile elsewhere in the answer is kept; where both changed the same
    words, Conflict. The section is saved under the name of whoever accepts: they answer for it.
    """
    with installation.writing(by) as w:
        present(w, by)
        row = suggestions.readable(w.session, by, suggestion_id)
        opened(row)
        drafted_version(w.session, by, row.version_id)
        standing = drafts.section(w.session, row.version_id, row.section)
        answers = dict(standing.answers) if standing else {}
        based_on = standing.revision if standing else 0
        if wording is None:
            wording = _woven(row, answers)
        given = {**answers, row.question: wording}
        saved = section_saved(w, by, row.version_id, row.section, given, based_on)
        _settle(w, by, row, "accepted")
        row.revision = saved.revision
        data = {"section": row.section, "question": row.question, "revision": saved.revision}
        w.record("suggestion_accepted", ("suggestion", suggestion_id), data)
        tell_author(w, by, row)
    return saved.revision


def _woven(row: SuggestionRow, answers: dict[str, Any]) -> Any:
    """The answer with the suggested change in it; Conflict where both changed the same words."""
    woven = weave(row.answers.get("before"), row.answers.get("after"), answers.get(row.question))
    if woven.clash:
        raise Conflict(CLASH)
    return woven.answer


def reject(installation: Installation, *, by: Actor, suggestion_id: str, reasons: str = "") -> None:
    """Leave the text as it is; whoever suggested reads the reasons, if any are given."""
    with installation.writing(by) as w:
        present(w, by)
        row = suggestions.readable(w.session, by, suggestion_id)
        drafted_version(w.session, by, row.version_id)
        typed = Reading()
        words = typed.words("reasons", reasons, "Use fewer words", shortest=0, longest=2_000)
        typed.done()
        rejected(w, by, row, words)


def rejected(w: Writing, by: Actor, row: SuggestionRow, reasons: str) -> None:
    """The same inside another command's transaction, with reasons that were read already."""
    _settle(w, by, row, "rejected")
    row.reasons = reasons or None
    w.record("suggestion_rejected", ("suggestion", row.id))
    tell_author(w, by, row)


def withdraw(installation: Installation, *, by: Actor, suggestion_id: str) -> None:
    """Take back one's own suggestion while it is open; its words are erased."""
    with installation.writing(by) as w:
        present(w, by)
        row = suggestions.readable(w.session, by, suggestion_id)
        if row.person_id != by.person:
            raise Forbidden("only whoever suggested it takes it back")
        _settle(w, by, row, "withdrawn")
        row.answers, row.why = {}, None
        w.record("suggestion_withdrawn", ("suggestion", suggestion_id))


def opened(row: SuggestionRow) -> None:
    """Refuse what is settled already."""
    if row.state != "open":
        raise Conflict(SETTLED)


def _settle(w: Writing, by: Actor, row: SuggestionRow, state: str) -> None:
    opened(row)
    row.state = state
    row.settled_at = text(w.at)
    row.settled_by = by.person
