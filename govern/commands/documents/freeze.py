"""Freeze a version: its text becomes canonical bytes and one PDF, and every party's sign-off
opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from documents.content import Content
from documents.facts import facts as machine_facts
from govern.commands.documents.listing import listed
from govern.commands.documents.printing import Printed, printed, status_token
from govern.commands.signing.open_sign_off import open_sign_off
from govern.errors import Conflict
from govern.installation import Installation
from govern.store import access, drafts
from govern.store.checking import version_facts
from govern.store.identifiers import new_id
from govern.store.rows.documents import DocumentRow, PartyRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.writing import Writing
from workflows.catalogue import chain_for, workflow
from workflows.engine import Actor, move
from workflows.table import Workflow


@dataclass(frozen=True)
class _Ready:
    content: Content
    facts: dict[str, Any]
    token: str
    pdf: Printed


def freeze(installation: Installation, *, by: Actor, version_id: str) -> str:
    """Freeze a version in review; returns the SHA-256 (hex) of the PDF that people will sign.

    Refused with every reason (stops open, answers missing, changes asked for, definition not
    adopted: decision 33). The PDF is rendered before the transaction; Conflict when the text
    changed meanwhile.
    """
    ready = _prepare(installation, by, version_id)
    digest = installation.archive.put(ready.pdf.content)
    with installation.writing(by) as w:
        version = access.version(w.session, by, version_id)
        _judge(installation, w, by, version)
        if drafts.content(w.session, version).digest() != ready.content.digest():
            raise Conflict("the text changed while it was being printed: freeze it again")
        parties = _chains(w, version, ready.facts)
        data: dict[str, Any] = {
            "content_digest": ready.content.digest().removeprefix("sha256:"),
            "pdf_digest": digest,
            "pages": ready.pdf.pages,
            "status_token": ready.token,
            "facts": ready.facts,
            "parties": parties,
        }
        if version.definition == "sharing_agreement":
            data |= listed(w, version, ready.facts)
        w.record("version_frozen", ("version", version_id), data)
        _open(w, version_id, parties)
    return digest


def _prepare(installation: Installation, by: Actor, version_id: str) -> _Ready:
    with installation.reading() as session:
        version = access.version(session, by, version_id)
        at = installation.clock.now()
        _refuse(installation, by, version, session, at)
        content = drafts.content(session, version)
        token = status_token(installation, version)
        pdf = printed(installation, session, version, content, at, token)
        return _Ready(content, machine_facts(content), token, pdf)


def _refuse(
    installation: Installation, by: Actor, version: VersionRow, session: Any, at: Any
) -> None:
    facts = version_facts(session, by, version, at, installation.demonstration)
    move(workflow("document", version.workflow_version), version.status, "freeze", by, facts)


def _judge(installation: Installation, w: Writing, by: Actor, version: VersionRow) -> None:
    _refuse(installation, by, version, w.session, w.at)


def _chains(w: Writing, version: VersionRow, facts: dict[str, Any]) -> list[dict[str, Any]]:
    document = w.session.get_one(DocumentRow, version.document_id)
    found = w.session.execute(
        select(PartyRow, OrganisationRow)
        .join(OrganisationRow, OrganisationRow.id == PartyRow.organisation_id)
        .where(PartyRow.version_id == version.id)
        .order_by(OrganisationRow.slug)
    ).all()
    healthy = _health_partners(facts)
    return [
        {"id": party.id, "chain": chain, "required_roles": list(_deciders(chain))}
        for party, organisation in found
        if (
            chain := chain_for(
                document.kind,
                organisation.kind,
                organisation.sector,
                organisation.slug in healthy if document.kind == "sharing_agreement" else None,
            )
        )
    ]


def _health_partners(facts: dict[str, Any]) -> frozenset[str]:
    """Partners with which the agreement moves health or care data: their Caldicott Guardian
    confirms.
    """
    return frozenset(flow["partner"] for flow in facts.get("flows", ()) if flow.get("health"))


def _deciders(chain: str) -> tuple[str, ...]:
    table: Workflow = workflow(chain)
    done = {row.start for row in table.transitions if row.end == table.done}
    return tuple(dict.fromkeys(row.role for row in table.transitions if row.start in done))


def _open(w: Writing, version_id: str, parties: list[dict[str, Any]]) -> None:
    version = w.session.get_one(VersionRow, version_id, populate_existing=True)
    document = w.session.get_one(DocumentRow, version.document_id)
    if document.kind == "connection_return":
        _open_connection(w, document, version)
    for party in parties:
        row = w.session.get_one(PartyRow, party["id"])
        if party["chain"] != "connection_acceptance":
            open_sign_off(w, version, row.organisation_id, party["chain"])


def _open_connection(w: Writing, document: DocumentRow, version: VersionRow) -> None:
    code = w.session.scalars(
        select(DocumentRow).where(DocumentRow.kind == "code_of_connection")
    ).first()
    if code is None:
        raise Conflict("there is no code of connection to answer yet")
    facts = version.facts or {}
    w.record(
        "connection_opened",
        ("connection", new_id()),
        {
            "organisation_id": document.drafter_id,
            "document_id": document.id,
            "version_id": version.id,
            "code_document_id": code.id,
            "code_version": facts.get("code_version") or 1,
            "profile": facts["profile"],
            "lead_force_id": document.owner_id,
        },
    )
