"""The main navigation: a table of pages, of which each viewer sees those they may open."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request, url_for

from govern.web import policy
from govern.web.pieces import Link
from govern.web.viewer import Viewer


@dataclass(frozen=True)
class Entry:
    """One entry; `endpoint` is left out while no such page exists or its rule says no."""

    title: str
    endpoint: str


ENTRIES = (
    Entry("My work", "my_work.index"),
    Entry("Our sharing", "partners.home"),
    Entry("Documents", "documents.index"),
    Entry("Clause bank", "clauses.index"),
    Entry("Sign-off wall", "wall.index"),
    Entry("Flows", "flows.index"),
    Entry("Connections", "connections.index"),
    Entry("Readiness checks", "readiness.index"),
    Entry("Stops", "stops.index"),
    Entry("Gates", "gates.index"),
    Entry("Counts", "counts.index"),
    Entry("Reports", "reports.index"),
    Entry("Audit", "audit.index"),
    Entry("Organisations", "organisations.index"),
    Entry("People", "people.index"),
    Entry("Delegations", "delegations.index"),
    Entry("Machines", "clients.index"),
    Entry("Settings", "settings.index"),
    Entry("Two people", "second_person.index"),
)


def links(app: Flask, viewer: Viewer | None) -> list[Link]:
    """The entries this viewer may open; the one whose blueprint is open is marked current."""
    here = (request.endpoint or "").partition(".")[0]
    return [
        Link(entry.title, url_for(entry.endpoint), current=entry.endpoint.partition(".")[0] == here)
        for entry in ENTRIES
        if viewer is not None and policy.may_call(app, entry.endpoint, viewer)
    ]
