"""Whether the regulator must be consulted (DPA 2018 s.65, UK GDPR Article 36)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.content import Content
from documents.dates import as_date, section_65_reply_due
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.findings.wording import passages, sentences
from documents.risk import highest

_GDPR_TIME = re.compile(r"\b(?:8|eight|14|fourteen)[\s-]+weeks?\b", re.IGNORECASE)
_PART_3 = re.compile(r"\b(?:section|s\.?)\s*65\b|\bPart 3\b", re.IGNORECASE)
_ARTICLE_36 = re.compile(r"\bArticle 36\b|\bArt\.?\s*36\b|\bUK GDPR\b", re.IGNORECASE)
_DEEMED = re.compile(
    r"\b(?:deemed|automatic\w*|tacit\w*)\s+(?:to\s+(?:be|have)\s+)?(?:approv\w+|consent\w*)"
    r"|\b(?:silence|no reply|no response)\b.{0,60}\b(?:approv\w+|consent\w*|may start)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|no one|nothing|neither)\b", re.IGNORECASE)


def high_risk_is_answered(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when a risk is high, before or after measures, and the question is open."""
    before, after = highest(content, "inherent"), highest(content, "residual")
    peak = max((one for one in (before, after) if one is not None), default=None)
    if peak is None or not peak.consult:
        return
    when = "after" if after is not None and after.consult else "before"
    for question, words in (
        ("ico_decision", "whether the regulator is consulted"),
        ("ico_reason", "why the regulator is, or is not, consulted"),
        ("creates_filing_system", "whether a filing system is created"),
    ):
        if content.answers.get(question) is None:
            yield found(
                content,
                Level.STOP,
                "high_risk_consultation_unanswered",
                question,
                message=f"A risk is {peak.title.lower()} {when} measures, and it is open {words}.",
                remedy="Answer it here; each controller decides on this text.",
                source="F:DPA65, F:ICO-CONSULT",
            )


def remaining_high_risk_is_consulted(content: Content, context: Context) -> Iterator[Finding]:
    """High risk after measures and no consultation: a stop where a duty is plain, else advice."""
    after = highest(content, "residual")
    if after is None or not after.consult or content.text("ico_decision") != "not_consult":
        return
    creates = content.answers.get("creates_filing_system") is True
    gdpr = content.text("regimes") in ("uk_gdpr", "both")
    yield found(
        content,
        Level.STOP if creates or gdpr else Level.ADVICE,
        "residual_high_without_consultation",
        "ico_decision",
        message=f"A risk stays {after.title.lower()} after measures, and the regulator is not "
        "consulted.",
        remedy="Consult, or add measures until no high risk remains.",
        source="F:DPA65, F:ICO-CONSULT",
    )


def words_of_section_65_are_faced(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when only the inherent risk is high, a filing system is created, nobody is consulted.

    The Act says "in the absence of measures"; the regulator asks for the risk that remains.
    """
    before, after = highest(content, "inherent"), highest(content, "residual")
    if before is None or not before.consult or (after is not None and after.consult):
        return
    if (
        content.answers.get("creates_filing_system") is True
        and content.text("ico_decision") == "not_consult"
    ):
        yield found(
            content,
            Level.ADVICE,
            "inherent_high_not_consulted",
            "ico_reason",
            message="A filing system is created and a risk is high before measures. The words of "
            "section 65 ask for the risk in the absence of measures; the regulator asks for the "
            "risk that remains.",
            remedy="Say which reading is relied on and that the data protection officers agree.",
            source="F:DPA65, F:ICO-CONSULT",
        )


def times_are_of_the_right_law(content: Content, context: Context) -> Iterator[Finding]:
    """Advice where UK GDPR times are given for Part 3, or silence is approval."""
    for passage in passages(content):
        if content.definition.section_of(passage.question).id != "D20":
            continue
        for sentence in sentences(passage.text):
            if _wrong_time(content, sentence):
                yield found(
                    content,
                    Level.ADVICE,
                    "consultation_time_of_the_other_law",
                    passage.question,
                    row=passage.row,
                    message="Eight and fourteen weeks are times of the UK GDPR. Under section 65 "
                    "it is six weeks beginning with receipt, and one month more.",
                    remedy="Give the time of the law that applies, or both, each with its law.",
                    source="F:DPA65",
                )
            if _DEEMED.search(sentence) and not _DENIED.search(sentence):
                yield found(
                    content,
                    Level.ADVICE,
                    "silence_taken_as_approval",
                    passage.question,
                    row=passage.row,
                    message="The text takes silence for approval. No reply releases nothing by "
                    "itself.",
                    remedy="Say that the SIRO decides with advice and reasons when no reply comes.",
                    source="D",
                )


def _wrong_time(content: Content, sentence: str) -> bool:
    if not _GDPR_TIME.search(sentence):
        return False
    only_part_3 = content.text("regimes") == "part_3"
    return bool(_PART_3.search(sentence) or only_part_3) and not _ARTICLE_36.search(sentence)


def earlier_times_are_counted_right(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when a recorded reply date is later than section 65 allows; both dates are shown."""
    for row in content.rows("earlier_consultations"):
        received, due = as_date(row.get("received_on")), as_date(row.get("due_on"))
        if row.get("law") != "section_65" or received is None or due is None:
            continue
        extended = row.get("extension_notified_on") is not None
        earlier, later = section_65_reply_due(received, extended=extended)
        if due > later:
            yield found(
                content,
                Level.ADVICE,
                "consultation_date_too_late",
                "earlier_consultations",
                row=str(row["id"]),
                message=f"The reply is noted as due on {due:%-d %B %Y}. Six weeks beginning with "
                f"receipt{' and a month' if extended else ''} end on {earlier:%-d %B %Y}, or "
                f"{later:%-d %B %Y} if the day of receipt does not count.",
                remedy="Correct the date; plan by the earlier one.",
                source="F:DPA65",
            )


CHECKS: tuple[Check, ...] = (
    high_risk_is_answered,
    remaining_high_risk_is_consulted,
    words_of_section_65_are_faced,
    times_are_of_the_right_law,
    earlier_times_are_counted_right,
)
