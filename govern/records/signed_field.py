"""What the signed field of an act shows, by the facts of its record."""

from __future__ import annotations

import datetime as dt
import json
from datetime import datetime

from govern.clock import instant, london
from govern.records.facts import Facts
from govern.records.stamp import Shown
from govern.records.wording import day


def shown(record: Facts, address: str, at: datetime) -> Shown:
    """The act, who did it in which office for whom, and what a reader of the page must know of its
    terms: until when it holds, and on what conditions.
    """
    who, act = record["signatory"], record["act"]
    return Shown(
        act["title"],
        who["name"],
        who["role_title"],
        record["organisation"]["name"],
        at,
        address,
        " ".join(filter(None, (_until(record), _conditions(record)))),
    )


def _until(record: Facts) -> str:
    """The last day of an extension, as it was signed, or of a certificate."""
    words = record["statement"]["text"]
    if words.startswith("{") and (signed := json.loads(words).get("until")):
        return f"Until {day(dt.date.fromisoformat(signed))}."
    ends = record["validity"]["until"]
    if ends is None or record["document"]["kind"] != "connection_return":
        return ""
    return f"Until {day(london(instant(ends) - dt.timedelta(seconds=1)).date())}."


def _conditions(record: Facts) -> str:
    """One condition in its words; of several how many there are, as the facts hold them all."""
    given = record["conditions"]
    if len(given) > 1:
        return f"On {len(given)} conditions, set out in record.json."
    return "".join(f"On condition{_due(each['due_on'])}: {each['text']}" for each in given)


def _due(on: str | None) -> str:
    return f", by {day(dt.date.fromisoformat(on))}" if on else ""
