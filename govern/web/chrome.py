"""The frame of every page: who is looking, where they can go, what just happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, flash, get_flashed_messages, url_for

from govern.web import navigation, policy
from govern.web.context import installation, viewer_or_none
from govern.web.pieces import Link
from govern.web.stops.bars import StopBar, bars
from govern.web.viewer import Viewer

SERVICE = "Govern"
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

    def navigation(self) -> list[Link]:
        """The main entries that this viewer may open."""
        return navigation.links(self.app, self.viewer)

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
        return [Message(text, kind) for kind, text in said]


def say(text: str, kind: str = "success") -> None:
    """Show a sentence at the top of the next page."""
    flash(text, kind)


def install(app: Flask) -> None:
    """Give every template its `chrome`."""

    def chrome() -> dict[str, Chrome]:
        here = installation()
        return {
            "chrome": Chrome(
                app=app,
                service=SERVICE,
                demonstration=here.demonstration,
                viewer=viewer_or_none(),
                now=here.clock.now(),
                idle_seconds=idle_minutes(here.demonstration, here.settings.idle_minutes) * 60,
            )
        }

    app.context_processor(chrome)


def idle_minutes(demonstration: bool, set_to: int) -> int:
    """Minutes without a request that end a sign-in; a demonstration waits an hour at least."""
    return max(set_to, 60) if demonstration else set_to
