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


def preview(installation: Installation, *, by: Actor, version_id: str) -> bytes:
    """The PDF of a version's present text. RenderError when it cannot be laid out in its limits."""
    at = installation.clock.now()
    with installation.reading() as session:
        version = drafted_version(session, by, version_id)
        content = drafts.content(session, version)
        model = model_of(installation, session, version, content, at, "draft")
    cover = replace(model.cover, marking=f"{model.cover.marking} · DRAFT, NOT FOR SIGNATURE")
    identifier = hashlib.sha256(f"draft:{version_id}".encode()).digest()[:16]
    return frozen_pdf(replace(model, cover=cover, signatures=()), identifier=identifier, at=at)
