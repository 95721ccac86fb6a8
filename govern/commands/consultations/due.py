"""Until when the regulator's reply is due, by the law under which it was consulted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from documents.dates import article_36_reply_due, section_65_reply_due
from govern.clock import london_end_of, text
from govern.errors import Conflict
from govern.store import consultation_pages
from govern.store.consultation_pages import UK_GDPR, ReplyClock
from govern.store.rows.enforcement import ConsultationRow


def reply_clock(session: Session, row: ConsultationRow) -> ReplyClock:
    """How the time to reply has run so far. Conflict before anything was sent."""
    found = consultation_pages.reply_clock(consultation_pages.steps(session, row.id))
    if found is None:
        raise Conflict("this consultation was not sent yet")
    return found


def due_at(session: Session, row: ConsultationRow, clock: ReplyClock) -> str | None:
    """The instant at which the last day to reply ends in London, which the ledger keeps.

    Six weeks beginning with receipt (DPA 2018 s.65(5), the later reading of the two) and the month
    of s.65(6) when extended; no stop moves them. For an assessment that is under the UK GDPR alone,
    the eight or fourteen weeks of Article 36(2) and the days for which its clock stood; None while
    it stands.
    """
    if consultation_pages.law(session, row.version_id) != UK_GDPR:
        _, later = section_65_reply_due(clock.received, extended=clock.extended)
        return text(london_end_of(later))
    if clock.standing_since is not None:
        return None
    last = article_36_reply_due(
        clock.received, extended=clock.extended, stopped_days=clock.stopped_days
    )
    return text(london_end_of(last))
