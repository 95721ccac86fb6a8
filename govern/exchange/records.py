"""Records out: copied to a folder that a stranger can check, with a table of contents."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.errors import Conflict, NotFound
from govern.installation import Installation
from govern.store import renewals
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.rows.sign_offs import ActRow, SignOffRow

_HEADINGS = ("file", "sha256", "document", "version", "organisation", "act", "sealed_at")


@dataclass(frozen=True)
class Listed:
    """One record as the table of contents lists it."""

    name: str
    digest: str
    document: str
    version: int
    organisation: str
    act: str
    sealed_at: str

    def cells(self) -> tuple[str, ...]:
        """Its row: no cell can be a formula, for no part can begin with a sign of one."""
        return (
            self.name,
            self.digest,
            self.document,
            str(self.version),
            self.organisation,
            self.act,
            self.sealed_at,
        )


def export(installation: Installation, *, folder: Path, reference: str | None = None) -> int:
    """Copy every sealed record, or one document's, into an empty or new folder; returns how many.

    Beside the records stand `records.csv`, `SHA256SUMS` (for `sha256sum -c`) and `root.crt`, which
    is all that a stranger needs, with the former roots and the lists of what was revoked. NotFound
    when there is no such document, Conflict when the folder holds something.
    """
    with installation.reading() as session:
        wanted = list(records(session, reference))
        known = select(DocumentRow.id).where(DocumentRow.reference == reference)
        if reference is not None and session.scalar(known) is None:
            raise NotFound(f"document {reference}")
    if folder.exists() and any(folder.iterdir()):
        raise Conflict(f"{folder} is not empty; name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for each in wanted:
        (folder / each.name).write_bytes(installation.archive.get(each.digest))
    sums = "".join(f"{each.digest}  {each.name}\n" for each in wanted)
    for name, content in installation.keyring.public_files():
        (folder / name).write_bytes(content)
        sums += f"{hashlib.sha256(content).hexdigest()}  {name}\n"
    (folder / "SHA256SUMS").write_text(sums)
    with (folder / "records.csv").open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(_HEADINGS)
        table.writerows(each.cells() for each in wanted)
    return len(wanted)


def records(session: Session, reference: str | None = None) -> Iterator[Listed]:
    """Every sealed record, or one document's, in the order of sealing; then every notice."""
    query = (
        select(ActRow, DocumentRow.reference, VersionRow.number, OrganisationRow.slug)
        .join(VersionRow, VersionRow.pdf_digest == ActRow.frozen_digest)
        .join(DocumentRow, DocumentRow.id == VersionRow.document_id)
        .join(OrganisationRow, OrganisationRow.id == ActRow.organisation_id)
        .where(ActRow.record_sha256.is_not(None))
        .order_by(ActRow.sealed_at, ActRow.id)
    )
    if reference is not None:
        query = query.where(DocumentRow.reference == reference)
    for act, document, number, slug in session.execute(query):
        digest, sealed_at = act.record_sha256 or "", act.sealed_at or ""
        name = f"{document}-v{number}-{slug}-{act.act}-{digest[:8]}.pdf"
        kept = renewals.newest(session, digest)
        yield Listed(name, kept, document, number, slug, act.act, sealed_at)
    yield from _notices(session, reference)


def _notices(session: Session, reference: str | None) -> Iterator[Listed]:
    """The service's notices that a sign-off was carried over, in order."""
    query = (
        select(SignOffRow, DocumentRow.reference, VersionRow.number, OrganisationRow.slug)
        .join(VersionRow, VersionRow.id == SignOffRow.version_id)
        .join(DocumentRow, DocumentRow.id == SignOffRow.document_id)
        .join(OrganisationRow, OrganisationRow.id == SignOffRow.organisation_id)
        .where(SignOffRow.carried_from_id.is_not(None))
        .order_by(SignOffRow.completed_at, SignOffRow.id)
    )
    if reference is not None:
        query = query.where(DocumentRow.reference == reference)
    for row, document, number, slug in session.execute(query):
        digest = row.record_sha256 or ""
        name = f"{document}-v{number}-{slug}-carried_over-{digest[:8]}.pdf"
        kept = renewals.newest(session, digest)
        at = row.completed_at or ""
        yield Listed(name, kept, document, number, slug, "carried_over", at)
