"""Checks on the dates, periods, purpose and wording of a sharing agreement."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.findings.wording import passages
from documents.periods import months_after

_GENERIC = re.compile(
    r"\W*(?:to\s+)?(?:prevent(?:ing|ion of)?|detect(?:ing|ion of)?|reduc(?:e|ing)|fight(?:ing)?"
    r"|tackl(?:e|ing)|safeguard(?:ing)?|share information|law enforcement|policing purposes?)"
    r"(?:\W+(?:and|or|of|the|to|prevent|detect|reduce|tackle|crime|disorder|offences?|harm|people"
    r"|children|adults|public|safety|policing|purposes?))*\W*",
    re.IGNORECASE,
)
_FEW_WORDS = 8


def dates(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T11, and the review and expiry limits of the template (section 3.5)."""
    starts, review, ends = (_day(content, one) for one in ("starts_on", "review_on", "ends_on"))
    if starts and ends and ends <= starts:
        yield _on(content, "ends_on", Level.STOP, *_ENDS_FIRST)
    if starts and ends and ends >= months_after(starts, 36):
        yield _on(content, "ends_on", Level.ADVICE, *_TOO_LONG)
    if starts and starts <= context.today:
        yield _on(content, "starts_on", Level.ADVICE, *_STARTS_EARLY)
    if starts and review and review > months_after(starts, 6):
        yield _on(content, "review_on", Level.ADVICE, *_REVIEW_LATE)
    if review and ends and review > ends:
        yield _on(content, "review_on", Level.ADVICE, *_REVIEW_AFTER_END)


def periods(content: Content, context: Context) -> Iterator[Finding]:
    """Numbers beyond what the template allows."""
    for limit in _LIMITS:
        given = content.answers.get(limit.question)
        if given is not None and given > limit.most:
            yield found(
                content,
                Level.ADVICE,
                limit.code,
                limit.question,
                message=f"{limit.words}: {given}, and the template's limit is {limit.most}.",
                remedy="Shorten it, or give the reasons that every signer will see.",
                source=limit.source,
            )


def purpose_is_specific(content: Content, context: Context) -> Iterator[Finding]:
    """Trap T26: a purpose is specified and explicit (DPA 2018 s.36(1))."""
    purpose = content.text("purpose")
    if purpose and _GENERIC.fullmatch(purpose):
        yield _on(content, "purpose", Level.STOP, *_VAGUE)
    elif purpose and len(purpose.split()) < _FEW_WORDS:
        yield _on(content, "purpose", Level.ADVICE, *_SHORT)


def marking(content: Content, context: Context) -> Iterator[Finding]:
    """The document's own marking (government security classifications)."""
    if content.answers.get("marking") == "secret_or_above":
        yield _on(content, "marking", Level.STOP, *_SECRET)


def choices_to_look_at(content: Content, context: Context) -> Iterator[Finding]:
    """Answers that a lawyer should mean: consent, automated decisions, an indemnity."""
    if content.answers.get("consent_stance") == "relied_on":
        yield _on(content, "consent_stance", Level.ADVICE, *_CONSENT)
    if content.answers.get("automated") is True:
        yield _on(content, "automated", Level.ADVICE, *_AUTOMATED)
    if content.answers.get("indemnity") is True:
        yield _on(content, "indemnity", Level.ADVICE, *_INDEMNITY)


def phrases(content: Content, context: Context) -> Iterator[Finding]:
    """Traps T1, T10 and T16 in the words of the agreement."""
    for passage in passages(content):
        for pattern, said in _PHRASES:
            if pattern.search(passage.text):
                code, message, remedy, source = said
                yield found(
                    content,
                    Level.ADVICE,
                    code,
                    passage.question,
                    row=passage.row,
                    message=message,
                    remedy=remedy,
                    source=source,
                )


@dataclass(frozen=True, slots=True)
class _Limit:
    question: str
    most: int
    code: str
    words: str
    source: str


_LIMITS = (
    _Limit("review_months", 12, "review_over_twelve_months", "Months between reviews", "F:LINCS"),
    _Limit("correction_days", 2, "correction_notice_slow", "Working days to correct", "D, F:DPA38"),
    _Limit("transfer_days", 2, "request_transfer_slow", "Working days to pass on a request", "D"),
    _Limit("breach_hours", 24, "breach_report_slow", "Hours to report a breach", "D, F:DPA67"),
)


def _day(content: Content, question: str) -> dt.date | None:
    given = content.text(question)
    return dt.date.fromisoformat(given) if given else None


def _on(
    content: Content, question: str, level: Level, code: str, message: str, remedy: str, source: str
) -> Finding:
    return found(content, level, code, question, message=message, remedy=remedy, source=source)


_ENDS_FIRST = (
    "ends_before_it_starts",
    "The agreement ends before it starts.",
    "Correct one of the two dates.",
    "D",
)
_TOO_LONG = (
    "longer_than_three_years",
    "The agreement runs for more than three years.",
    "End it within three years, or give the reasons that every signer will see.",
    "D",
)
_STARTS_EARLY = (
    "starts_before_signatures",
    "The start date is today or past, before signatures can be complete.",
    "Give a date by which all can have signed. Nothing takes effect before that in any case.",
    "F:WARR",
)
_REVIEW_LATE = (
    "first_review_late",
    "The first review is more than six months after the start.",
    "Review within six months of the start, then at least every twelve months.",
    "F:LINCS",
)
_REVIEW_AFTER_END = (
    "review_after_the_end",
    "The first review falls after the agreement has ended.",
    "Bring the review forward.",
    "D",
)
_VAGUE = (
    "purpose_not_specific",
    "The purpose is general and would cover almost anything.",
    "Name the harm, the people or place, and the decision that the information serves.",
    "F:DPA36",
)
_SHORT = (
    "purpose_may_be_too_wide",
    "The purpose is very short.",
    "Say what is decided with the information, about whom and where.",
    "F:DPA36",
)
_SECRET = (
    "marking_out_of_scope",
    "The document is marked SECRET or above, which is out of scope here.",
    "Keep such material out of this system.",
    "F:GSC",
)
_CONSENT = (
    "consent_relied_on",
    "The agreement relies on consent.",
    "Look for a task or duty first: consent that cannot be refused is not freely given.",
    "F:ICO-P3CONS, K",
)
_AUTOMATED = (
    "automated_decisions",
    "A recipient will decide about people solely by automated means.",
    "See that the safeguards are stated and that the assessment covers it.",
    "F:DUAA80",
)
_INDEMNITY = (
    "indemnity_given",
    "The agreement gives an indemnity.",
    "Check that both sides agreed. An indemnity by deed cannot be signed in this system.",
    "V, D",
)
_PHRASES: tuple[tuple[re.Pattern[str], tuple[str, str, str, str]], ...] = (
    (
        re.compile(
            r"\bdeemed\s+(?:to\s+(?:have\s+|be\s+)?(?:been\s+)?)?(?:approv|agre|accept|consent|sign)"
            r"|\b(?:silence|no reply)\b[^.\n]{0,40}\b(?:approv|agree|accept|consent)",
            re.IGNORECASE,
        ),
        (
            "silence_as_approval",
            "The text lets silence stand for approval.",
            "Say what happens next and who decides: silence approves nothing here.",
            "D",
        ),
    ),
    (
        re.compile(
            r"\bapprov(?:ed|al)\s+(?:by|of|from)\s+(?:the\s+)?(?:DPO|data protection officer)\b"
            r"|\b(?:DPO|data protection officer)\s+(?:approves|authorises|accepts the risk)\b",
            re.IGNORECASE,
        ),
        (
            "dpo_approves",
            "The text has the data protection officer approve.",
            "The officer advises; the controller decides, through its SIRO.",
            "F:DPA71, F:DPA70",
        ),
    ),
    (
        re.compile(
            r"\bno\s+(?:information|data|disclosure)\s+(?:may|will|shall|can)\s+(?:be\s+)?"
            r"(?:shared|disclosed|made|given)\b[^.\n]{0,60}\b(?:unless|without|outside)\b"
            r"[^.\n]{0,40}\bagreement\b",
            re.IGNORECASE,
        ),
        (
            "bars_urgent_disclosure",
            "The text bars disclosure outside the agreement, urgent and ordered ones included.",
            "Except disclosure to protect life or prevent serious harm, by order or to oversight, "
            "and lawful one-off disclosure.",
            "D",
        ),
    ),
)

CHECKS: tuple[Check, ...] = (
    dates,
    periods,
    purpose_is_specific,
    marking,
    choices_to_look_at,
    phrases,
)
