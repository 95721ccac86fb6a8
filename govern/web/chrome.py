"""The frame of every page: who is looking, where they can go, what just happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, flash, get_flashed_messages, url_for

from govern.bodies import Bodies
from govern.web import navigation, policy
from govern.web.context import installation, viewer_or_none
from govern.web.pieces import Link
from govern.web.stops.bars import StopBar, bars
from govern.web.viewer import Viewer

SERVICE = "Govern"
_PLACE = "at:"
"""Marks a message that is shown at a place of the page rather than at its top."""
_FOOTER = (
    ("Check a record", "verify.index"),
    ("Accessibility", "about.accessibility"),
    ("How this service works", "about.index"),
)


@dataclass(frozen=True)
class Message:
    """One sentence shown once at the top of the next page: `success` or `notice`."""

    text: str
    kind: str


@dataclass(frozen=True)
class Chrome:
    """The frame's values; what costs something is asked for by the template when it needs it."""

    app: Flask
    service: str
    demonstration: bool
    viewer: Viewer | None
    now: datetime
    idle_seconds: int

    @property
    def home(self) -> str:
        """Where the service's name leads: the viewer's work, or sign-in."""
        mine = policy.may_call(self.app, "my_work.index", self.viewer)
        return url_for("my_work.index" if mine else "front.index")

    def searches(self) -> bool:
        """Whether this viewer may search, and so has the box for it."""
        return policy.may_call(self.app, "search.index", self.viewer)

    def navigation(self) -> navigation.Menu:
        """The main entries that this viewer may open."""
        return navigation.menu(self.app, self.viewer)

    def footer(self) -> list[Link]:
        """The pages for everyone, as far as they exist."""
        return [
            Link(text, url_for(endpoint))
            for text, endpoint in _FOOTER
            if policy.may_call(self.app, endpoint, self.viewer)
        ]

    def stopped(self) -> list[StopBar]:
        """What is stopped that touches this viewer."""
        return bars(self.viewer)

    def messages(self) -> list[Message]:
        """What earlier requests wanted said, each once."""
        said: list[Any] = get_flashed_messages(with_categories=True)
        return [Message(text, kind) for kind, text in said if not kind.startswith(_PLACE)]

    def said_at(self, place: str) -> str:
        """What an earlier request wanted said at that place of the page, if anything."""
        found: list[Any] = get_flashed_messages(category_filter=[_PLACE + place])
        return " ".join(found)


def say(text: str, kind: str = "success") -> None:
    """Show a sentence at the top of the next page."""
    flash(text, kind)


def say_at(place: str, text: str) -> None:
    """Show a sentence where the next page opens: at an anchor far below its top."""
    flash(text, _PLACE + place)


def install(app: Flask) -> None:
    """Give every template its `chrome`, and what the `bodies` outside are called."""

    def chrome() -> dict[str, Chrome | Bodies]:
        here = installation()
        return {
            "chrome": Chrome(
                app=app,
                service=SERVICE,
                demonstration=here.demonstration,
                viewer=viewer_or_none(),
                now=here.clock.now(),
                idle_seconds=idle_minutes(here.demonstration, here.settings.idle_minutes) * 60,
            ),
            "bodies": here.settings.bodies,
        }

    app.context_processor(chrome)


def idle_minutes(demonstration: bool, set_to: int) -> int:
    """Minutes without a request that end a sign-in; a demonstration waits an hour at least."""
    return max(set_to, 60) if demonstration else set_to
