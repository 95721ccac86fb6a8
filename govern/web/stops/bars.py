"""The bars that say on every affected page that something is stopped."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flask import current_app, request, url_for

from govern.store import stops
from govern.store.database import Session
from govern.web import policy
from govern.web.context import installation
from govern.web.filters import plural
from govern.web.gates.bars import drift_bar, observe_bar
from govern.web.pieces import Link
from govern.web.viewer import Viewer
from workflows.engine import Actor

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class StopBar:
    """One sentence across the top of a page, and where to read more."""

    text: str
    link: Link


def bars(viewer: Viewer | None) -> list[StopBar]:
    """What is stopped that touches this viewer: emergency stops everywhere, a suspended agreement
    on its own pages. A page is never lost over its bar.
    """
    if viewer is None or viewer.actor is None:
        return []
    try:
        with installation().reading() as session:
            found = [*_kills(session, viewer, viewer.actor), *_suspended(session, viewer.actor)]
            more = (drift_bar(session, viewer), observe_bar(viewer))
        return [*found, *(StopBar(*bar) for bar in more if bar)]
    except Exception:  # noqa: BLE001 - this stands on error pages too, which must appear
        _LOG.exception("the stops in force could not be read for the top of a page")
        return []


def _kills(session: Session, viewer: Viewer, actor: Actor) -> list[StopBar]:
    if not stops.any_kill(session):
        return []
    if policy.may_call(current_app, "stops.index", viewer):
        found = [each for each in stops.present(session, actor) if each.kind == "kill"]
        return [_bar(found)] if found else []
    return _partners(viewer)


def _bar(found: list[stops.SeenStop]) -> StopBar:
    more = f", and {plural(len(found) - 1, 'other')}" if len(found) > 1 else ""
    said = f"Emergency stop in force: {found[0].what}{more}. Use the fallback channels."
    if len(found) == 1:
        where = url_for("stops.show", stop_id=found[0].id, _anchor="instead")
        return StopBar(said, Link("See what to use instead", where))
    return StopBar(said, Link("See the stops", url_for("stops.index")))


def _partners(viewer: Viewer) -> list[StopBar]:
    """A partner is told how many of its flows are closed, and not by whom or why."""
    if viewer.acting is None or viewer.acting.organisation_kind != "partner":
        return []
    rows = installation().register.at(installation().clock.now()).register.rows
    mine = viewer.acting.organisation_slug
    closed = sum("kill_switch" in row.reasons for key, row in rows.items() if key.partner == mine)
    if not closed:
        return []
    said = f"An emergency stop closes {plural(closed, 'flow')} of yours. Use the fallback channels."
    return [StopBar(said, Link("See the flows", url_for("flows.index", reason="kill_switch")))]


def _suspended(session: Session, actor: Actor) -> list[StopBar]:
    """On the pages of a document: the suspensions of it that the viewer may know of."""
    document_id = (request.view_args or {}).get("document_id")
    if document_id is None:
        return []
    found = [
        each
        for each in stops.present(session, actor)
        if each.kind == "suspension" and each.scope_id == document_id
    ]
    return [
        StopBar(
            f"Suspended for {each.force}: no flow of theirs stands on this agreement now.",
            Link("See the stop", url_for("stops.show", stop_id=each.id)),
        )
        for each in found
    ]
