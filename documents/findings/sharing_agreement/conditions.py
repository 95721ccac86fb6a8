"""Checks inside one lawful basis: sensitive processing under Part 3, and Articles 6, 9 and 10."""

from __future__ import annotations

from collections.abc import Iterator

from documents import catalogue
from documents.bases import Basis, bases
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found

Gap = tuple[Level, str, str, str, str]


def sensitive_processing(content: Content, context: Context) -> Iterator[Finding]:
    """Rule 11: strictly necessary, a Schedule 8 condition and a policy document, under Part 3."""
    for basis in bases(content):
        if basis.part_3 and basis.agreement.is_special(basis.flow):
            yield from _findings(content, basis, _sensitive_gaps(basis))


def policy_documents(content: Content, context: Context) -> Iterator[Finding]:
    """Rule 11 and 14.7: each force's appropriate policy document exists; a late one is advice."""
    if context.policy_documents is None:
        return
    for basis in bases(content):
        if basis.police and basis.part_3 and basis.agreement.is_special(basis.flow):
            gaps = (_policy_gap(force, context) for force in basis.flow.forces)
            yield from _findings(content, basis, (gap for gap in gaps if gap))


def article_6(content: Content, context: Context) -> Iterator[Finding]:
    """Rule 12 and 14.10: an Article 6 basis that this body may use, with the law it needs."""
    for basis in bases(content):
        if basis.uk_gdpr:
            yield from _findings(content, basis, _article_6_gaps(basis))


def articles_9_and_10(content: Content, context: Context) -> Iterator[Finding]:
    """Rule 12, 14.2, trap T2: special category and criminal offence data under the UK GDPR."""
    for basis in bases(content):
        if basis.uk_gdpr:
            yield from _findings(content, basis, _article_9_gaps(basis))
            yield from _findings(content, basis, _article_10_gaps(basis))


def consent_is_no_default(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T3: consent is rarely right for police and public bodies."""
    for basis in bases(content):
        consent = (basis.part_3 and basis.row.get("section_35_2") == "consent") or (
            basis.uk_gdpr and "a" in (basis.row.get("article_6") or ())
        )
        if consent and basis.public_authority:
            yield from _findings(content, basis, [_CONSENT])


def _sensitive_gaps(basis: Basis) -> Iterator[Gap]:
    for column, code, message, remedy in _SENSITIVE:
        if not basis.row.get(column):
            yield Level.STOP, code, message, remedy, "D; F:DPA35, F:DPA42"


def _policy_gap(force: str, context: Context) -> Gap | None:
    held = context.policy_documents or {}
    if force not in held:
        return (
            Level.STOP,
            "force_has_no_policy_document",
            f"{force} sends or receives sensitive data and has no appropriate policy document.",
            "Have the force put one in place before this is frozen.",
            "F:DPA35, F:DPA42",
        )
    review = held[force]
    if review is not None and review < context.today:
        return (
            Level.ADVICE,
            "policy_document_review_late",
            f"The appropriate policy document of {force} was due for review on {review}.",
            "Ask the force to review it; the law says keep under review and sets no expiry.",
            "F:DPA42, F:BCH-APD",
        )
    return None


def _article_6_gaps(basis: Basis) -> Iterator[Gap]:
    chosen = tuple(basis.row.get("article_6") or ())
    if not chosen:
        yield Level.STOP, *_ARTICLE_6
    for one in (catalogue.row("article_6", value) for value in chosen):
        if one["needs_law"] and not basis.row.get("article_6_law"):
            yield Level.STOP, *_ARTICLE_6_LAW
        if not one["public_authority"] and basis.public_authority:
            yield (
                Level.STOP,
                "basis_closed_to_public_authorities",
                f"{one['citation']} is closed to a public authority for its tasks.",
                "Use the public task or a legal obligation, and name the law that sets it.",
                one["source"],
            )


def _article_9_gaps(basis: Basis) -> Iterator[Gap]:
    chosen = tuple(basis.row.get("article_9") or ())
    if basis.agreement.is_special(basis.flow) and not chosen:
        yield Level.STOP, *_ARTICLE_9
    wanting = any(catalogue.row("article_9", value)["schedule_1"] for value in chosen)
    if wanting and not basis.row.get("schedule_1"):
        yield Level.STOP, *_SCHEDULE_1


def _article_10_gaps(basis: Basis) -> Iterator[Gap]:
    chosen = basis.row.get("article_10")
    if basis.agreement.is_criminal(basis.flow) and chosen in (None, "not_criminal"):
        yield Level.STOP, *_ARTICLE_10
    if chosen == "official_authority" and not basis.row.get("article_10_law"):
        yield Level.STOP, *_ARTICLE_10_LAW
    if chosen == "schedule_1" and not basis.row.get("schedule_1"):
        yield Level.STOP, *_SCHEDULE_1
    conditions = [catalogue.row("schedule_1", one) for one in basis.row.get("schedule_1") or ()]
    if any(one["policy_document"] for one in conditions) and not basis.row.get("policy_document"):
        yield Level.ADVICE, *_SCHEDULE_1_POLICY


def _findings(content: Content, basis: Basis, gaps: Iterator[Gap] | list[Gap]) -> Iterator[Finding]:
    for level, code, message, remedy, source in gaps:
        yield found(
            content,
            level,
            code,
            basis.side,
            row=str(basis.row["id"]),
            message=f"Flow {basis.flow.ref}: {message}",
            remedy=remedy,
            source=source,
        )


_SENSITIVE = (
    (
        "strictly_necessary",
        "strictly_necessary_missing",
        "sensitive data moves under Part 3, and why it is strictly necessary is not said.",
        "Say why the purpose cannot be met by less intrusive means.",
    ),
    (
        "schedule_8",
        "schedule_8_condition_missing",
        "sensitive data moves under Part 3 without a Schedule 8 condition.",
        "Choose at least one condition.",
    ),
    (
        "policy_document",
        "policy_document_missing",
        "sensitive data moves under Part 3, and no appropriate policy document is named.",
        "Name the document and its review date for each body on this side.",
    ),
)
_ARTICLE_6 = (
    "article_6_missing",
    "no Article 6 basis is recorded on this side.",
    "Choose the basis and name the law that sets the task or obligation.",
    "D; K",
)
_ARTICLE_6_LAW = (
    "article_6_law_missing",
    "a public task or legal obligation is relied on, and the law that sets it is not named.",
    "Name the task or obligation and the law.",
    "K, UK GDPR Art 6(3)",
)
_ARTICLE_9 = (
    "article_9_missing",
    "special category data moves under the UK GDPR without an Article 9 condition.",
    "Choose an Article 9 condition and, where it needs one, a Schedule 1 condition.",
    "D; V, F:DPA10",
)
_ARTICLE_10 = (
    "article_10_missing",
    "criminal offence data moves under the UK GDPR without an Article 10 basis.",
    "Choose official authority and name the law, or choose a Schedule 1 condition.",
    "V, F:DPA10",
)
_ARTICLE_10_LAW = (
    "article_10_law_missing",
    "official authority is relied on, and the law that confers it is not named.",
    "Name the law. No Schedule 1 condition is then needed.",
    "V, F:DPA10",
)
_SCHEDULE_1 = (
    "schedule_1_missing",
    "the condition relied on needs a Schedule 1 condition, and none is chosen.",
    "Choose the Schedule 1 condition.",
    "D; V, F:DPA10",
)
_SCHEDULE_1_POLICY = (
    "schedule_1_policy_document_not_named",
    "a Schedule 1 condition that normally needs an appropriate policy document is relied on.",
    "Name the document, or say which exception applies, for example a disclosure to a competent "
    "authority.",
    "V, F:DPA10, K",
)
_CONSENT: Gap = (
    Level.ADVICE,
    "consent_as_basis",
    "consent is the basis of a public authority, where it is rarely freely given.",
    "Look for a task or duty first; people may still be asked for their views.",
    "F:ICO-P3CONS, K",
)

CHECKS: tuple[Check, ...] = (
    sensitive_processing,
    policy_documents,
    article_6,
    articles_9_and_10,
    consent_is_no_default,
)
