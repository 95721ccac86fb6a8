"""An organisation's settings for itself, such as whether its DPO may stop a flow directly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from govern.commands.authority import require
from govern.commands.organisations.own_settings import checked
from govern.commands.reading import Reading
from govern.installation import Installation
from govern.store import organisations
from workflows import roles
from workflows.engine import Actor

# Those who answer for the organisation; the system's administrators have no say in it.
DECIDERS = frozenset({roles.CHIEF_CONSTABLE, roles.SIRO, roles.SIGNATORY})


def set_organisation_settings(
    installation: Installation,
    *,
    by: Actor | None,
    organisation_id: str,
    settings: Mapping[str, Any],
) -> dict[str, Any]:
    """Change the named settings, leave the others, and return them all. None takes one away."""
    with installation.writing(by) as writing:
        require(writing, by, DECIDERS, organisation=organisation_id)
        row = organisations.acting(writing.session, organisation_id)
        merged = {**(row.settings or {}), **settings}
        kept = {name: value for name, value in merged.items() if value is not None}
        read = Reading()
        checked(read, row.kind, kept)
        read.done()
        subject = ("organisation", organisation_id)
        writing.record("organisation_setting_changed", subject, {"settings": kept})
    return kept
