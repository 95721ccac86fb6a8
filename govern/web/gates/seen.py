"""Whose gates and systems the viewer may know of, and which register is published."""

from __future__ import annotations

from collections.abc import Collection

from govern.commands.register.hints import Number, Numbering
from govern.commands.register.repository import Repository
from govern.web.context import actor, installation, post
from govern.web.gates.blueprint import OVERSEES


def whose() -> tuple[Collection[str] | None, Collection[str] | None]:
    """The forces by slug and by id that the viewer may know of; None for all."""
    if actor().role in OVERSEES:
        return None, None
    return [post().organisation_slug], [post().organisation_id]


def published() -> Number:
    """The register that is published."""
    return Numbering(Repository(installation().settings)).now()
