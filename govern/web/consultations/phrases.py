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
from govern.store.consultation_pages import Step, received
from govern.store.rows.enforcement import ConsultationRow
from govern.web.filters import day
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
DECISIONS = {"continue": "Continue", "stop": "Stop"}
COUNTING = (
    "The law counts six weeks beginning with receipt (Data Protection Act 2018 section 65(5)). "
    "Whether the day of receipt itself counts is for counsel, so both dates are shown; keep your "
    "own duties by the earlier. Passing either date changes nothing: no reply is no approval, and "
    "the hold stays until the SIRO closes the consultation."
)


TOLD = "With its reasons, within one month beginning with receipt (section 65(7))."
STOPS = (
    "For parts under the UK GDPR: eight weeks, fourteen when extended. This clock stops while the "
    "regulator waits for information that it asked for: add that time. Section 65 has no such stop."
)


def state_tag(state: str) -> Tag:
    """Where a consultation stands, as a tag."""
    words, colour = STATES.get(state, (state, "grey"))
    return Tag(words, colour)


def reply_due(steps: Sequence[Step]) -> tuple[date, date] | None:
    """(counting the day of receipt, not counting it): the last days for a reply, if it was sent."""
    came = received(steps)
    if came is None:
        return None
    return section_65_reply_due(came, extended=_extended(steps))


def clock(steps: Sequence[Step]) -> str:
    """When the reply is due, in a few words; "" before the regulator has received anything."""
    due = reply_due(steps)
    return (
        f"Reply due {day(due[0])}, or {day(due[1])} not counting the day of receipt" if due else ""
    )


def _extended(steps: Sequence[Step]) -> bool:
    """Whether the regulator extended its time since the assessment was last sent."""
    last = max(index for index, each in enumerate(steps) if each.state == "sent")
    return any(each.state == "extended" for each in steps[last:])


def due_facts(row: ConsultationRow, steps: Sequence[Step], now: datetime) -> list[Fact]:
    """When it was received and both days by which a reply is due."""
    came, due = received(steps), reply_due(steps)
    if came is None or due is None:
        return [Fact("Reply due", "Counted from the day the regulator receives it")]
    waits = row.closed_at is None and row.state not in ("advice_received", "not_accepted")
    return [
        Fact("Received by the regulator", day(came)),
        Fact("Reply due, counting that day", day(due[0]), _passed(due[0], now, waits=waits)),
        Fact("Reply due, not counting it", day(due[1]), _passed(due[1], now, waits=waits)),
        Fact("An extension is told by", day(section_65_extension_told_by(came)), [TOLD]),
        Fact(
            "Under UK GDPR Article 36, due",
            day(article_36_reply_due(came, extended=_extended(steps))),
            [STOPS],
        ),
    ]


def _passed(due: date, now: datetime, *, waits: bool) -> list[str]:
    over = waits and london(now).date() > due
    return ["This day has passed without a reply. Nothing changes by that."] if over else []


def undecided(row: ConsultationRow) -> str:
    """What is said where the SIRO has not decided on processing that is live already."""
    return "Not decided" if row.closed_at is None else "It went on; nothing was decided"
