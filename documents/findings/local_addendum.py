"""The legal checks on a local addendum: it cites the shared text exactly and never weakens it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from documents.content import Content
from documents.dates import as_date
from documents.findings import register_of_risks
from documents.findings.dpia import consultation, plan
from documents.findings.finding import Check, Context, Finding, Level, found

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def shared_text_is_cited(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when the fingerprint is none: an addendum to no text adds to nothing."""
    cited = content.text("core_digest")
    if cited and not _DIGEST.fullmatch(cited):
        yield found(
            content,
            Level.STOP,
            "core_digest_malformed",
            "core_digest",
            message="The fingerprint of the shared assessment is not one.",
            remedy="Copy it from the frozen document: sha256: and 64 characters, 0-9 and a-f.",
            source="D",
        )


def shared_text_is_not_weakened(content: Content, context: Context) -> Iterator[Finding]:
    """A stop for a variation that asks less than the shared assessment."""
    for row in content.rows("variations"):
        if row.get("effect") == "weaker":
            yield found(
                content,
                Level.STOP,
                "addendum_weakens_core",
                "variations",
                row=str(row["id"]),
                message=f"The variation of section {row.get('section')} asks less than the shared "
                "assessment, whose measures every controller relies on.",
                remedy="Take it out, or propose a new version of the shared assessment.",
                source="F:DPA64, D",
            )


def policy_document_is_in_place(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when the force has no policy document; advice when its review is late."""
    force = content.text("force")
    held, review_due = _policy_document(content, context, force)
    if not held:
        yield found(
            content,
            Level.STOP,
            "policy_document_missing",
            "policy_reference",
            message="The force has no appropriate policy document in place.",
            remedy="Put one in place; sensitive processing may not start without it.",
            source="F:DPA35, F:DPA42",
        )
    elif review_due is not None and review_due < context.today:
        yield found(
            content,
            Level.ADVICE,
            "policy_document_review_late",
            "policy_review_due_on",
            message=f"The appropriate policy document was due for review on "
            f"{review_due:%-d %B %Y}.",
            remedy="Review it, or have the SIRO decide what follows, with reasons.",
            source="F:DPA42",
        )


def _policy_document(content: Content, context: Context, force: str) -> tuple[bool, dt.date | None]:
    if context.policy_documents is not None:
        return force in context.policy_documents, context.policy_documents.get(force)
    return bool(content.text("policy_reference")), as_date(
        content.answers.get("policy_review_due_on")
    )


def local_interfaces_are_logged(content: Content, context: Context) -> Iterator[Finding]:
    """Advice for a local interface that does not log the six operations (s.62)."""
    for row in content.rows("interfaces"):
        if row.get("logged") is False:
            yield found(
                content,
                Level.ADVICE,
                "interface_not_logged",
                "interfaces",
                row=str(row["id"]),
                message=f"{row.get('name')} does not log all six operations of section 62.",
                remedy="Log them, or add an action with an owner and a date.",
                source="F:DPA62",
            )


CHECKS: tuple[Check, ...] = (
    shared_text_is_cited,
    shared_text_is_not_weakened,
    policy_document_is_in_place,
    local_interfaces_are_logged,
    *register_of_risks.CHECKS,
    consultation.high_risk_is_answered,
    consultation.remaining_high_risk_is_consulted,
    consultation.words_of_section_65_are_faced,
    plan.actions_are_on_time,
    plan.review_is_within_a_year,
)
