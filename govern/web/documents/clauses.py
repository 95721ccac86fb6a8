"""The clause bank beside a section: approved wording, and its fallback, put into an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from documents import clauses as wording
from documents.definition import Kind, Section
from govern.commands.clauses.put import noting_use
from govern.commands.documents.save_section import Along
from govern.store import clauses
from govern.store.clauses import FALLBACK, STANDARD, wording_of
from govern.store.rows.clauses import ClauseUseRow, ClauseVersionRow
from govern.web.context import actor
from govern.web.documents.fields import Option
from govern.web.documents.loading import Text
from govern.web.documents.typed import Step
from workflows import roles


@dataclass(frozen=True)
class Clause:
    """One approved clause, the answers that it may be put into, and how it stands there now."""

    id: str
    title: str
    text: str
    fallback: str
    limits: str
    number: int
    answers: Sequence[Option]
    stands: Sequence[str]
    href: str


def offered(text: Text, part: Section) -> list[Clause]:
    """The clauses for a section, for lawyers alone; none where there is no answer to put one in."""
    written = [Option(q.id, q.label) for q in part.questions if q.kind is Kind.LONG_TEXT]
    if actor().role != roles.LAWYER or not written:
        return []
    return [_piece(text, part, written, each) for each in _approved(text, part)]


def added(
    text: Text,
    part: Section,
    given: Mapping[str, Any],
    pressed: Step,
    form: MultiDict[str, str],
) -> dict[str, Any]:
    """The answers with the chosen clause in the chosen one; else as they are.

    Where the clause stands in that answer already its passage is replaced; else it is put at the
    end.
    """
    put = _wanted(text, part, pressed, form)
    if put is None:
        return dict(given)
    version, question, variant = put
    before = str(given.get(question) or "")
    used = clauses.used_in(text.session, text.version.id).get((question, version.clause_id))
    passage = wording.locate(before, _as_put(text, used)) if used else None
    new = wording_of(version, variant)
    after = wording.replaced(before, passage, new) if passage else wording.appended(before, new)
    return {**given, question: after}


def noting(text: Text, part: Section, pressed: Step, form: MultiDict[str, str]) -> Sequence[Along]:
    """What notes where a clause is put, along with the save of the section."""
    put = _wanted(text, part, pressed, form)
    if put is None:
        return ()
    version, question, variant = put
    return (noting_use(actor(), text.version.id, question, version.clause_id, variant),)


def _wanted(
    text: Text, part: Section, pressed: Step, form: MultiDict[str, str]
) -> tuple[ClauseVersionRow, str, str] | None:
    """The clause that a button asked for, the answer it goes into, and which wording of it."""
    if pressed.do != "clause" or actor().role != roles.LAWYER:
        return None
    question = form.get(f"clause-to.{pressed.table}", "")
    written = {q.id for q in part.questions if q.kind is Kind.LONG_TEXT}
    for version in _approved(text, part):
        if version.clause_id == pressed.table and question in written:
            return version, question, FALLBACK if pressed.row == FALLBACK else STANDARD
    return None


def _approved(text: Text, part: Section) -> list[ClauseVersionRow]:
    found = clauses.offered(text.session, actor().organisation, text.definition.name)
    return [each.approved for each in found if each.approved and each.approved.section == part.id]


def _as_put(text: Text, used: ClauseUseRow) -> str:
    of = clauses.clause(text.session, actor().organisation, used.clause_id)
    put = of.version(used.number)
    return wording_of(put, used.variant) if put else ""


def _piece(
    text: Text, part: Section, written: Sequence[Option], version: ClauseVersionRow
) -> Clause:
    used = clauses.used_in(text.session, text.version.id)
    return Clause(
        version.clause_id,
        version.title,
        version.wording,
        version.fallback or "",
        version.why or "" if version.fallback else "",
        version.number,
        written,
        [
            _stands(text, used[one.value, version.clause_id], one.label, version)
            for one in written
            if (one.value, version.clause_id) in used
        ],
        url_for("clauses.show", clause_id=version.clause_id),
    )


def _stands(text: Text, use: ClauseUseRow, label: str, version: ClauseVersionRow) -> str:
    """A sentence on how a clause stands in one answer."""
    answer = str(text.answers.get(use.question) or "")
    passage = wording.locate(answer, _as_put(text, use))
    if passage is None:
        return f"It was put into “{label}” and is no longer there."
    which = "the fallback" if use.variant == FALLBACK else "version " + str(use.number)
    older = "" if use.number == version.number else f" Version {version.number} is newer."
    how = "word for word" if passage.unchanged else "with changes"
    return f"It stands in “{label}” {how}, as {which}.{older}"
