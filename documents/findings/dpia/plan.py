"""Actions, review and delegations: what is promised must have a date and someone to keep it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.content import Content
from documents.dates import as_date
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.periods import months_after

_YEAR = 12
_OFFICER = re.compile(r"\bDPO\b|\bdata protection officer\b", re.IGNORECASE)


def actions_are_on_time(content: Content, context: Context) -> Iterator[Finding]:
    """Advice for an action that is open after its date."""
    for row in content.rows("actions"):
        due = as_date(row.get("due_on"))
        still_open = row.get("status") in ("not_started", "in_hand")
        if still_open and due is not None and due < context.today:
            yield found(
                content,
                Level.ADVICE,
                "action_overdue",
                "actions",
                row=str(row["id"]),
                message=f"An action of {row.get('owner_role')} was due on {due:%-d %B %Y} and is "
                "still open.",
                remedy="Close it with evidence, or set a date that will be kept and say why.",
                source="D",
            )


def review_is_within_a_year(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when the next review is past, or more than twelve months away (D21)."""
    review = as_date(content.answers.get("review_due_on"))
    if review is None:
        return
    if review < context.today:
        yield found(
            content,
            Level.ADVICE,
            "review_date_past",
            "review_due_on",
            message=f"The next review is set for {review:%-d %B %Y}, which has passed.",
            remedy="Set a date ahead.",
            source="F:DPA56, D",
        )
    elif review > months_after(context.today, _YEAR):
        yield found(
            content,
            Level.ADVICE,
            "review_date_too_far",
            "review_due_on",
            message=f"The next review is set for {review:%-d %B %Y}, more than twelve months away.",
            remedy="Set it within twelve months, or say why a longer time is safe.",
            source="F:DPA56, D",
        )


def officer_does_not_decide(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when the decision is delegated to a data protection officer (s.70(3))."""
    for row in content.rows("decision_delegations"):
        if _OFFICER.search(str(row.get("decides", ""))):
            yield found(
                content,
                Level.STOP,
                "decision_delegated_to_dpo",
                "decision_delegations",
                row=str(row["id"]),
                message="The decision is delegated to the data protection officer, whose tasks "
                "must not conflict: they advise, the controller decides.",
                remedy="Name the SIRO or another chief officer with a delegation in writing.",
                source="F:DPA70, F:DPA71",
            )


def drafter_does_not_advise(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when the drafter is the adviser on the assessment too (separation of duties 1)."""
    drafter, adviser = content.text("drafting_person"), content.text("dpia_adviser")
    if drafter and drafter.casefold() == adviser.casefold():
        yield found(
            content,
            Level.ADVICE,
            "drafter_is_adviser",
            "dpia_adviser",
            message="The same person drafted the text and checked its quality.",
            remedy="Have someone else check it.",
            source="D",
        )


CHECKS: tuple[Check, ...] = (
    actions_are_on_time,
    review_is_within_a_year,
    officer_does_not_decide,
    drafter_does_not_advise,
)
