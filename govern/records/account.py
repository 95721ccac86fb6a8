"""What a whole record says of itself, in words: who signed what, for whom, in which office, when,
and on what it leans.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from govern.clock import instant
from govern.records.facts import Facts
from govern.records.stamp import when

_METHODS = {
    "totp": "A code of their authenticator",
    "demonstration": "Nothing: this is a demonstration",
}


@dataclass(frozen=True)
class Line:
    """One thing that a record says: what it is about, and the words, on one line or several."""

    about: str
    words: str


def account(record: Facts, signed_at: datetime | None) -> tuple[Line, ...]:
    """The lines for a person, of an act, a notice or an executed copy. Only of a whole record may
    they be relied on; nothing is in them but what the file holds.
    """
    telling = {"act": _act, "notice": _notice, "executed_copy": _executed}[record["record"]]
    at = when(signed_at) if signed_at else None
    return tuple(Line(about, words) for about, words in telling(record, at) if words)


def _act(record: Facts, at: str | None) -> Iterator[tuple[str, str | None]]:
    act, who, organisation = record["act"], record["signatory"], record["organisation"]
    yield "What was signed", f"{act['title']} of {_text_of(record)}"
    yield "In these words", _sentence(record["statement"]["text"])
    yield "Signed by", f"{who['name']}, {who['role_title']}, {organisation['name']}"
    yield "Appointment", _appointment(who)
    yield "Proved who they were by", _proof(record["authentication"])
    yield "Signed", at
    yield "Reasons", act["reasons"]
    yield "Conditions", "\n".join(each["text"] for each in record["conditions"])
    yield "Leans on", "\n".join(map(_cited, record["earlier_records"]))
    yield "Place in the ledger", _place(record)


def _notice(record: Facts, at: str | None) -> Iterator[tuple[str, str | None]]:
    yield "What it is", f"A notice of the service on {_text_of(record)}: nobody's signature"
    yield record["notice"]["title"], record["notice"]["text"]
    yield "Sealed", at
    yield "It cites", "\n".join(map(_cited, record["earlier_records"]))
    yield "Place in the ledger", _place(record)


def _executed(record: Facts, at: str | None) -> Iterator[tuple[str, str | None]]:
    yield "What it is", f"The executed copy of {_text_of(record)}, sealed by the service"
    yield "Signed by", "\n".join(map(_cited, record["earlier_records"]))
    yield "Sealed", at
    yield "Place in the ledger", _place(record)


def _text_of(record: Facts) -> str:
    document = record["document"]
    return f"{document['reference']}, version {record['version']['number']}: {document['title']}"


def _sentence(statement: str) -> str:
    """The sentence that the signatory read, out of the whole statement; the statement itself where
    it is no more than that.
    """
    try:
        held = json.loads(statement)
    except ValueError:
        return statement
    return str(held.get("sentence", statement)) if isinstance(held, dict) else statement


def _appointment(who: Mapping[str, Any]) -> str:
    since = f"since {_day(who['appointed_from'])}" if who.get("appointed_from") else ""
    until = f"until {_day(who['appointed_until'])}" if who.get("appointed_until") else ""
    lent = who.get("delegation")
    by = f"delegated by {lent['from_name']} ({lent['instrument']})" if lent else ""
    said = ", ".join(part for part in (since, until, by) if part)
    return said[:1].upper() + said[1:]


def _proof(authentication: Mapping[str, Any]) -> str:
    """How the signatory proved who they were, and when."""
    method = authentication["method"]
    said = f"{_METHODS.get(method, method)}, {when(instant(authentication['at']))}"
    own = authentication.get("own_certificate")
    return f"{said}, and by a certificate of {own['issuer']}" if own else said


def _day(at: str) -> str:
    return when(instant(at)).partition(",")[0]


def _cited(each: Mapping[str, Any]) -> str:
    who = ", ".join(each[name] for name in ("signatory", "organisation") if each.get(name))
    at = when(instant(each["at"])) if each.get("at") else None
    said = ", ".join(part for part in (who, at) if part)
    inside = f", inside as {each['attached']}" if each["attached"] else ""
    return f"{each['act']}{': ' if said else ''}{said}{inside}\n{each['digest']}"


def _place(record: Facts) -> str:
    ledger = record["ledger"]
    return f"Event {ledger['position']}, proved against the tree of {ledger['tree_size']} events"
