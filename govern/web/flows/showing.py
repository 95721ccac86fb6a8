"""One flow: open or closed, why, and every record it stands on; now, or as recorded at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app, render_template, request, url_for

from govern.clock import instant, london
from govern.errors import Invalid, NotFound
from govern.register.explain import Explanation, Unmet, explain
from govern.store import document_pages, flow_history, flows, records
from govern.store.database import Session
from govern.store.rows.documents import BasisRow, FlowRow
from govern.web import policy
from govern.web.context import actor, installation, viewer
from govern.web.filters import moment
from govern.web.flows.blueprint import Route, blueprint, reads, route
from govern.web.flows.chain import BasisBlock, Chains
from govern.web.flows.coming import comes_next, stands
from govern.web.flows.happened import happening
from govern.web.flows.moments import past_instant
from govern.web.flows.needed import needed
from govern.web.flows.particulars import particulars, question
from govern.web.panels import FlowHead
from govern.web.pieces import Fact, Happening, Link


@dataclass(frozen=True)
class FlowPage:
    """Everything about one flow at one instant."""

    crumbs: Sequence[Link]
    title: str
    head: FlowHead
    stops: Sequence[Fact]
    cited: BasisBlock | None
    others: Sequence[BasisBlock]
    facts: Sequence[Fact]
    history: Sequence[Happening]
    now: bool
    at: str
    typed: str
    faults: Sequence[Link]
    address: str
    question: Sequence[Fact]
    stop: str | None
    advise: str | None


@blueprint.get("/flows/<flow_id>")
@reads
def show(flow_id: str) -> str | tuple[str, int]:
    """One flow that the acting organisation may know of, now or as recorded then (`?at=`)."""
    with installation().reading() as session:
        row = flows.one(session, actor(), flow_id)
        page = _page(session, row)
    shown = render_template("flows/show.html", page=page, faults=page.faults)
    return (shown, 422) if page.faults else shown


def _page(session: Session, row: FlowRow) -> FlowPage:
    now = installation().clock.now()
    typed = request.args.get("at", "")[:40]
    then, faults = _asked(typed, now)
    told = _told(row, then, now)
    key = flows.key_of(session, row)
    names = document_pages.names(session)
    here = route(key, names)
    bases = _bases(session, row, told)
    named = flows.sight(session, actor()).people
    history = flow_history.history(session, actor(), row, named=named)
    return FlowPage(
        crumbs=[Link("Flows", url_for("flows.index"))],
        title=here.ends,
        head=_head(row, told, here, now, past=then is not None),
        stops=[_stop(each) for each in told.stops],
        cited=next((block for cited, block in bases if cited), None),
        others=[block for cited, block in bases if not cited],
        facts=particulars(key, told, _cited(session, told), names),
        history=[happening(each) for each in history if each.at <= told.at],
        now=then is None,
        at=told.at,
        typed=typed or f"{london(now):%Y-%m-%dT%H:%M}",
        faults=faults,
        address=url_for("flows.show", flow_id=row.id),
        question=question(key),
        stop=_stop_address(row) if then is None and not _may("stops.advise") else None,
        advise=row.id if then is None and _may("stops.advise") else None,
    )


def _asked(typed: str, now: datetime) -> tuple[datetime | None, list[Link]]:
    try:
        return past_instant(typed, now), []
    except Invalid as fault:
        return None, [Link(fault.faults["at"], "#at")]


def _told(row: FlowRow, then: datetime | None, now: datetime) -> Explanation:
    register = installation().register
    if then is None:
        return register.explain(row.id, now)
    return explain(register.past(then), row.id, then)


def _stop_address(row: FlowRow) -> str | None:
    """Where the viewer stops this flow; None when they may not."""
    return url_for("stops.new", scope="flow", of=row.id) if _may("stops.new") else None


def _may(endpoint: str) -> bool:
    return policy.may_call(current_app, endpoint, viewer())


def _cited(session: Session, told: Explanation) -> BasisRow | None:
    return next((flows.basis(session, each.basis_id) for each in told.bases if each.cited), None)


def _bases(session: Session, row: FlowRow, told: Explanation) -> list[tuple[bool, BasisBlock]]:
    bodies = document_pages.organisations(
        session,
        (
            record.organisation_id
            for basis in told.bases
            for limb in basis.limbs
            for record in limb.evidence
            if record.organisation_id
        ),
    )
    chains = Chains(
        at=told.at,
        names={each: body.name for each, body in bodies.items()},
        may_have=lambda digest: _may_have(session, digest),
        checks=lambda basis_id: needed(session, row, basis_id, instant(told.at)),
    )
    return [(each.cited, chains.block(each)) for each in told.bases]


def _may_have(session: Session, digest: str) -> bool:
    try:
        records.name_of(session, actor(), digest)
    except NotFound:
        return False
    return True


def _head(row: FlowRow, told: Explanation, here: Route, now: datetime, *, past: bool) -> FlowHead:
    turns = () if past else installation().register.coming(row.id, now)
    return FlowHead(
        open=told.open,
        why=told.sentence if past else stands(told, turns),
        sends=here.sends,
        receives=here.receives,
        category=here.category,
        purpose=f"{here.purpose[:1].lower()}{here.purpose[1:]}",
        next_change="" if past else comes_next(told, turns),
        fallback=told.fallback or "",
        safety_critical=bool(row.safety_critical),
    )


def _stop(unmet: Unmet) -> Fact:
    since = [f"Since {moment(unmet.since)}"] if unmet.since else []
    return Fact(unmet.sentence, f"Lifted by: {unmet.cleared_by}", since)
