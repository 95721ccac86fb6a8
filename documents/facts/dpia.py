"""The machine facts of a data protection impact assessment."""

from __future__ import annotations

from typing import Any

from documents.content import Content
from documents.risk import highest


def facts(content: Content) -> dict[str, Any]:
    """Start, review, highest levels (level ids), whether the regulator is consulted, scope."""
    before, after = highest(content, "inherent"), highest(content, "residual")
    return {
        "processing_started_on": content.answers.get("processing_started_on"),
        "retrospective": content.answers.get("dpia_retrospective") is True,
        "review_due_on": content.answers.get("review_due_on"),
        "highest_inherent": before.id if before is not None else None,
        "highest_residual": after.id if after is not None else None,
        "ico_needed": content.text("ico_decision") == "consult",
        "live_processing": content.answers.get("live_processing"),
        "modules": list(content.chosen("modules")),
        "controllers": list(content.chosen("controllers_covered")),
    }
