"""What a frozen code of connection tells later rooms: its controls and who is asked which."""

from __future__ import annotations

from typing import Any

from documents import catalogue
from documents.content import Content


def facts(content: Content) -> dict[str, Any]:
    """Facts as JSON: review date, lease, controls, the mandatory ones, and controls by profile."""
    rows = [row for row in content.rows("controls") if row.get("control")]
    profiles = [row["id"] for row in catalogue.reference("profiles")]
    return {
        "starts_on": content.answers.get("starts_on"),
        "review_due_on": content.answers.get("review_due_on"),
        "lease_seconds": (content.answers.get("lease_hours") or 8) * 3600,
        "validity_months": content.answers.get("validity_months") or 12,
        "controls": [row["control"] for row in rows],
        "mandatory": [row["control"] for row in rows if row.get("mandatory") is True],
        "profiles": {
            profile: [row["control"] for row in rows if profile in (row.get("profiles") or ())]
            for profile in profiles
        },
    }
