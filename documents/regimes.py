"""What the law asks of each side of one flow in one direction, and what is recorded of it.

The regime is a matter of each side and its purpose (14.1): the sender and the recipient of the same
data may stand under different ones, and the police sender under both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from documents.agreement import RECIPIENT, SENDER, TO_PARTNER, Agreement, Flow, Row


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that the law asks: the column of the bases that answers it, and whether it does."""

    column: str
    citation: str
    says: str
    recorded: tuple[object, ...]

    @property
    def missing(self) -> bool:
        """Whether no row of this side answers it."""
        return not self.recorded


@dataclass(frozen=True, slots=True)
class Side:
    """One side: who stands there, which regimes its purpose calls for, and what they ask."""

    side: str
    police: bool
    part_3: bool
    uk_gdpr: bool
    asked: tuple[Asked, ...]

    def of(self, column: str) -> Asked | None:
        """What is asked in that column; None where nothing is."""
        return next((each for each in self.asked if each.column == column), None)


def sides(agreement: Agreement, flow: Flow, way: str) -> tuple[Side, Side]:
    """The sender's and the recipient's side of a flow in one of its directions."""
    return _side(agreement, flow, way, SENDER), _side(agreement, flow, way, RECIPIENT)


def _side(agreement: Agreement, flow: Flow, way: str, side: str) -> Side:
    police = (way == TO_PARTNER) == (side == SENDER)
    if police:
        part_3 = flow.police_law_enforcement
        uk_gdpr = not part_3 or (side == SENDER and not flow.partner_law_enforcement)
    else:
        part_3 = agreement.is_competent(flow.partner) and flow.partner_law_enforcement
        uk_gdpr = not part_3
    rows = agreement.bases_of(flow, way, side)
    wanted = (
        *(_part_3(agreement, flow) if part_3 else ()),
        *(_OTHER_PURPOSE if police and side == SENDER and uk_gdpr else ()),
        *(_uk_gdpr(agreement, flow, rows) if uk_gdpr else ()),
    )
    asked = tuple(
        Asked(column, cited, says, _recorded(rows, column)) for column, cited, says in wanted
    )
    return Side(side, police, part_3, uk_gdpr, asked)


_Wanted = tuple[str, str, str]
_OTHER_PURPOSE: tuple[_Wanted, ...] = (
    (
        "section_36_4",
        "DPA 2018 s.36(4)",
        "The law that authorises the police to share for a purpose that is not law enforcement",
    ),
)


def _part_3(agreement: Agreement, flow: Flow) -> Iterator[_Wanted]:
    yield "section_35_2", "DPA 2018 s.35(2)", "Necessary for a task of a competent authority"
    if agreement.is_special(flow):
        yield (
            "strictly_necessary",
            "DPA 2018 s.35(4)-(5)",
            "Sensitive processing: why it is strictly necessary",
        )
        yield "schedule_8", "DPA 2018 Sch.8", "Sensitive processing: a condition of Schedule 8"
        yield (
            "policy_document",
            "DPA 2018 s.42",
            "An appropriate policy document under review",
        )


def _uk_gdpr(agreement: Agreement, flow: Flow, rows: tuple[Row, ...]) -> Iterator[_Wanted]:
    yield "article_6", "UK GDPR Article 6", "A lawful basis"
    yield "article_6_law", "UK GDPR Article 6(3)", "The task or obligation and the law that sets it"
    if agreement.is_special(flow):
        yield "article_9", "UK GDPR Article 9", "A condition for special category data"
    if agreement.is_criminal(flow):
        yield "article_10", "UK GDPR Article 10", "Official authority, or authorised by law"
        if any(row.get("article_10") == "official_authority" for row in rows):
            yield "article_10_law", "UK GDPR Article 10", "The law that confers the authority"
    if any(_leans_on_schedule_1(row) for row in rows):
        yield "schedule_1", "DPA 2018 Sch.1", "A condition of Schedule 1"
        yield (
            "policy_document",
            "DPA 2018 Sch.1 Pt.4",
            "A policy document, or why none is needed",
        )


def _leans_on_schedule_1(row: Row) -> bool:
    """Article 9(2)(b), (g), (h), (i), (j), and offence data without official authority (14.2)."""
    conditions = {"b", "g", "h", "i", "j"} & set(row.get("article_9") or ())
    by_schedule = row.get("article_10") not in (None, "official_authority")
    return bool(conditions) or by_schedule


def _recorded(rows: tuple[Row, ...], column: str) -> tuple[object, ...]:
    return tuple(row[column] for row in rows if row.get(column))
