"""What the statuses of agreements and of consultation are called in the counts."""

from __future__ import annotations

from collections.abc import Mapping

from govern.store.counting.standing import Adoption

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
    "none": "No consultation on any version",
    "open": "Consultation open",
    "overdue": "Consultation open, reply overdue",
    "closed": "Consultation closed",
}


def consultation(each: Adoption) -> str:
    """Where the consultation of the regulator stands on a text, and on which of its versions.

    A newer version that was not consulted on says so, and what became of the one before it that
    was: consulting on one version is no consultation on the next.
    """
    said = ICO[each.ico]
    if each.ico_version in (None, each.version):
        return said
    earlier = said[:1].lower() + said[1:]
    return f"None on version {each.version}; on version {each.ico_version}: {earlier}"
