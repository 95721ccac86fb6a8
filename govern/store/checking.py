"""What stands outside a text when it is checked: its findings, and the facts its workflow asks
for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from documents.content import Content, unfinished
from documents.findings import findings
from documents.findings.finding import Context, Finding, Level, OrgFacts
from documents.risk import MATRIX
from govern.clock import london
from govern.store import drafts
from govern.store.rows.documents import DocumentRow, VersionRow
from govern.store.rows.organisations import (
    AdoptionRow,
    OrganisationRow,
    PolicyDocumentRow,
    SettingRow,
)
from govern.store.rows.sign_offs import SignOffRow
from govern.store.rows.working import CommentRow, FindingReasonRow
from govern.store.standing import standing
from workflows.engine import Actor, Facts


def context(session: Session, at: datetime) -> Context:
    """The London date, the organisations, their appropriate policy documents and what each force
    has adopted.
    """
    organisations = list(session.scalars(select(OrganisationRow)))
    return Context(
        today=london(at).date(),
        organisations={
            row.slug: OrgFacts(
                kind=row.kind,
                name=row.name,
                sector=row.sector,
                competent=(row.settings or {}).get("competent", {}),
            )
            for row in organisations
        },
        policy_documents=_policy_documents(session, organisations),
        has_adopted=_adopted(session),
        risk_matrix=risk_matrix(session),
    )


def risk_matrix(session: Session) -> str | None:
    """The matrix that the installation sets for every document, if it does."""
    row = session.get(SettingRow, MATRIX)
    return str(row.value) if row is not None else None


def findings_of(session: Session, content: Content, at: datetime) -> list[Finding]:
    """Every finding on a text, the stops first."""
    found = findings(content, context(session, at))
    return sorted(found, key=lambda finding: finding.level is not Level.STOP)


def finding_key(finding: Finding) -> str:
    """The name under which a lawyer's reasons for an advice finding are kept."""
    return ":".join((finding.code, finding.question, finding.row or ""))[:128]


def reasons(session: Session, version_id: str) -> Mapping[str, FindingReasonRow]:
    """finding key -> the reasons a lawyer gave for going on against advice."""
    query = select(FindingReasonRow).where(FindingReasonRow.version_id == version_id)
    return {row.finding: row for row in session.scalars(query)}


def unresolved_changes(session: Session, document_id: str) -> int:
    """How many requests for changes on the document stand neither resolved nor overruled."""
    query = select(func.count()).where(
        CommentRow.document_id == document_id,
        CommentRow.asks_for_changes,
        CommentRow.resolved_at.is_(None),
        CommentRow.recalled_at.is_(None),
    )
    return session.scalar(query) or 0


def version_facts(
    session: Session, actor: Actor, version: VersionRow, at: datetime, demonstration: bool
) -> Facts:
    """The facts by which the document workflow judges an act on this version."""
    document = session.get_one(DocumentRow, version.document_id)
    text = drafts.content(session, version)
    stops = [f for f in findings_of(session, text, at) if f.level is Level.STOP]
    adoption = session.get(AdoptionRow, f"{version.definition}:{version.definition_version}")
    return Facts(
        at=at,
        organisation=document.drafter_id,
        document_kind=document.kind,
        version_status=version.status,
        drafters=drafts.drafters(session, version.id),
        acts=(),
        elsewhere=(),
        stop_findings=len(stops),
        missing_answers=len(unfinished(text)),
        unresolved_changes=unresolved_changes(session, document.id),
        complete_sign_offs=_complete(session, version.id),
        definition_adopted=adoption is not None,
        demonstration=demonstration,
        core_frozen=core_frozen(session, document),
        **standing(session, actor, at),
    )


def _complete(session: Session, version_id: str) -> int:
    query = select(func.count()).where(
        SignOffRow.version_id == version_id, SignOffRow.outcome.in_(("complete", "carried"))
    )
    return session.scalar(query) or 0


def core_frozen(session: Session, document: DocumentRow) -> bool:
    """Whether the digest that an addendum cites is that of a frozen version."""
    if not document.core_digest:
        return False
    query = select(VersionRow.id).where(
        VersionRow.pdf_digest == document.core_digest, VersionRow.status == "frozen"
    )
    return session.scalar(query) is not None


def _policy_documents(
    session: Session, organisations: list[OrganisationRow]
) -> dict[str, date | None] | None:
    """None while the installation keeps no list of policy documents at all: then the text's own
    table counts.
    """
    slugs = {row.id: row.slug for row in organisations}
    query = select(PolicyDocumentRow).order_by(PolicyDocumentRow.reviewed_on)
    found: dict[str, date | None] = {
        slugs[row.organisation_id]: date.fromisoformat(row.review_due_on)
        for row in session.scalars(query)
    }
    return found or None


def _adopted(session: Session) -> dict[str, frozenset[str]]:
    query = (
        select(DocumentRow.kind, OrganisationRow.slug)
        .join(SignOffRow, SignOffRow.document_id == DocumentRow.id)
        .join(OrganisationRow, OrganisationRow.id == SignOffRow.organisation_id)
        .where(SignOffRow.outcome.in_(("complete", "carried")))
    )
    adopted: dict[str, set[str]] = {}
    for kind, slug in session.execute(query):
        adopted.setdefault(kind, set()).add(slug)
    return {kind: frozenset(slugs) for kind, slugs in adopted.items()}
