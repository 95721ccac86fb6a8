"""Open a document whose first draft says at once what was chosen when it was opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from documents.beginnings import Body, Chosen, Core, answers
from documents.catalogue import definition
from govern.commands.authority import present
from govern.commands.documents.open_document import Opened, document_opened
from govern.commands.documents.save_section import section_saved
from govern.installation import Installation
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.writing import Writing
from workflows.engine import Actor


def begin_document(
    installation: Installation,
    *,
    by: Actor,
    kind: str,
    title: str,
    owner_id: str,
    parties: Iterable[tuple[str, str]],
    core_digest: str | None = None,
) -> Opened:
    """Open it as `open_document` does, and save title, lead, parties and core as its answers."""
    bound = list(parties)
    with installation.writing(by) as w:
        present(w, by)
        opened = document_opened(w, by, kind, title, owner_id, bound, core_digest)
        leads = w.session.get_one(OrganisationRow, owner_id).slug
        chosen = Chosen(title, leads, tuple(_bodies(w, bound)), _core(w, core_digest))
        for section, given in _by_section(kind, answers(kind, chosen)).items():
            section_saved(w, by, opened.version_id, section, given, 0)
    return opened


def _bodies(w: Writing, parties: Iterable[tuple[str, str]]) -> Iterable[Body]:
    for organisation_id, _ in parties:
        row = w.session.get_one(OrganisationRow, organisation_id)
        yield Body(row.slug, row.kind, row.legal_name or "", row.registration or "")


def _core(w: Writing, digest: str | None) -> Core | None:
    query = (
        select(DocumentRow.reference, VersionRow.number)
        .join(VersionRow, VersionRow.document_id == DocumentRow.id)
        .where(VersionRow.pdf_digest == (digest or ""))
    )
    found = w.session.execute(query).first()
    return Core(found.reference, found.number, digest) if found and digest else None


def _by_section(kind: str, said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    made: dict[str, dict[str, Any]] = {}
    asked = definition(kind)
    for question, answer in said.items():
        made.setdefault(asked.section_of(question).id, {})[question] = answer
    return made
