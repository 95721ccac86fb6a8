"""From the flow schedule of an agreement to the flows it lists and the bases it gives them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from govern.clock import london_end_of, text
from govern.errors import Conflict
from govern.store.identifiers import new_id
from govern.store.rows.documents import DocumentRow, FlowRow, VersionRow
from govern.store.rows.organisations import OrganisationRow
from govern.store.writing import Writing

FIVE = ("force_id", "partner_id", "category", "purpose", "direction")


def listed(w: Writing, version: VersionRow, facts: dict[str, Any]) -> dict[str, Any]:
    """{"flows": new flows, "bases": one for each listed flow}: a flow keeps its one permanent id
    (decision 2).
    """
    slugs = dict(w.session.execute(select(OrganisationRow.slug, OrganisationRow.id)).all())
    rests = _rests_on(w.session, facts)
    flows: list[dict[str, Any]] = []
    bases: list[dict[str, Any]] = []
    for row in facts["flows"]:
        five = {
            "force_id": _known(slugs, row["force"]),
            "partner_id": _known(slugs, row["partner"]),
            "category": row["category"],
            "purpose": row["purpose"],
            "direction": row["direction"],
        }
        safety = {"safety_critical": row["safety_critical"], "fallback": row["fallback"]}
        flow_id = _existing(w.session, five)
        if flow_id is None:
            flow_id = new_id()
            flows.append({"id": flow_id, **five, **safety})
        bases.append(
            {
                "id": new_id(),
                "flow_id": flow_id,
                "document_id": version.document_id,
                "version_id": version.id,
                "starts_at": _start(facts["starts_on"]),
                "ends_at": _end(facts["ends_on"]),
                "review_due_at": _end(facts["review_due_on"]) if facts["review_due_on"] else None,
                **rests,
                **safety,
                "powers": row["powers"],
                "obligations": [{"id": each} for each in row["obligations"]],
                "readiness": row["readiness"],
                "allowance_seconds": row["allowance_seconds"],
                "all_or_none": facts["all_or_none"],
            }
        )
    return {"flows": flows, "bases": bases}


def _rests_on(session: Session, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "dpia_document_id": _only(session, "dpia", facts.get("dpia_reference")),
        "dpia_min_version": facts["dpia_min_version"],
        "code_document_id": _only(session, "code_of_connection", facts.get("code_reference")),
        "code_min_version": facts["code_min_version"],
    }


def _only(session: Session, kind: str, reference: str | None) -> str:
    """The document an agreement names, or the consortium's only one of its kind."""
    query = select(DocumentRow.id).where(DocumentRow.kind == kind, DocumentRow.state == "live")
    named = query.where(DocumentRow.reference == reference) if reference else query
    found = session.scalars(named.order_by(DocumentRow.number)).first()
    if found is None:
        raise Conflict(f"the agreement names a {kind.replace('_', ' ')} that is not there")
    return found


def _known(slugs: dict[str, str], slug: str) -> str:
    if slug not in slugs:
        raise Conflict(f"the flow schedule names {slug}, which is no organisation here")
    return slugs[slug]


def _existing(session: Session, five: dict[str, str]) -> str | None:
    query = select(FlowRow.id).where(*(getattr(FlowRow, name) == five[name] for name in FIVE))
    return session.scalar(query)


def _start(on: str) -> str:
    """The London day `on` begins where the day before it ends."""
    return text(london_end_of(date.fromisoformat(on) - timedelta(days=1)))


def _end(on: str) -> str:
    """Ends are exclusive: the instant at which the London day after `on` begins (decision 30)."""
    return text(london_end_of(date.fromisoformat(on)))
