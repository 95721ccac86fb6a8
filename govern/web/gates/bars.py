"""The bars that say on every page of a force that something runs which should be off, and that
nothing but emergency stops is enforced.
"""

from __future__ import annotations

from flask import url_for

from govern.clock import text
from govern.register.observe import observed_until
from govern.store.database import Session
from govern.store.drift import alarms
from govern.web.context import installation
from govern.web.filters import until
from govern.web.gates.blueprint import OVERSEES
from govern.web.pieces import Link
from govern.web.viewer import Viewer


def observe_bar(viewer: Viewer) -> tuple[str, Link] | None:
    """The sentence and where to read more; None while everything is enforced."""
    post, here = viewer.acting, installation()
    if post is None or post.organisation_kind != "force":
        return None
    now = here.clock.now()
    ends = observed_until(here.register.facts(now), post.organisation_id, text(now))
    if ends is None:
        return None
    said = f"Observe mode until {until(ends)}: only emergency stops are enforced."
    return said, Link("See the gates", url_for("gates.index"))


def drift_bar(session: Session, viewer: Viewer) -> tuple[str, Link] | None:
    """The alarm that is on for the viewer's force, for those who watch over it that of any force;
    None while there is none.
    """
    post = viewer.acting
    if post is None or not (post.organisation_kind == "force" or post.role in OVERSEES):
        return None
    systems = alarms(session, None if post.role in OVERSEES else post.organisation_slug)
    if not systems:
        return None
    said = f"Alarm: sharing runs in {', '.join(systems)} that should be off."
    return said, Link("See what runs", url_for("gates.index"))
