"""The flows that one stop keeps closed, by its scope, whatever else closes them too."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from govern.register.row import FlowKey, Row
from govern.store.rows.documents import BasisRow
from govern.store.rows.enforcement import StopRow
from govern.store.rows.organisations import OrganisationRow


def kept_closed(session: Session, rows: Mapping[FlowKey, Row], stop_id: str) -> list[Row] | None:
    """Of the live register's rows, in the order of their names; None for a stop that was lifted."""
    stop = session.get_one(StopRow, stop_id)
    if stop.lifted_at is not None:
        return None
    force = _slug(session, stop.force_id) if stop.force_id else None
    of = {stop.scope_id, _slug(session, stop.scope_id)}
    listed = _listed(session, stop.scope_id) if stop.scope_kind == "agreement" else ()
    return [
        rows[key]
        for key in sorted(rows)
        if rows[key].reasons
        and force in (None, key.force)
        and _within(stop.scope_kind, of, key, rows[key].flow, listed)
    ]


def _within(
    scope: str, of: Collection[str | None], key: FlowKey, flow: str, listed: Collection[str]
) -> bool:
    named = {"flow": flow, "force": key.force, "partner": key.partner, "category": key.category}
    if scope == "agreement":
        return flow in listed
    return scope not in named or named[scope] in of  # a scope nobody knows stops everything


def _slug(session: Session, organisation_id: str) -> str | None:
    found = select(OrganisationRow.slug).where(OrganisationRow.id == organisation_id)
    return session.scalar(found)


def _listed(session: Session, agreement: str) -> set[str]:
    """The flows of an agreement, named by its document or by one version."""
    of_it = or_(BasisRow.document_id == agreement, BasisRow.version_id == agreement)
    return set(session.scalars(select(BasisRow.flow_id).where(of_it)))
