"""Print a version: gather what the house knows around its text, and make the one PDF that is
signed.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.content import Content
from govern.installation import Installation
from govern.records.blocks import Accepted, PrintModel
from govern.records.document import Particulars, print_model
from govern.records.printing import begin_pdf, frozen_pdf
from govern.records.wording import Names, named_here
from govern.store import drafts
from govern.store.checking import finding_key, findings_of, reasons
from govern.store.people import person_name
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.organisations import CategoryRow, OrganisationRow, PurposeRow


@dataclass(frozen=True)
class Printed:
    """The PDF and how many pages it has."""

    content: bytes
    pages: int


def printed(
    installation: Installation,
    session: Session,
    version: VersionRow,
    content: Content,
    at: datetime,
    token: str,
) -> Printed:
    """The version as its final PDF; `token` is its status address. RenderError when it cannot be
    laid out.
    """
    model = model_of(installation, session, version, content, at, token)
    pdf = frozen_pdf(model, identifier=_identifier(version), at=at)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return Printed(pdf, len(opened.pages))


def begin_printing(installation: Installation, version_id: str, at: datetime) -> None:
    """Start on the PDF of a version that will be frozen at `at` as it stands: for the builder of
    the demonstration, who knows when that will be.
    """
    with installation.reading() as session:
        version = session.get_one(VersionRow, version_id)
        content = drafts.content(session, version)
        token = status_token(installation, version)
        model = model_of(installation, session, version, content, at, token)
    begin_pdf(model, identifier=_identifier(version), at=at)


def status_token(installation: Installation, version: VersionRow) -> str:
    """The unguessable end of a version's status address; in a demonstration it follows from the
    version, as every identifier there does.
    """
    if installation.demonstration:
        return hashlib.sha256(f"status:{version.id}".encode()).hexdigest()[:32]
    return secrets.token_hex(16)


def _identifier(version: VersionRow) -> bytes:
    return hashlib.sha256(version.id.encode()).digest()[:16]


def model_of(
    installation: Installation,
    session: Session,
    version: VersionRow,
    content: Content,
    at: datetime,
    token: str,
) -> PrintModel:
    """Everything on the printed pages, as plain values."""
    document = session.get_one(DocumentRow, version.document_id)
    particulars = Particulars(
        title=document.title,
        reference=document.reference,
        version=version.number,
        organisations=_parties(session, version.id),
        prepared_by=session.get_one(OrganisationRow, document.drafter_id).name,
        frozen_at=at,
        status_address=f"{installation.settings.url}/status/{token}",
        demonstration=installation.demonstration,
    )
    accepted = _accepted(session, version, content, at)
    return print_model(content, particulars, _names(session), accepted)


def _names(session: Session) -> Names:
    """What the installation itself calls organisations, data categories and purposes."""
    names = {row.slug: row.name for row in session.scalars(select(OrganisationRow))}
    categories = session.execute(select(CategoryRow.id, CategoryRow.title)).all()
    purposes = session.execute(select(PurposeRow.id, PurposeRow.title)).all()
    for options, titles in (("categories", categories), ("purposes", purposes)):
        names |= {named_here(options, slug): title for slug, title in titles}
    return names


def _parties(session: Session, version_id: str) -> tuple[str, ...]:
    query = (
        select(OrganisationRow.name)
        .join(PartyRow, PartyRow.organisation_id == OrganisationRow.id)
        .where(PartyRow.version_id == version_id)
        .order_by(OrganisationRow.kind, OrganisationRow.name)
    )
    return tuple(session.scalars(query))


def _accepted(
    session: Session, version: VersionRow, content: Content, at: datetime
) -> tuple[Accepted, ...]:
    """The advice findings that the lawyer answered with reasons: every signer sees both (decision
    33).
    """
    given = reasons(session, version.id)
    return tuple(
        Accepted(
            place=_place(content, finding.section),
            finding=finding.message,
            reasons=given[key].reason,
            by=person_name(session, given[key].person_id),
        )
        for finding in findings_of(session, content, at)
        if (key := finding_key(finding)) in given
    )


def _place(content: Content, section_id: str) -> str:
    """A section by the number and title that it is printed under."""
    parts = enumerate(content.definition.sections, start=1)
    return next(f"{number}. {part.title}" for number, part in parts if part.id == section_id)
