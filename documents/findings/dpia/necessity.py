"""The four limbs of necessity and proportionality, logs, rights and retention in the content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents import catalogue
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.findings.wording import sentences

_LIMBS = {
    "pressing_need": "pressing need",
    "suitability": "suitability",
    "less_intrusive_means": "less intrusive means",
    "fair_balance": "fair balance",
}
_THIN = 100
_LEFT_TO_PARTNER = re.compile(
    r"\bpartners?(?:'s|')?\s+(?:own\s+)?(?:responsibility|problem|matter|concern|affair)\b"
    r"|\b(?:responsibility|matter|concern)\s+(?:of|for)\s+(?:the\s+|each\s+)?(?:partners?|recipients?)\b",
    re.IGNORECASE,
)


def four_limbs_are_answered(content: Content, context: Context) -> Iterator[Finding]:
    """A stop for a limb without answer, advice for one in a few words."""
    for question, name in _LIMBS.items():
        length = len(content.text(question))
        if length == 0:
            yield found(
                content,
                Level.STOP,
                "necessity_limb_missing",
                question,
                message=f"Nothing is said about {name}. Necessity and proportionality have four "
                "limbs, and each needs an answer.",
                remedy="Answer it for this processing, with facts.",
                source="F:DPA35, F:DPA36, F:BRIDGES",
            )
        elif length < _THIN:
            yield found(
                content,
                Level.ADVICE,
                "necessity_limb_thin",
                question,
                message=f"{name.capitalize()} is answered in {length} characters.",
                remedy="Say what shows it, so that a court could follow the reasoning.",
                source="F:BRIDGES",
            )


def all_operations_are_logged(content: Content, context: Context) -> Iterator[Finding]:
    """Advice for each of the six operations of s.62 that is not logged.

    No stop: an assessment that honestly says what is not logged must be able to be adopted with an
    action; a stop would invite a false tick.
    """
    logged = content.chosen("logged_operations")
    absent = [
        str(row["title"]).lower()
        for row in catalogue.reference("logged_operations")
        if row["id"] not in logged
    ]
    if logged and absent:
        yield found(
            content,
            Level.ADVICE,
            "operations_not_logged",
            "logged_operations",
            message=f"Section 62 asks for logs of six operations; not ticked: {'; '.join(absent)}.",
            remedy="Log them, or add an action with an owner and a date in section D17.",
            source="F:DPA62",
        )


def automated_decisions_have_a_basis(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when decisions are solely automated and sensitive data are processed (s.50B)."""
    if content.answers.get("automated_decisions") is True and content.chosen("sensitive_types"):
        yield found(
            content,
            Level.ADVICE,
            "automated_decisions_with_sensitive_data",
            "automated_decisions",
            message="Significant decisions are automated, and sensitive data are processed: such "
            "decisions need explicit consent or a basis in law.",
            remedy="Name the basis and the safeguards, or put a person's decision in between.",
            source="F:DUAA80",
        )


def disposal_is_proved(content: Content, context: Context) -> Iterator[Finding]:
    """Advice for a retention rule without proof of disposal, or without review (s.39(2))."""
    for row in content.rows("retention_rules"):
        if not row.get("proof"):
            yield found(
                content,
                Level.ADVICE,
                "disposal_without_proof",
                "retention_rules",
                row=str(row["id"]),
                message=f"Nothing says how the disposal of '{row.get('records')}' is shown.",
                remedy="Name the report, certificate or log that shows it.",
                source="K (DPA 2018 s.39)",
            )
        if int(row.get("review_years", 1)) < 1:
            yield found(
                content,
                Level.STOP,
                "no_periodic_review",
                "retention_rules",
                row=str(row["id"]),
                message=f"'{row.get('records')}' is never reviewed; time limits for periodic "
                "review must be set.",
                remedy="Give the number of years after which need is reviewed.",
                source="K (DPA 2018 s.39(2))",
            )


def retention_is_not_left_to_partners(content: Content, context: Context) -> Iterator[Finding]:
    """Advice where copies held by partners are called their own affair."""
    for sentence in sentences(content.text("partner_copies")):
        if _LEFT_TO_PARTNER.search(sentence) and not re.search(r"\bnot\b", sentence):
            yield found(
                content,
                Level.ADVICE,
                "retention_left_to_partner",
                "partner_copies",
                message="The text leaves the review and disposal of shared copies to the partner.",
                remedy="Say how the force knows that copies are reviewed and disposed of: period "
                "for each item, certificate, deletion notice.",
                source="K (DPA 2018 s.39(2))",
            )
            return


CHECKS: tuple[Check, ...] = (
    four_limbs_are_answered,
    disposal_is_proved,
    retention_is_not_left_to_partners,
    all_operations_are_logged,
    automated_decisions_have_a_basis,
)
