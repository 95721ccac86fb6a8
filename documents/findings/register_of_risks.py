"""Checks on a register of risks, wherever one stands: harm to people, levels, measures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents import catalogue
from documents.content import Content, Row
from documents.dates import as_date
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.risk import MATRIX, RISKS, Moment, risk_level

_OF_THE_FORCE = re.compile(
    r"\b(?:reputation\w*|embarrass\w*|confidence in (?:the )?(?:police|force)|fines?|penalt\w+"
    r"|criticism|litigation|compensation|budget|costs?|project|media|enforcement action)\b",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(
    r"\b(?:people|persons?|individuals?|someone|victims?|witness\w*|suspects?|child\w*|adults?"
    r"|subjects?|famil\w+|sources?|detain\w+|they|their|injur\w+|killed|deaths?|distress)\b",
    re.IGNORECASE,
)


_MOMENTS: tuple[tuple[Moment, str], ...] = (("inherent", "before"), ("residual", "after"))


def harm_is_to_people(content: Content, context: Context) -> Iterator[Finding]:
    """A stop for a risk without harm; advice when the harm is the force's own."""
    for row in content.rows(RISKS):
        harm = str(row.get("harm", ""))
        if not harm or not row.get("categories"):
            yield found(
                content,
                Level.STOP,
                "risk_without_harm_to_people",
                RISKS,
                row=str(row["id"]),
                message=f"'{_title(row)}' does not say which harm to people it does.",
                remedy="Describe the harm to the person, and choose its kind.",
                source="F:DPA64",
            )
        elif _OF_THE_FORCE.search(harm) and not _OF_PEOPLE.search(harm):
            yield found(
                content,
                Level.ADVICE,
                "harm_to_the_force_only",
                RISKS,
                row=str(row["id"]),
                message=f"The harm of '{_title(row)}' is to the organisation, not to people.",
                remedy="Say what happens to the person. Harm to a force may be added, never stand "
                "alone.",
                source="F:DPA64",
            )


def levels_are_on_the_matrix(content: Content, context: Context) -> Iterator[Finding]:
    """A stop for a score that the chosen matrix does not have: no level follows from it."""
    for row in content.rows(RISKS):
        for moment, when in _MOMENTS:
            scored = row.get(f"{moment}_likelihood") and row.get(f"{moment}_severity")
            if scored and risk_level(content, row, moment) is None:
                yield found(
                    content,
                    Level.STOP,
                    "score_not_on_matrix",
                    RISKS,
                    row=str(row["id"]),
                    message=f"The scores of '{_title(row)}' {when} measures are not on the chosen "
                    "matrix, so no level follows.",
                    remedy="Choose likelihood and severity from the matrix named above.",
                    source="F:DPA64, D",
                )


def the_matrix_is_that_of_everybody(content: Content, context: Context) -> Iterator[Finding]:
    """Advice where a text scores its risks on another matrix than the installation sets."""
    chosen = content.text(MATRIX)
    if chosen and context.risk_matrix and chosen != context.risk_matrix:
        titles = {row["id"]: row["title"] for row in catalogue.reference("risk_matrices")}
        yield found(
            content,
            Level.ADVICE,
            "other_risk_matrix",
            MATRIX,
            message=f"The risks are scored on “{titles[chosen]}”. Elsewhere here it is "
            f"“{titles[context.risk_matrix]}”, so levels cannot be compared.",
            remedy="Choose the matrix that is used elsewhere, or say why this text needs another.",
            source="D",
        )


def risks_have_measures(content: Content, context: Context) -> Iterator[Finding]:
    """A stop for a medium or high risk without measures; advice without owner and date."""
    for row in content.rows(RISKS):
        level = risk_level(content, row, "inherent")
        if level is None or not level.needs_measure:
            continue
        if not row.get("measures"):
            yield found(
                content,
                Level.STOP,
                "risk_without_measure",
                RISKS,
                row=str(row["id"]),
                message=f"'{_title(row)}' is {level.title.lower()} and has no measure.",
                remedy="Say what is done about it.",
                source="F:DPA64",
            )
        elif not (row.get("measure_owner") and row.get("measure_due_on")):
            yield found(
                content,
                Level.ADVICE,
                "measure_without_owner_or_date",
                RISKS,
                row=str(row["id"]),
                message=f"The measures on '{_title(row)}' lack an owner or a date.",
                remedy="Name who puts them in place, and by when.",
                source="D",
            )


def measures_do_not_raise_risk(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when the level after measures is above the level before."""
    for row in content.rows(RISKS):
        before = risk_level(content, row, "inherent")
        after = risk_level(content, row, "residual")
        if before is not None and after is not None and after > before:
            yield found(
                content,
                Level.ADVICE,
                "residual_above_inherent",
                RISKS,
                row=str(row["id"]),
                message=f"'{_title(row)}' is {after.title.lower()} after measures and "
                f"{before.title.lower()} before.",
                remedy="Correct the scores.",
                source="D",
            )


def reviews_lie_ahead(content: Content, context: Context) -> Iterator[Finding]:
    """Advice for a risk whose review date has passed."""
    for row in content.rows(RISKS):
        review = as_date(row.get("review_on"))
        if review is not None and review < context.today:
            yield found(
                content,
                Level.ADVICE,
                "risk_review_late",
                RISKS,
                row=str(row["id"]),
                message=f"'{_title(row)}' was due for review on {review:%-d %B %Y}.",
                remedy="Review it and set the next date.",
                source="F:DPA56, D",
            )


def _title(row: Row) -> str:
    return str(row.get("title") or row.get("library") or row["id"])


CHECKS: tuple[Check, ...] = (
    harm_is_to_people,
    levels_are_on_the_matrix,
    the_matrix_is_that_of_everybody,
    risks_have_measures,
    measures_do_not_raise_risk,
    reviews_lie_ahead,
)
