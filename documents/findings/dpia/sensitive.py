"""Sensitive processing and policy documents (DPA 2018 ss.35, 42, Schedule 8)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from documents.content import Content
from documents.dates import as_date
from documents.findings.finding import Check, Context, Finding, Level, found

_CRIMINAL_AS_SENSITIVE = re.compile(
    r"\bcriminal (?:offence|conviction|record)s?\b[^.\n]{0,80}\bsensitive processing\b"
    r"|\bsensitive processing\b[^.\n]{0,80}\bcriminal (?:offence|conviction|record)s?\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|never)\b", re.IGNORECASE)
_TEXTS = ("strictly_necessary", "alternatives_tried", "schedule_8_reasons", "criminal_offence_data")


def sensitive_data_are_declared(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when a data category is marked sensitive and no type is ticked."""
    if content.chosen("sensitive_types"):
        return
    for row in content.rows("data_categories"):
        if "sensitive" in row.get("sensitivity", ()):
            yield found(
                content,
                Level.STOP,
                "sensitive_data_not_declared",
                "sensitive_types",
                message=f"'{row.get('entity')}' is marked as sensitive processing in section D7, "
                "and no type is ticked here.",
                remedy="Tick the types of section 35(8), or correct section D7.",
                source="F:DPA35",
            )
            return


def strict_necessity_is_shown(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when sensitive processing lacks its strictly-necessary text."""
    if content.chosen("sensitive_types") and not content.text("strictly_necessary"):
        yield found(
            content,
            Level.STOP,
            "strict_necessity_not_shown",
            "strictly_necessary",
            message="Sensitive processing is ticked; nothing says why it is strictly necessary.",
            remedy="Say for each type what cannot be done without it, and what was tried instead.",
            source="F:DPA35",
        )


def schedule_8_is_met(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when sensitive processing has no Schedule 8 condition."""
    if (
        content.chosen("sensitive_types")
        and content.text("sensitive_ground") != "consent"
        and not content.chosen("schedule_8")
    ):
        yield found(
            content,
            Level.STOP,
            "no_schedule_8_condition",
            "schedule_8",
            message="Sensitive processing is ticked without a condition of Schedule 8.",
            remedy="Choose the conditions, and say how each is met.",
            source="F:DPA35, F:SCH8",
        )


def sensitive_consent_is_questioned(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when sensitive processing rests on consent."""
    if content.chosen("sensitive_types") and content.text("sensitive_ground") == "consent":
        yield found(
            content,
            Level.ADVICE,
            "sensitive_processing_on_consent",
            "sensitive_ground",
            message="Sensitive processing rests on consent, seldom free towards the police.",
            remedy="Rest it on strict necessity and a Schedule 8 condition, or say how consent is "
            "free and what happens when it is withdrawn.",
            source="F:DPA35, F:ICO-P3CONS",
        )


def every_force_has_a_policy_document(content: Content, context: Context) -> Iterator[Finding]:
    """A stop per force without an appropriate policy document; advice when its review is late.

    What the installation knows of a force (the context) counts before what the text says. The law
    sets no expiry, so a late review is the SIRO's decision and no stop.
    """
    if not content.chosen("sensitive_types"):
        return
    for force in content.chosen("controllers_covered"):
        held, review_due = _policy_document(content, context, force)
        name = context.organisations[force].name if force in context.organisations else force
        if not held:
            yield found(
                content,
                Level.STOP,
                "policy_document_missing",
                "policy_documents",
                message=f"{name} has no appropriate policy document in place.",
                remedy="Add its reference, version and review date. Sensitive processing may not "
                "start without one.",
                source="F:DPA35, F:DPA42",
            )
        elif review_due is not None and review_due < context.today:
            yield found(
                content,
                Level.ADVICE,
                "policy_document_review_late",
                "policy_documents",
                message=f"The appropriate policy document of {name} was due for review on "
                f"{review_due:%-d %B %Y}.",
                remedy="Review it, or have the force's SIRO decide what follows, with reasons.",
                source="F:DPA42, F:BCH-APD",
            )


def _policy_document(content: Content, context: Context, force: str) -> tuple[bool, dt.date | None]:
    if context.policy_documents is not None:
        return force in context.policy_documents, context.policy_documents.get(force)
    rows = [row for row in content.rows("policy_documents") if row.get("force") == force]
    dates = [as_date(row.get("review_due_on")) for row in rows]
    return bool(rows), max((day for day in dates if day is not None), default=None)


def criminal_data_are_not_sensitive(content: Content, context: Context) -> Iterator[Finding]:
    """Advice where the text treats criminal offence data as sensitive processing."""
    for question in _TEXTS:
        for sentence in re.split(r"[.\n]", content.text(question)):
            if _CRIMINAL_AS_SENSITIVE.search(sentence) and not _DENIED.search(sentence):
                yield found(
                    content,
                    Level.ADVICE,
                    "criminal_data_called_sensitive",
                    question,
                    message="The text treats criminal offence data as sensitive processing. "
                    "Section 35(8) does not list it.",
                    remedy="Take it out of the Part 3 reasoning; deal with it under Article 10 for "
                    "recipients under the UK GDPR.",
                    source="F:DPA35, F:DPA10",
                )
                break


def article_10_is_dealt_with(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when data go to a recipient outside law enforcement and Article 10 is silent."""
    leaving = any(
        row.get("law_enforcement") is False and row.get("direction") in ("send", "both")
        for row in content.rows("planned_flows")
    )
    criminal = any(
        "criminal" in row.get("sensitivity", ()) for row in content.rows("data_categories")
    )
    if leaving and criminal and not content.text("criminal_offence_data"):
        yield found(
            content,
            Level.STOP,
            "article_10_not_addressed",
            "criminal_offence_data",
            message="Criminal offence data go to recipients under the UK GDPR, and nothing says "
            "how Article 10 is met.",
            remedy="Name the official authority and the law that confers it, or the Schedule 1 "
            "condition.",
            source="F:DPA10, V",
        )


CHECKS: tuple[Check, ...] = (
    sensitive_data_are_declared,
    strict_necessity_is_shown,
    schedule_8_is_met,
    sensitive_consent_is_questioned,
    every_force_has_a_policy_document,
    criminal_data_are_not_sensitive,
    article_10_is_dealt_with,
)
