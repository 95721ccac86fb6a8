"""Note that a clause is put into an answer, as it is saved; put newer wording into many drafts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from documents.clauses import locate, replaced
from govern.clock import text
from govern.commands.clauses.propose import lawyers
from govern.commands.documents.opened import drafted_version
from govern.commands.documents.save_section import Along, save_section
from govern.errors import Conflict
from govern.installation import Installation
from govern.store import clauses, drafts
from govern.store.clauses import STANDARD, Clause, Use, wording_of
from govern.store.identifiers import new_id
from govern.store.rows.clauses import ClauseUseRow
from govern.store.writing import Writing
from workflows.engine import Actor

What = Literal["updated", "clash", "gone"]


@dataclass(frozen=True)
class Updated:
    """What became of one draft: updated; a clash with what somebody saved meanwhile, which is kept
    beside it; or gone, because the clause is no longer in the text.
    """

    use: Use
    what: What
    revision: int = 0


def noting_use(
    by: Actor, version_id: str, question: str, clause_id: str, variant: str = STANDARD
) -> Along:
    """What notes, along with the save of an answer, which version of a clause was put into it."""

    def note(w: Writing) -> None:
        lawyers(w, by)
        version = drafted_version(w.session, by, version_id)
        found = clauses.clause(w.session, by.organisation, clause_id)
        if found.approved is None:
            raise Conflict("This clause is no longer offered.")
        section = drafts.content(w.session, version).definition.section_of(question).id
        values = {
            "section": section,
            "number": found.approved.number,
            "variant": variant,
            "put_by": by.person,
            "put_at": text(w.at),
        }
        key = {"version_id": version_id, "question": question, "clause_id": clause_id}
        row = _row(w.session, key)
        if row is None:
            more = {"document_id": version.document_id, "organisation_id": by.organisation}
            w.session.execute(insert(ClauseUseRow).values(id=new_id(), **key, **more, **values))
        else:
            for name, value in values.items():
                setattr(row, name, value)
        data: dict[str, str | int] = {"section": section, "question": question}
        data |= {"clause_id": clause_id, "number": found.approved.number, "variant": variant}
        w.record("clause_put", ("version", version_id), data)

    return note


def update_uses(
    installation: Installation, *, by: Actor, clause_id: str, chosen: Mapping[str, int]
) -> list[Updated]:
    """Put the approved wording in the place of older wording, in each chosen draft.

    `chosen`: id of the use -> revision of its section that was shown. Each is an ordinary save on
    top of that revision: what others saved meanwhile is kept, and a clash is told, not decided.
    """
    with installation.reading() as session:
        found = clauses.clause(session, by.organisation, clause_id)
        uses = [each for each in clauses.outdated(session, by, clause_id) if each.row.id in chosen]
        planned = [(each, _plan(session, found, each, chosen[each.row.id])) for each in uses]
    return [_update(installation, by, found, *each) for each in planned]


@dataclass(frozen=True)
class _Plan:
    """The answers of a section with the newer wording in, and the revision they are based on."""

    given: dict[str, Any]
    based_on: int


def _plan(session: Session, found: Clause, use: Use, revision: int) -> _Plan | None:
    shown = drafts.revision(session, use.version.id, use.row.section, revision)
    newer = found.approved
    if shown is None or newer is None:
        return None
    answer = str(shown.answers.get(use.row.question) or "")
    passage = locate(answer, use.wording)
    if passage is None:
        return None
    wording = replaced(answer, passage, wording_of(newer, use.row.variant))
    return _Plan({**shown.answers, use.row.question: wording}, revision)


def _update(
    installation: Installation, by: Actor, found: Clause, use: Use, plan: _Plan | None
) -> Updated:
    newer = found.approved
    if plan is None or newer is None:
        return Updated(use, "gone")
    saved = save_section(
        installation,
        by=by,
        version_id=use.version.id,
        section=use.row.section,
        given=plan.given,
        based_on=plan.based_on,
        along=(_moving(by, use, newer.number, has_fallback=newer.fallback is not None),),
    )
    if any(each.question == use.row.question for each in saved.clashes):
        return Updated(use, "clash", saved.revision)
    return Updated(use, "updated", saved.revision)


def _moving(by: Actor, use: Use, number: int, *, has_fallback: bool) -> Along:
    """What moves the note of a use to the newer version, along with the save."""

    def move(w: Writing) -> None:
        row = w.session.get_one(ClauseUseRow, use.row.id)
        row.number, row.put_by, row.put_at = number, by.person, text(w.at)
        row.variant = row.variant if has_fallback else STANDARD
        data: dict[str, str | int] = {
            "section": row.section,
            "question": row.question,
            "clause_id": row.clause_id,
        }
        data |= {"number": number, "variant": row.variant}
        w.record("clause_put", ("version", row.version_id), data)

    return move


def _row(session: Session, key: Mapping[str, str]) -> ClauseUseRow | None:
    query = select(ClauseUseRow)
    for name, value in key.items():
        query = query.where(getattr(ClauseUseRow, name) == value)
    return session.scalar(query)
