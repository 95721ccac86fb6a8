"""What level a likelihood and a severity make, and how high the risks of a document go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from documents import catalogue
from documents.content import Content, Row

Moment = Literal["inherent", "residual"]
RISKS = "risks"
MATRIX = "risk_matrix"


@dataclass(frozen=True, slots=True, order=True)
class RiskLevel:
    """One level, ordered by rank; `consult` asks for an answer on prior consultation."""

    rank: int
    id: str
    title: str
    needs_measure: bool
    consult: bool


def levels() -> tuple[RiskLevel, ...]:
    """Every level, lowest first."""
    rows = catalogue.reference("risk_levels")
    made = (
        RiskLevel(row["rank"], row["id"], row["title"], row["needs_measure"], row["consult"])
        for row in rows
    )
    return tuple(sorted(made))


def level(matrix: str, likelihood: object, severity: object) -> RiskLevel | None:
    """The level on a matrix (`risk_matrices`); None when the matrix has no such cell."""
    for row in catalogue.reference("risk_matrices"):
        if row["id"] == matrix:
            cell = row["levels"].get(likelihood, {}).get(severity)
            return next((one for one in levels() if one.id == cell), None)
    return None


def risk_level(content: Content, risk: Row, moment: Moment) -> RiskLevel | None:
    """The level of one row of the risk register, before (inherent) or after measures (residual)."""
    return level(
        content.text(MATRIX), risk.get(f"{moment}_likelihood"), risk.get(f"{moment}_severity")
    )


def highest(content: Content, moment: Moment) -> RiskLevel | None:
    """The highest level in the risk register; None when no row has one."""
    scored = (risk_level(content, risk, moment) for risk in content.rows(RISKS))
    return max((one for one in scored if one is not None), default=None)
