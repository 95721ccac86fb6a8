"""Noting that an auditor read a page: which one, about what, when (decision 23)."""

from __future__ import annotations

from govern.installation import Installation
from workflows.engine import Actor


def note_view(installation: Installation, *, by: Actor, page: str, about: str) -> None:
    """Append one event; `page` is the name of a page, `about` the id it was opened with."""
    with installation.writing(by) as writing:
        data = {"page": page, "about": about}
        writing.record("audit_viewed", ("appointment", by.appointment), data)
