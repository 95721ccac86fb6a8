"""The machine facts of a local addendum."""

from __future__ import annotations

from typing import Any

from documents.content import Content
from documents.risk import highest


def facts(content: Content) -> dict[str, Any]:
    """Whose addendum it is, which frozen text it adds to, review and highest levels (level ids)."""
    before, after = highest(content, "inherent"), highest(content, "residual")
    return {
        "force": content.answers.get("force"),
        "core_reference": content.answers.get("core_reference"),
        "core_version": content.answers.get("core_version"),
        "core_digest": content.answers.get("core_digest"),
        "review_due_on": content.answers.get("review_due_on"),
        "highest_inherent": before.id if before is not None else None,
        "highest_residual": after.id if after is not None else None,
        "ico_needed": content.text("ico_decision") == "consult",
    }
