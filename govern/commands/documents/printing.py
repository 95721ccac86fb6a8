"""Print a version: its cover, one-page summary, sections and signature page, as the one PDF that is signed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pikepdf
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.content import Content
from documents.facts import facts as machine_facts
from govern.clock import london
from govern.commands.documents.summaries import summary
from govern.installation import Installation
from govern.records.blocks import Accepted, Cover, Pair, PrintModel, SignatureField
from govern.records.model import sections
from govern.records.printing import frozen_pdf
from govern.store.checking import finding_key, findings_of, reasons
from govern.store.people import person_name
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from workflows import roles
from workflows.catalogue import chain_for, workflow

KINDS: Mapping[str, str] = {
    "dpia": "Data protection impact assessment",
    "local_addendum": "Local addendum to the data protection impact assessment",
    "code_of_connection": "Code of connection",
    "connection_return": "Connection return",
    "sharing_agreement": "Information sharing agreement",
}
MARKING = "OFFICIAL"
STATEMENT = (
    "Each signatory signs these exact pages, for one organisation and under one appointment. "
    "What was signed, by whom and when stands in record.json, attached to that person's record. "
    "The time is stated by this service."
)
_PURPOSES: Mapping[str, str] = {
    roles.DPO: "Advises the controller (DPA 2018 s.71; UK GDPR Article 39)",
    roles.SIRO: "Decides for the controller and accepts the residual risk",
    roles.CHIEF_CONSTABLE: "Decides in person as controller",
    roles.ASSET_OWNER: "Agrees as owner of the information",
    roles.SECURITY_OFFICER: "Reviews security",
    roles.SIGNATORY: "Signs for the partner",
    roles.CALDICOTT_GUARDIAN: "Confirms for health and care data",
}


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
    """The version as its final PDF. RenderError when it cannot be laid out within its limits."""
    model = print_model(installation, session, version, content, at, token)
    identifier = hashlib.sha256(version.id.encode()).digest()[:16]
    pdf = frozen_pdf(model, identifier=identifier, at=at)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return Printed(pdf, len(opened.pages))


def print_model(
    installation: Installation,
    session: Session,
    version: VersionRow,
    content: Content,
    at: datetime,
    token: str,
) -> PrintModel:
    """Everything on the printed pages, as plain values."""
    document = session.get_one(DocumentRow, version.document_id)
    parties = _parties(session, version.id)
    facts = machine_facts(content)
    names = {row.slug: row.name for row in session.scalars(select(OrganisationRow))}
    cover = Cover(
        kind=KINDS[document.kind],
        title=document.title,
        reference=document.reference,
        version=version.number,
        organisations=tuple(row.name for row in parties),
        marking=MARKING,
        status_address=f"{installation.settings.url}/status/{token}",
        content_digest=content.digest(),
        facts=(
            Pair("Prepared by", session.get_one(OrganisationRow, document.drafter_id).name),
            Pair("Text frozen on", f"{london(at):%-d %B %Y}"),
            *_retrospective(facts),
        ),
        demonstration=installation.demonstration,
    )
    return PrintModel(
        cover=cover,
        summary=summary(document.kind, content, facts, names),
        sections=sections(content, names),
        statement=STATEMENT,
        signatures=_signatures(document.kind, parties, facts),
        accepted=_accepted(session, version, content, at),
    )


def _parties(session: Session, version_id: str) -> list[OrganisationRow]:
    query = (
        select(OrganisationRow)
        .join(PartyRow, PartyRow.organisation_id == OrganisationRow.id)
        .where(PartyRow.version_id == version_id)
        .order_by(OrganisationRow.kind, OrganisationRow.name)
    )
    return list(session.scalars(query))


def _retrospective(facts: Mapping[str, Any]) -> tuple[Pair, ...]:
    if not facts.get("retrospective"):
        return ()
    started = facts.get("processing_started_on") or "before this assessment"
    return (Pair("Retrospective", f"Processing started on {started}, before this assessment"),)


def _signatures(
    kind: str, parties: list[OrganisationRow], facts: Mapping[str, Any]
) -> tuple[SignatureField, ...]:
    """One empty field for each role that may sign: a record fills exactly one of them."""
    healthy = {flow["partner"] for flow in facts.get("flows", ()) if flow.get("health")}
    chains = dict.fromkeys(
        chain_for(kind, row.kind, row.sector, row.slug in healthy if kind == "sharing_agreement" else None)
        for row in parties
    )
    found = dict.fromkeys(
        transition.role
        for chain in chains
        if chain
        for transition in workflow(chain).transitions
        if transition.signing
    )
    return tuple(
        SignatureField(role, roles.TITLES[role], _PURPOSES.get(role, "Signs")) for role in found
    )


def _accepted(
    session: Session, version: VersionRow, content: Content, at: datetime
) -> tuple[Accepted, ...]:
    given = reasons(session, version.id)
    return tuple(
        Accepted(
            place=f"{finding.section} {content.definition.section(finding.section).title}",
            finding=finding.message,
            reasons=given[key].reason,
            by=person_name(session, given[key].person_id),
        )
        for finding in findings_of(session, content, at)
        if (key := finding_key(finding)) in given
    )
