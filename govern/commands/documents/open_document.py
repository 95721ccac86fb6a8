"""Open a document with its first draft, or the next version of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from documents.catalogue import definition
from govern.commands.authority import present
from govern.commands.documents.copying import copy_text
from govern.commands.reading import Reading
from govern.errors import Conflict, Forbidden, Invalid
from govern.installation import Installation
from govern.store import access
from govern.store.identifiers import new_id
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.writing import Writing
from workflows import roles
from workflows.catalogue import workflow
from workflows.engine import Actor

PREFIX = {
    "dpia": "DPIA",
    "local_addendum": "ADD",
    "code_of_connection": "CODE",
    "connection_return": "CON",
    "sharing_agreement": "ISA",
}
OPENERS: Mapping[str, frozenset[str]] = {
    "dpia": frozenset({roles.LAWYER}),
    "local_addendum": frozenset({roles.LAWYER}),
    "code_of_connection": frozenset({roles.LAWYER}),
    "connection_return": frozenset({roles.AUTHOR}),
    "sharing_agreement": frozenset({roles.LAWYER}),
}


@dataclass(frozen=True)
class Opened:
    """A document and its open version."""

    document_id: str
    version_id: str
    reference: str


def open_document(
    installation: Installation,
    *,
    by: Actor,
    kind: str,
    title: str,
    owner_id: str,
    parties: Iterable[tuple[str, str]],
    core_digest: str | None = None,
) -> Opened:
    """Open a document of `kind` for the `parties`, (organisation id, capacity) each, and its first
    draft.
    """
    with installation.writing(by) as w:
        present(w, by)
        return document_opened(w, by, kind, title, owner_id, parties, core_digest)


def document_opened(
    w: Writing,
    by: Actor,
    kind: str,
    title: str,
    owner_id: str,
    parties: Iterable[tuple[str, str]],
    core_digest: str | None = None,
) -> Opened:
    """The same inside another command's transaction."""
    if by.role not in OPENERS.get(kind, ()):
        raise Forbidden(f"a {by.role} does not open a {kind}")
    typed = Reading()
    title = typed.line("title", title)
    if len(title) < 3:
        typed.fault("title", "Enter a title of 3 to 200 characters")
    typed.done()
    number = _next_number(w.session, kind)
    document_id = new_id()
    reference = f"{PREFIX[kind]}-{number}"
    data = {
        "kind": kind,
        "reference": reference,
        "number": number,
        "title": title,
        "owner_id": owner_id,
        "drafter_id": by.organisation,
    }
    if core_digest:
        data["core_digest"] = core_digest
    w.record("document_opened", ("document", document_id), data)
    bound = [(each, _capacity(w.session, each, capacity)) for each, capacity in parties]
    version_id = _open_version(w, document_id, kind, 1, bound)
    return Opened(document_id, version_id, reference)


def open_next_version(installation: Installation, *, by: Actor, document_id: str) -> Opened:
    """Open the next draft of a document, its text copied from the newest version."""
    with installation.writing(by) as w:
        present(w, by)
        document = access.document(w.session, by, document_id)
        if by.organisation != document.drafter_id or by.role not in OPENERS[document.kind]:
            raise Forbidden("only its drafters open a new version")
        latest = newest_version(w.session, document_id)
        if latest.status in ("draft", "review"):
            raise Conflict(f"version {latest.number} is still open: freeze or withdraw it first")
        parties = w.session.scalars(select(PartyRow).where(PartyRow.version_id == latest.id))
        bound = [(party.organisation_id, party.capacity) for party in parties]
        version_id = _open_version(w, document_id, document.kind, latest.number + 1, bound)
        copy_text(w, by, latest.id, version_id)
    return Opened(document_id, version_id, document.reference)


def newest_version(session: Session, document_id: str) -> VersionRow:
    """The version with the highest number."""
    query = select(VersionRow).where(VersionRow.document_id == document_id)
    return session.scalars(query.order_by(VersionRow.number.desc()).limit(1)).one()


def _open_version(
    w: Writing, document_id: str, kind: str, number: int, parties: list[tuple[str, str]]
) -> str:
    version_id = new_id()
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "version_id": version_id,
            "document_id": document_id,
            "organisation_id": organisation_id,
            "capacity": capacity,
        }
        for organisation_id, capacity in parties
    ]
    w.record(
        "version_opened",
        ("version", version_id),
        {
            "document_id": document_id,
            "number": number,
            "definition": kind,
            "definition_version": definition(kind).version,
            "workflow_version": workflow("document").version,
            "parties": rows,
        },
    )
    return version_id


def _next_number(session: Session, kind: str) -> int:
    query = select(func.max(DocumentRow.number)).where(DocumentRow.kind == kind)
    return (session.scalar(query) or 0) + 1


def _capacity(session: Session, organisation_id: str, capacity: str) -> str:
    row = session.get(OrganisationRow, organisation_id)
    if row is None or row.ended_at:
        raise Invalid.field("parties", "Choose organisations that exist today")
    if (row.kind == "force") != (capacity == "controller"):
        raise Invalid.field("parties", f"{row.name} cannot be a party as {capacity}")
    return capacity
