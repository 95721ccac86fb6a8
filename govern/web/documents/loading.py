"""Load a version for its drafter's pages: its text, and what everybody needs to show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import url_for

from documents.catalogue import definition
from documents.content import Content
from documents.definition import Definition, Section
from govern.errors import Conflict, NotFound
from govern.store import document_pages, drafts
from govern.store.database import Session
from govern.store.document_pages import Seen
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.web.context import actor, installation
from govern.web.documents.blueprint import crumbs
from govern.web.pieces import Link


@dataclass(frozen=True)
class Text:
    """One version as the viewer may see it, with its definition and its answers."""

    session: Session
    seen: Seen
    definition: Definition
    answers: Mapping[str, Any]

    @property
    def document(self) -> DocumentRow:
        """The document."""
        return self.seen.document

    @property
    def version(self) -> VersionRow:
        """The version."""
        return self.seen.version

    @property
    def content(self) -> Content:
        """The answers under their definition."""
        return Content(self.definition, self.answers)

    def section(self, section_id: str) -> Section:
        """The section of that id; NotFound when the definition has none."""
        try:
            return self.definition.section(section_id)
        except KeyError:
            raise NotFound(f"section {section_id}") from None

    def based_on(self, section_id: str, revision: int) -> Mapping[str, Any]:
        """The answers of a section as somebody had them on their page: of that revision."""
        row = drafts.revision(self.session, self.version.id, section_id, revision)
        standing = row or drafts.section(self.session, self.version.id, section_id)
        return standing.answers if standing else {}

    def revision(self, section_id: str) -> int:
        """The revision of a section that stands now; 0 when nothing was saved."""
        standing = drafts.section(self.session, self.version.id, section_id)
        return standing.revision if standing else 0

    def url(self, endpoint: str, **more: Any) -> str:
        """The address of another page of this version."""
        given = {"document_id": self.document.id, "number": self.version.number, **more}
        return url_for(f"documents.{endpoint}", **given)

    @property
    def name(self) -> str:
        """What this version is called, such as "DPIA-1, version 2"."""
        return f"{self.document.reference}, version {self.version.number}"

    def crumbs(self, *more: Link) -> list[Link]:
        """The way to a page below this document."""
        above = Link(
            self.document.reference, url_for("documents.show", document_id=self.document.id)
        )
        return crumbs(above, *more)

    def way(self) -> list[Link]:
        """The way to a page below this version."""
        return self.crumbs(Link(f"Version {self.version.number}", self.url("review")))


@contextmanager
def reading(document_id: str, number: int) -> Iterator[Text]:
    """A version that the acting organisation may read; NotFound otherwise."""
    with installation().reading() as session:
        yield _text(session, document_pages.numbered(session, actor(), document_id, number))


@contextmanager
def drafting(document_id: str, number: int) -> Iterator[Text]:
    """A version that the acting organisation writes and may still change; Conflict once frozen."""
    with installation().reading() as session:
        seen = document_pages.drafted(session, actor(), document_id, number)
        if seen.version.status not in ("draft", "review"):
            raise Conflict("This text is frozen. Open a new version to change it.")
        yield _text(session, seen)


def _text(session: Session, seen: Seen) -> Text:
    pinned = definition(seen.version.definition, seen.version.definition_version)
    return Text(session, seen, pinned, drafts.answers(session, seen.version.id))
