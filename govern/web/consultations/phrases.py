"""What the states of a consultation of the ICO are called, and what its dates mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from documents.dates import (
    article_36_reply_due,
    section_65_extension_told_by,
    section_65_reply_due,
)
from govern.clock import london
from govern.store.consultation_pages import UK_GDPR, ReplyClock, Step, Stop, reply_clock
from govern.store.rows.enforcement import ConsultationRow
from govern.web.filters import day, plural
from govern.web.pieces import Colour, Fact, Tag

STATES: Mapping[str, tuple[str, Colour]] = {
    "needed": ("Needed", "yellow"),
    "sent": ("Sent", "light-blue"),
    "acknowledged": ("Acknowledged", "light-blue"),
    "accepted": ("Accepted", "light-blue"),
    "not_accepted": ("Not accepted", "orange"),
    "extended": ("Extended", "orange"),
    "advice_received": ("Advice received", "blue"),
    "closed": ("Closed", "grey"),
}
MEANINGS: Mapping[str, str] = {
    "needed": "The SIRO referred the assessment; nothing has been sent yet.",
    "sent": "The regulator has it. The six weeks run from the day of receipt.",
    "acknowledged": "The regulator confirmed that it arrived.",
    "accepted": "The regulator accepted it for consultation; advice may follow.",
    "not_accepted": "The regulator did not accept it. It can be put right and sent again.",
    "extended": "The regulator extended the six weeks by one month.",
    "advice_received": "The regulator's written advice is here. The SIRO answers it and closes.",
    "closed": "The SIRO closed it. The sign-off is decided on its own page.",
}
CLOCK = {
    "consultation_clock_stopped": "The regulator waits for information: its clock stands",
    "consultation_clock_restarted": "The regulator has what it asked for: its clock runs again",
}
PART_3 = "part_3"
DECISIONS = {"continue": "Continue", "stop": "Stop"}
COUNTING = (
    "The law counts six weeks beginning with receipt (Data Protection Act 2018 section 65(5)). "
    "Whether the day of receipt itself counts is for counsel, so both dates are shown; keep your "
    "own duties by the earlier. Passing either date changes nothing: no reply is no approval, and "
    "the hold stays until the SIRO closes the consultation."
)
COUNTING_ARTICLE_36 = (
    "The law counts eight weeks from receipt, fourteen when extended (UK GDPR Article 36(2)). The "
    "clock stands while the regulator waits for information that it asked for: record when it "
    "stops and when it runs again. Passing the date changes nothing: no reply is no approval, and "
    "the hold stays until the SIRO closes the consultation."
)
TOLD = "With its reasons, within one month beginning with receipt (section 65(7))."
STOPS = (
    "Eight weeks, fourteen when extended. This clock stands while the regulator waits for "
    "information that it asked for. Section 65 has no such stop: its dates stay."
)
STANDS = "The clock has stood since {}: the date moves on by every day until it runs again."


def titled(type: str, state: str, decision: str, on: date | str | None) -> str:
    """What was recorded of a consultation by an event of that type, with its day if it has one."""
    if decision:
        return f"What is live already: {DECISIONS[decision].lower()}"
    words = CLOCK.get(type) or STATES.get(state, (state,))[0]
    return f"{words}, on {day(on)}" if on else words


def state_tag(state: str) -> Tag:
    """Where a consultation stands, as a tag."""
    words, colour = STATES.get(state, (state, "grey"))
    return Tag(words, colour)


def due_words(steps: Sequence[Step], law: str, now: datetime) -> list[str]:
    """By which days the reply is due, the first first, as a list has room for; none before the
    regulator has received anything.
    """
    clock = reply_clock(steps)
    if clock is None:
        return []
    if law == UK_GDPR:
        since = clock.standing_since
        stands = [f"The clock stands since {day(since)}"] if since else []
        return [day(_article_36(clock, now)), *stands]
    first, later = section_65_reply_due(clock.received, extended=clock.extended)
    return [day(first), f"or {day(later)}, not counting the day of receipt"]


def due_facts(row: ConsultationRow, steps: Sequence[Step], law: str, now: datetime) -> list[Fact]:
    """When it was received and the days by which a reply is due, under each law that applies."""
    clock = reply_clock(steps)
    if clock is None:
        return [Fact("Reply due", "Counted from the day the regulator receives it")]
    waits = row.closed_at is None and row.state not in ("advice_received", "not_accepted")
    facts = [Fact("Received by the regulator", day(clock.received))]
    if law != UK_GDPR:
        facts += _section_65(clock, now, waits=waits)
    if law != PART_3:
        due = _article_36(clock, now)
        since = clock.standing_since
        passed = [] if since else _passed(due, now, waits=waits)
        stands = [STANDS.format(day(since))] if since and waits else passed
        facts.append(Fact("Under UK GDPR Article 36, due", day(due), [STOPS, *stands]))
    return facts + [_stood(each) for each in clock.stops]


def _section_65(clock: ReplyClock, now: datetime, *, waits: bool) -> list[Fact]:
    first, later = section_65_reply_due(clock.received, extended=clock.extended)
    told = section_65_extension_told_by(clock.received)
    return [
        Fact("Reply due, counting that day", day(first), _passed(first, now, waits=waits)),
        Fact("Reply due, not counting it", day(later), _passed(later, now, waits=waits)),
        Fact("An extension is told by", day(told), [TOLD]),
    ]


def _article_36(clock: ReplyClock, now: datetime) -> date:
    """The last day with every day for which the clock stood, up to today while it stands."""
    since = clock.standing_since
    standing = (london(now).date() - since).days if since else 0
    return article_36_reply_due(
        clock.received, extended=clock.extended, stopped_days=clock.stopped_days + standing
    )


def _stood(stop: Stop) -> Fact:
    if stop.end is None:
        return Fact("The clock stands", f"Since {day(stop.start)}")
    days = plural((stop.end - stop.start).days, "day")
    return Fact("The clock stood", f"{day(stop.start)} to {day(stop.end)}", [f"{days} not counted"])


def _passed(due: date, now: datetime, *, waits: bool) -> list[str]:
    over = waits and london(now).date() > due
    return ["This day has passed without a reply. Nothing changes by that."] if over else []


def undecided(row: ConsultationRow) -> str:
    """What is said where the SIRO has not decided on processing that is live already."""
    return "Not decided" if row.closed_at is None else "It went on; nothing was decided"
