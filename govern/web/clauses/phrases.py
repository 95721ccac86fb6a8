"""What a clause, its versions and its uses are called on pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from documents.catalogue import definition
from govern.store import people
from govern.store.clauses import FALLBACK, Use
from govern.store.database import Session
from govern.store.rows.clauses import ClauseVersionRow
from govern.web.pieces import Tag
from govern.web.signing.redline import Run, redline
from workflows.catalogue import workflow

BUILT_IN = "Came with the service"
_COLOURS = {"proposed": "yellow", "approved": "green", "refused": "red"}
OUT = "Taken out, or rewritten beyond recognition"


@dataclass(frozen=True)
class Redlined:
    """Two texts as one: `place`, `label` and `how` say which they are."""

    place: str
    label: str
    how: str
    runs: Sequence[Run]


def state(version: ClauseVersionRow) -> Tag:
    """Where a version stands."""
    words = workflow("clause").stage(version.state).title.partition(",")[0]
    return Tag(words, _COLOURS.get(version.state, "grey"))  # type: ignore[arg-type]  # of Colour


def place(version: ClauseVersionRow) -> str:
    """Which document and section a clause is for."""
    of = definition(version.definition)
    return f"{of.title}, {version.section} {of.section(version.section).title}"


def owner(session: Session, version: ClauseVersionRow) -> str:
    """Who keeps it true."""
    return people.person_name(session, version.owner_id) if version.owner_id else BUILT_IN


def deviation(use: Use) -> Redlined | None:
    """The clause as it was put in against what stands now; None where nothing was changed."""
    if not use.deviates:
        return None
    now = use.passage.text if use.passage else ""
    return Redlined(used_at(use), use_label(use), how(use), redline(use.wording, now))


def how(use: Use) -> str:
    """How the text stands to the clause."""
    if use.passage is None:
        return OUT
    return "Word for word" if use.passage.unchanged else "Changed"


def use_label(use: Use) -> str:
    """The document and version in which a clause stands."""
    return f"{use.document.reference}, version {use.version.number}"


def use_href(use: Use) -> str:
    """Where its text is written, or the document once it is frozen."""
    if not use.open:
        return url_for("documents.show", document_id=use.document.id)
    return url_for(
        "documents.section",
        document_id=use.document.id,
        number=use.version.number,
        section_id=use.row.section,
    )


def used_at(use: Use) -> str:
    """The answer in which a clause stands."""
    asked = definition(use.version.definition, use.version.definition_version)
    which = " (fallback)" if use.row.variant == FALLBACK else ""
    question = asked.question(use.row.question).label
    return f"{use.row.section}: {question}, clause version {use.row.number}{which}"
