"""Picks powers for a purpose, a direction and a partner: duty first, then power, then common law;
and says of everything else why it will not do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from documents import catalogue
from documents.agreement import GATEWAYS, TO_POLICE, Row

_WORDS = {"police_to_partner": "police to partner", "partner_to_police": "partner to police"}
_RANK = {name: place for place, name in enumerate(GATEWAYS)}


@dataclass(frozen=True, slots=True)
class Sought:
    """What a power is sought for. `kind`: a row of `partner_kinds`; `personal`: whether the data
    identifies people; "" where something is not known, which then excludes nothing.
    """

    purpose: str
    way: str
    kind: str
    personal: bool
    today: dt.date


@dataclass(frozen=True, slots=True)
class Gateway:
    """One row of the table of powers. `usual`: looked at first for this purpose. `why_not`: each
    reason why it will not do; empty when it may.
    """

    row: Row
    usual: bool
    why_not: tuple[str, ...]


def gateways(sought: Sought) -> list[Gateway]:
    """Every duty, power and common law power, in that order; within each the usual ones first."""
    usual = _usual(sought.purpose)
    found = [
        Gateway(row, row["id"] in usual, tuple(_why_not(row, sought)))
        for row in catalogue.reference("powers")
        if row["type"] in GATEWAYS
    ]
    return sorted(found, key=lambda one: (_RANK[one.row["type"]], not one.usual))


def no_powers() -> list[Row]:
    """The rows that are often cited as powers and are none: limits, guidance and conditions."""
    return [row for row in catalogue.reference("powers") if row["type"] not in GATEWAYS]


def _usual(purpose: str) -> frozenset[str]:
    rows = (row for row in catalogue.reference("purpose_powers") if row["id"] == purpose)
    return frozenset(power for row in rows for power in row["powers"])


def _why_not(row: Row, sought: Sought) -> Iterator[str]:
    if sought.way and sought.way not in row["directions"]:
        yield f"It does not run from {_WORDS[sought.way]}."
    kinds = row["partner_kinds"]
    exempt = row["any_discloser"] and sought.way == TO_POLICE
    if sought.kind and kinds is not None and sought.kind not in kinds and not exempt:
        title = catalogue.row("partner_kinds", sought.kind)["title"]
        yield f"It does not reach this kind of partner: {title}."
    if sought.personal and row["personal_data"] is False:
        yield "It never covers personal data."
    if row["alone"] is False:
        yield "It never stands alone: name another power beside it."
    if (starts := row["effective_from"]) and dt.date.fromisoformat(starts) > sought.today:
        yield f"It is not in force before {dt.date.fromisoformat(starts):%-d %B %Y}."
    if (ends := row["effective_to"]) and dt.date.fromisoformat(ends) < sought.today:
        yield f"It ended on {dt.date.fromisoformat(ends):%-d %B %Y}."
