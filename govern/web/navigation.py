"""The main navigation: a table of pages, of which each viewer sees those they may open."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, request, url_for

from govern.web import policy
from govern.web.pieces import Link
from govern.web.viewer import Viewer
from workflows import roles


@dataclass(frozen=True)
class Entry:
    """One entry; `endpoint` is left out while no such page exists or its rule says no."""

    title: str
    endpoint: str


@dataclass(frozen=True)
class Menu:
    """What a viewer may open: the entries in the bar, and those folded away under "More"."""

    shown: list[Link]
    more: list[Link]

    @property
    def more_is_current(self) -> bool:
        """Whether the page that is open is one of those under "More"."""
        return any(entry.current for entry in self.more)


EARLY = {
    roles.OPERATOR: ("gates.index",),
    roles.COORDINATOR: ("counts.index", "reports.index"),
    roles.GOLD: ("gates.index",),
    roles.AUDITOR: ("audit.index",),
    roles.ADMINISTRATOR: ("people.index", "second_person.index"),
}
"""What a role opens daily, and others seldom: it stands before the rest of the menu."""
ROOM = 8
"""So many entries stand on one line of a laptop's screen; "More" takes the place of one."""

ENTRIES = (
    Entry("My work", "my_work.index"),
    Entry("Our sharing", "partners.home"),
    Entry("Documents", "documents.index"),
    Entry("Sign-off wall", "wall.index"),
    Entry("Flows", "flows.index"),
    Entry("Stops", "stops.index"),
    Entry("Connections", "connections.index"),
    Entry("Legacy agreements", "legacy.index"),
    Entry("Readiness checks", "readiness.index"),
    Entry("Clause bank", "clauses.index"),
    Entry("Gates", "gates.index"),
    Entry("Counts", "counts.index"),
    Entry("Reports", "reports.index"),
    Entry("Audit", "audit.index"),
    Entry("Organisations", "organisations.index"),
    Entry("People", "people.index"),
    Entry("Delegations", "delegations.index"),
    Entry("Machines", "clients.index"),
    Entry("Webhooks", "webhooks.index"),
    Entry("Settings", "settings.index"),
    Entry("Two people", "second_person.index"),
)


def menu(app: Flask, viewer: Viewer | None) -> Menu:
    """The entries this viewer may open, folded after the first few when there are many."""
    found = links(app, viewer)
    if len(found) <= ROOM:
        return Menu(found, [])
    return Menu(found[: ROOM - 1], found[ROOM - 1 :])


def links(app: Flask, viewer: Viewer | None) -> list[Link]:
    """The entries this viewer may open; the one whose blueprint is open is marked current."""
    here = (request.endpoint or "").partition(".")[0]
    acting = viewer.acting if viewer else None
    early = EARLY.get(acting.role, ()) if acting else ()
    ordered = sorted(ENTRIES, key=lambda entry: _place(entry, early))
    return [
        Link(entry.title, url_for(entry.endpoint), current=entry.endpoint.partition(".")[0] == here)
        for entry in ordered
        if viewer is not None and policy.may_call(app, entry.endpoint, viewer)
    ]


def _place(entry: Entry, early: tuple[str, ...]) -> int:
    """Where in the menu it stands: one's own work, what one's role opens daily, the rest."""
    if entry.endpoint == "my_work.index":
        return 0
    return 1 if entry.endpoint in early else 2
