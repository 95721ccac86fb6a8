"""Print a draft as it stands, marked on every page as a draft that nobody signs."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from govern.commands.documents.opened import drafted_version
from govern.commands.documents.printing import model_of
from govern.installation import Installation
from govern.records.printing import frozen_pdf
from govern.store import drafts
from workflows.engine import Actor

_PRINTED = {"Frozen on": "Printed on"}
"""What the cover of a frozen text says and a draft's may not."""


def preview(installation: Installation, *, by: Actor, version_id: str) -> bytes:
    """The PDF of a version's present text. RenderError when it cannot be laid out in its limits."""
    at = installation.clock.now()
    with installation.reading() as session:
        version = drafted_version(session, by, version_id)
        content = drafts.content(session, version)
        model = model_of(installation, session, version, content, at, "draft")
    facts = [replace(it, label=_PRINTED.get(it.label, it.label)) for it in model.cover.facts]
    marking = f"{model.cover.marking} · DRAFT"
    cover = replace(model.cover, marking=marking, facts=tuple(facts))
    identifier = hashlib.sha256(f"draft:{version_id}".encode()).digest()[:16]
    return frozen_pdf(replace(model, cover=cover, signatures=()), identifier=identifier, at=at)
