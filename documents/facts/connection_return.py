"""What a frozen connection return tells later rooms: who, which profile, and what bars it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from documents import connection
from documents.content import Content
from documents.periods import months_after

_VALID_MONTHS = 12


def facts(content: Content) -> dict[str, Any]:
    """Facts as JSON. `expires_on` is the last London day of a certificate given on this return."""
    replies = tuple(connection.replies(content))
    evidence = [
        {"control": one.id, "expires_on": row["expires_on"]}
        for one in replies
        if one.applies
        for row in one.evidence
        if row.get("expires_on")
    ]
    return {
        "partner": content.answers.get("organisation"),
        "profile": content.answers.get("profile"),
        "code_version": content.answers.get("code_version"),
        "answers": {one.id: one.state for one in replies if one.applies and one.state},
        "blocking": list(connection.blocking(content)),
        "partial": list(connection.partial(content)),
        "remediation": [
            {"control": row.get("control"), "due_on": row.get("due_on")}
            for row in content.rows("remediation")
        ],
        "evidence": evidence,
        "returned_on": content.answers.get("returned_on"),
        "expires_on": _expires_on(content.answers.get("returned_on")),
    }


def _expires_on(returned_on: str | None) -> str | None:
    if returned_on is None:
        return None
    end = months_after(dt.date.fromisoformat(returned_on), _VALID_MONTHS)
    return (end - dt.timedelta(days=1)).isoformat()
