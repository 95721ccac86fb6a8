"""Places the risks of an assessment on the matrix it was scored by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from documents import catalogue
from documents.content import Content
from govern.records.blocks import Matrix, Placed

_LEVELS = "risk_levels"
_REFERENCES = re.compile(r"R[1-9]\d*(?:(?:[,;]| and) *R[1-9]\d*)*\Z")
_NUMBER = re.compile(r"R(\d+)")


def matrix(content: Content) -> Matrix | None:
    """The matrix with the risks of `risks` on it; None when the assessment names no matrix or no
    risk is scored.
    """
    chosen = content.text("risk_matrix")
    if not chosen:
        return None
    row = catalogue.row("risk_matrices", chosen)
    placed = [
        _placed(number, risk, row) for number, risk in enumerate(content.rows("risks"), start=1)
    ]
    scored = tuple(each for each in placed if each is not None)
    if not scored:
        return None
    names = _used_levels(row)
    order = {level: place for place, level in enumerate(names)}
    grid = tuple(
        tuple(order[row["levels"][likelihood][severity]] for severity in row["severities"])
        for likelihood in row["likelihoods"]
    )
    return Matrix(
        caption=f"Risks to people: {row['title'][0].lower()}{row['title'][1:]}",
        likelihoods=tuple(_title("likelihoods", each) for each in row["likelihoods"]),
        severities=tuple(_title("severities", each) for each in row["severities"]),
        levels=grid,
        level_names=tuple(catalogue.row(_LEVELS, each)["title"] for each in names),
        risks=scored,
    )


def level_at(drawn: Matrix, place: tuple[int, int]) -> int:
    """The level of a place on the matrix, as an index into its level names."""
    likelihood, severity = place
    return drawn.levels[likelihood][severity]


def level_name(drawn: Matrix, place: tuple[int, int] | None) -> str:
    """The level of a place in a word; `Not scored` where there is none."""
    return "Not scored" if place is None else drawn.level_names[level_at(drawn, place)]


def in_words(drawn: Matrix, place: tuple[int, int] | None) -> str:
    """A place on the matrix for a reader: `High: probable, severe`."""
    if place is None:
        return level_name(drawn, None)
    likelihood, severity = drawn.likelihoods[place[0]], drawn.severities[place[1]]
    return f"{level_name(drawn, place)}: {likelihood.lower()}, {severity.lower()}"


def referred(content: Content) -> Content:
    """The content with the risks that its actions serve, which name them by their number in the
    register, told with their titles: `R3. Free text carries what nobody checked`.
    """
    titles = [str(each.get("title", "")) for each in content.rows("risks")]
    rows = content.rows("actions")
    if not titles or not any("risk" in row for row in rows):
        return content
    told = [{**row, "risk": _titled(row["risk"], titles)} if "risk" in row else row for row in rows]
    return replace(content, answers={**content.answers, "actions": told})


def _titled(said: str, titles: list[str]) -> str:
    numbers = [int(each) for each in _NUMBER.findall(said)]
    if not _REFERENCES.match(said.strip()) or max(numbers) > len(titles):
        return said
    return "; ".join(f"R{each}. {titles[each - 1]}" for each in numbers)


def course(drawn: Matrix, risk: Placed) -> str:
    """A risk's level before and after its measures: `High, then medium`."""
    before = level_name(drawn, risk.before)
    return f"{before}, then {level_name(drawn, risk.after).lower()}" if risk.after else before


def _placed(number: int, risk: Mapping[str, Any], row: Mapping[str, Any]) -> Placed | None:
    before = _place(risk, "inherent", row)
    if before is None:
        return None
    return Placed(f"R{number}", str(risk.get("title", "")), before, _place(risk, "residual", row))


def _place(risk: Mapping[str, Any], state: str, row: Mapping[str, Any]) -> tuple[int, int] | None:
    likelihood, severity = risk.get(f"{state}_likelihood"), risk.get(f"{state}_severity")
    if likelihood not in row["likelihoods"] or severity not in row["severities"]:
        return None
    return list(row["likelihoods"]).index(likelihood), list(row["severities"]).index(severity)


def _used_levels(row: Mapping[str, Any]) -> list[str]:
    """The levels this matrix gives, lowest first."""
    given = {level for across in row["levels"].values() for level in across.values()}
    return [
        each["id"]
        for each in sorted(catalogue.reference(_LEVELS), key=lambda each: int(each["rank"]))
        if each["id"] in given
    ]


def _title(table: str, row_id: str) -> str:
    """The word alone: the table's titles add in brackets on which matrix a value stands."""
    return str(catalogue.row(table, row_id)["title"]).split(" (")[0]
