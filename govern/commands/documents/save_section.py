"""Save one section of a draft; two people saving it both keep their text and see it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert

from documents.catalogue import definition
from documents.content import AnswerError, parse_answer
from documents.definition import Section
from govern.clock import text
from govern.commands.authority import present
from govern.commands.documents.merging import Answers, Clash, merge
from govern.commands.documents.opened import drafted_version
from govern.errors import Conflict, Invalid
from govern.installation import Installation
from govern.ledger.leaf import canonical
from govern.store import drafts
from govern.store.identifiers import new_id
from govern.store.rows.documents import VersionRow
from govern.store.rows.working import DraftRevisionRow, DraftSectionRow
from govern.store.writing import Writing
from workflows.engine import Actor

Along = Callable[[Writing], None]
"""What is recorded in the transaction of a save, beside it."""


@dataclass(frozen=True)
class Saved:
    """The revision that now stands, and every clash with what somebody else saved meanwhile."""

    revision: int
    answers: Answers
    clashes: tuple[Clash, ...] = ()
    merged_with: int | None = None
    faults: Mapping[str, str] = field(default_factory=dict)


def save_section(
    installation: Installation,
    *,
    by: Actor,
    version_id: str,
    section: str,
    given: Mapping[str, object],
    based_on: int,
    alone: bool = False,
    along: Sequence[Along] = (),
) -> Saved:
    """Save what was typed in `section` on top of revision `based_on` (0: nothing was there).

    Answers that somebody else saved meanwhile are kept; where both changed one question, theirs
    stands and mine is kept beside it in the history and returned as a clash. Invalid names every
    field that cannot be read; nothing is saved then. What changes nothing makes no revision. With
    `alone`, Conflict when anybody saved since `based_on`: for saving while somebody types on a page
    that cannot show what was merged. `along` is done in the same transaction, unless something
    clashes: where a clause or an answer came from is never missing beside the text that holds it.
    """
    with installation.writing(by) as w:
        present(w, by)
        standing = drafts.section(w.session, version_id, section) if alone else None
        if standing is not None and standing.revision > based_on:
            raise Conflict("Somebody else saved this section meanwhile.")
        saved = section_saved(w, by, version_id, section, given, based_on)
        for each in () if saved.clashes else along:
            each(w)
        return saved


def section_saved(
    w: Writing,
    by: Actor,
    version_id: str,
    section: str,
    given: Mapping[str, object],
    based_on: int,
) -> Saved:
    """The same inside another command's transaction."""
    version = drafted_version(w.session, by, version_id)
    part = _section(version, section)
    mine = _parsed(part, given)
    standing = drafts.section(w.session, version_id, section)
    current = standing.revision if standing else 0
    merged: Answers
    clashes: tuple[Clash, ...]
    if standing is None or based_on >= current:
        merged, clashes = mine, ()
    else:
        base = drafts.revision(w.session, version_id, section, based_on)
        merged, clashes = merge(base.answers if base else {}, mine, standing.answers)
    if standing is not None and merged == standing.answers and not clashes:
        return Saved(current, merged)
    revision = current + 1
    _write(w, by, version_id, section, revision, based_on, merged, mine, clashes)
    return Saved(revision, merged, clashes, current if based_on < current else None)


def _section(version: VersionRow, section: str) -> Section:
    pinned = definition(version.definition, version.definition_version)
    try:
        return pinned.section(section)
    except KeyError:
        raise Invalid.field("section", f"{section} is no section of this document") from None


def _parsed(part: Section, given: Mapping[str, object]) -> dict[str, Any]:
    known = {question.id: question for question in part.questions}
    faults: dict[str, str] = {}
    answers: dict[str, Any] = {}
    for name, raw in given.items():
        if name not in known:
            faults[name] = "This question is not in this section"
            continue
        try:
            answer = parse_answer(known[name], raw, new_id)
        except AnswerError as fault:
            faults.update(fault.faults)
        else:
            if answer is not None:
                answers[name] = answer
    if faults:
        raise Invalid(faults)
    return answers


def _write(
    w: Writing,
    by: Actor,
    version_id: str,
    section: str,
    revision: int,
    based_on: int,
    merged: Answers,
    mine: Answers,
    clashes: tuple[Clash, ...],
) -> None:
    values = {
        "revision": revision,
        "answers": dict(merged),
        "saved_at": text(w.at),
        "saved_by": by.person,
    }
    row = drafts.section(w.session, version_id, section)
    if row is None:
        w.session.execute(
            insert(DraftSectionRow).values(version_id=version_id, section=section, **values)
        )
    else:
        for name, value in values.items():
            setattr(row, name, value)
    conflict = {clash.question: {"mine": clash.mine, "theirs": clash.theirs} for clash in clashes}
    w.session.execute(
        insert(DraftRevisionRow).values(
            id=new_id(),
            version_id=version_id,
            section=section,
            based_on=based_on,
            conflict=conflict or None,
            **values,
        )
    )
    w.record(
        "section_saved",
        ("version", version_id),
        {
            "section": section,
            "revision": revision,
            "digest": hashlib.sha256(canonical(mine)).hexdigest(),
            "conflict": bool(clashes),
        },
    )
