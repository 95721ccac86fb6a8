"""What the statuses of agreements and of consultation are called in the counts."""

from __future__ import annotations

from collections.abc import Mapping

STATUSES: Mapping[str, str] = {
    "in_force": "In force",
    "not_started": "Signed, not yet started",
    "closed": "Signed, closed for another reason",
    "suspended": "Suspended",
    "awaiting_signature": "Awaiting signature",
    "held": "Refused, declined or sent back",
    "review": "In review",
    "draft": "In draft",
    "expired": "Expired",
    "ended": "Ended or withdrawn",
}
ICO: Mapping[str, str] = {
    "none": "No consultation recorded",
    "open": "Consultation open",
    "overdue": "Consultation open, reply overdue",
    "closed": "Consultation closed",
}
