"""The changed answers of a version, each once, with its differences from the version before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.changes import changes
from documents.content import Content
from govern.store import document_pages, drafts, materiality
from govern.web.documents.comparing import Difference, described, shown
from govern.web.documents.loading import Text


@dataclass(frozen=True)
class MovedQuestion:
    """One changed question: its place in the text, its label, and each of its differences."""

    id: str
    section: str
    label: str
    differences: Sequence[Difference]


def questions(text: Text) -> list[MovedQuestion]:
    """What differs from the version before, as far as the viewer may read it; empty for a first."""
    earlier = materiality.before(text.session, text.version)
    return since(text, drafts.content(text.session, earlier)) if earlier else []


def since(text: Text, before: Content) -> list[MovedQuestion]:
    """What differs from an earlier content, question by question."""
    names = document_pages.names(text.session)
    grouped: dict[str, list[Difference]] = {}
    for change in changes(before, text.content):
        if shown(text, before, change):
            made = described(text, before, change, names)
            grouped.setdefault(change.question, []).append(made)
    found = []
    for name, differences in grouped.items():
        known = text.definition if name in text.definition.places else before.definition
        section = known.section_of(name)
        title = f"{section.id} {section.title}"
        found.append(MovedQuestion(name, title, known.question(name).label, differences))
    return found
