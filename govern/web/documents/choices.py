"""What can be chosen: options of the definition, reference tables, the installation's names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from documents import catalogue
from documents.definition import Kind, Question
from govern.store import document_pages
from govern.store.database import Session
from govern.store.document_pages import Seen
from govern.web.documents import reference
from govern.web.documents.fields import Option
from workflows import roles
from workflows.engine import Actor

Named = tuple[str, str, str]
"""A slug, the name shown, and the kind of organisation."""

LISTED_FIRST = {"powers": ("powers", "power")}
"""Reference table -> the document's own table and column whose choices are offered first."""


@dataclass(frozen=True)
class Choices:
    """Everything that one document's questions may offer, and the labels of all of it."""

    parties: Sequence[Named]
    others: Sequence[Named]
    vocabularies: Mapping[str, Sequence[tuple[str, str]]]
    answers: Mapping[str, Any] = field(default_factory=dict)

    def of(self, question: Question, chosen: Sequence[str]) -> tuple[list[Option], list[Option]]:
        """(offered first, offered behind a summary); what was chosen is never missing."""
        first, rest = self._offered(question)
        known = {option.value for option in (*first, *rest)}
        strangers = [Option(value, value) for value in chosen if value not in known]
        return _marked([*first, *strangers], chosen), _marked(rest, chosen)

    def _offered(self, question: Question) -> tuple[list[Option], list[Option]]:
        table = question.options_from
        if question.kind is Kind.ORGANISATIONS or table in ("organisations", "forces", "partners"):
            return self._organisations(table)
        if table is not None and table in self.vocabularies:
            return [_vocabulary(table, *each) for each in self.vocabularies[table]], []
        if table is None:
            return [Option(o.value, o.label, o.hint or "") for o in question.options], []
        rows = catalogue.reference(table)
        offered = [Option(row["id"], row["title"], reference.note(table, row)) for row in rows]
        return self._listed_first(table, question, offered)

    def _listed_first(
        self, table: str, question: Question, offered: list[Option]
    ) -> tuple[list[Option], list[Option]]:
        own, column = LISTED_FIRST.get(table, ("", ""))
        listed = {row.get(column) for row in self.answers.get(own) or ()}
        if question.kind is not Kind.CHOICES or not listed:
            return offered, []
        first = [option for option in offered if option.value in listed]
        return first, [option for option in offered if option.value not in listed]

    def _organisations(self, table: str | None) -> tuple[list[Option], list[Option]]:
        wanted = {"forces": {"force"}, "partners": {"partner", "service"}}.get(table or "")
        first = [Option(s, n) for s, n, kind in self.parties if wanted is None or kind in wanted]
        rest = [Option(s, n) for s, n, kind in self.others if wanted is None or kind in wanted]
        return (first, rest) if first else (rest, [])


def choices(session: Session, actor: Actor, seen: Seen, answers: Mapping[str, Any]) -> Choices:
    """The choices of one version's drafter. A partner is offered the parties of it alone."""
    bound = document_pages.parties(session, seen.version.id)
    parties = [(p.organisation.slug, p.organisation.name, p.organisation.kind) for p in bound]
    known = {slug for slug, _, _ in parties}
    everybody = document_pages.everybody(session) if actor.role == roles.LAWYER else []
    firm = document_pages.organisations(session, [seen.document.drafter_id]).values()
    others = [
        (row.slug, row.name, row.kind) for row in (*everybody, *firm) if row.slug not in known
    ]
    tables = {name: document_pages.vocabulary(session, name) for name in ("categories", "purposes")}
    return Choices(parties, others, tables, answers)


def _vocabulary(table: str | None, slug: str, title: str) -> Option:
    try:
        return Option(slug, title, str(catalogue.row(table or "", slug).get("covers") or ""))
    except LookupError:
        return Option(slug, title)


def _marked(options: Sequence[Option], chosen: Sequence[str]) -> list[Option]:
    return [Option(o.value, o.label, o.note, o.value in chosen) for o in options]
