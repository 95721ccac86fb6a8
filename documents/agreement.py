"""Reads the rows of a sharing agreement as flows, parties, powers, data and bases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from documents import catalogue
from documents.content import Content

Row = Mapping[str, Any]
TO_PARTNER = "police_to_partner"
TO_POLICE = "partner_to_police"
SENDER = "sender_bases"
RECIPIENT = "recipient_bases"
GATEWAYS = ("duty", "power", "common_law")
"""The types of power that carry a direction, in the order in which lawyers look for them."""


def ways(direction: str | None) -> tuple[str, ...]:
    """The single directions that a row's direction stands for."""
    if direction == "two_way":
        return (TO_PARTNER, TO_POLICE)
    return (direction,) if direction in (TO_PARTNER, TO_POLICE) else ()


def references(text: object) -> tuple[str, ...]:
    """The flow references named in a cell such as "F1, F3 and F4", in upper case."""
    words = re.split(r"[\s,;]+", str(text or "").upper())
    return tuple(word for word in words if word and word != "AND")


@dataclass(frozen=True, slots=True)
class Flow:
    """One row of the flow schedule."""

    id: str
    ref: str
    row: Row

    @property
    def ways(self) -> tuple[str, ...]:
        """Its single directions."""
        return ways(self.row.get("direction"))

    @property
    def forces(self) -> tuple[str, ...]:
        """The forces whose records flow."""
        return tuple(self.row.get("forces") or ())

    @property
    def powers(self) -> tuple[str, ...]:
        """Ids of the parts of powers that it relies on."""
        return tuple(self.row.get("powers") or ())

    @property
    def partner(self) -> str:
        """The partner's slug, or ""."""
        return str(self.row.get("partner") or "")

    @property
    def police_law_enforcement(self) -> bool:
        """Whether the police pursue a law enforcement purpose (DPA 2018 s.31)."""
        return self.row.get("police_law_enforcement") is True

    @property
    def partner_law_enforcement(self) -> bool:
        """Whether the partner pursues a law enforcement purpose."""
        return self.row.get("partner_law_enforcement") is True


class Agreement:
    """The content of one sharing agreement, its tables joined by flow reference and by slug."""

    def __init__(self, content: Content) -> None:
        self.content = content

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """The flow schedule in order."""
        return tuple(
            Flow(str(row["id"]), str(row.get("ref") or row["id"]).strip().upper(), row)
            for row in self.content.rows("flows")
        )

    @cached_property
    def parties(self) -> dict[str, Row]:
        """Party rows by slug; the first row of a party listed twice."""
        found: dict[str, Row] = {}
        for row in self.content.rows("parties"):
            found.setdefault(str(row.get("organisation") or ""), row)
        return found

    def kind(self, slug: str) -> Row | None:
        """The row of `partner_kinds` for a party; None when it is not listed or has no kind."""
        chosen = self.parties.get(slug, {}).get("kind")
        return catalogue.row("partner_kinds", chosen) if chosen else None

    def is_competent(self, slug: str) -> bool:
        """Whether a party is a competent authority for this agreement's purpose."""
        return self.parties.get(slug, {}).get("competent") is True

    def data_of(self, flow: Flow) -> tuple[Row, ...]:
        """The data rows that a flow carries."""
        rows = self.content.rows("data")
        return tuple(row for row in rows if flow.ref in references(row.get("flows")))

    def bases_of(self, flow: Flow, way: str, side: str) -> tuple[Row, ...]:
        """The rows of one side's bases that cover a flow in one direction."""
        return tuple(
            row
            for row in self.content.rows(side)
            if flow.ref in references(row.get("flows")) and row.get("direction") == way
        )

    def is_special(self, flow: Flow) -> bool:
        """Whether it carries special category data (sensitive under Part 3)."""
        return any(row.get("special") for row in self.data_of(flow))

    def is_criminal(self, flow: Flow) -> bool:
        """Whether it carries criminal offence data (UK GDPR Article 10)."""
        return any(row.get("criminal_offence") is True for row in self.data_of(flow))

    def is_personal(self, flow: Flow) -> bool:
        """Whether any of its data identifies people; a flow without data rows counts as such."""
        rows = self.data_of(flow)
        return not rows or any(row.get("data_group") != "statistics" for row in rows)

    def is_health(self, flow: Flow) -> bool:
        """Whether health or care data may move, so that a Caldicott Guardian has a say."""
        held = any(
            "health" in (row.get("special") or ()) or row.get("patient_information") is True
            for row in self.data_of(flow)
        )
        return held or _category_holds_health(flow.row.get("category"))


def power(power_id: str) -> Row:
    """One part of a power by its id, such as G02 or G13a; LookupError when there is none."""
    return catalogue.row("powers", power_id)


def in_order(power_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Powers sorted as lawyers look for them: duty, statutory power, common law, then the rest."""
    rank = {name: place for place, name in enumerate(GATEWAYS)}
    return tuple(sorted(power_ids, key=lambda one: (rank.get(power(one)["type"], 9), one)))


def _category_holds_health(category: object) -> bool:
    return any(row["id"] == category and row["health"] for row in catalogue.reference("categories"))
