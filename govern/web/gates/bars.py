"""The bar that says on every page of a force that nothing but emergency stops is enforced."""

from __future__ import annotations

from flask import url_for

from govern.clock import text
from govern.register.observe import observed_until
from govern.web.context import installation
from govern.web.filters import until
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
