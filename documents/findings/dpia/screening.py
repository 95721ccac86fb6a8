"""Whether an assessment is required, and whether it came before the processing (DPA 2018 s.64)."""

from __future__ import annotations

from collections.abc import Iterator

from documents import catalogue
from documents.content import Content
from documents.dates import as_date
from documents.findings.finding import Check, Context, Finding, Level, found

_TWO = 2


def outcome_is_open(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when the outcome is "not required" although a trigger is hit."""
    if content.text("screening_outcome") != "not_required" or not (hits := _hits(content)):
        return
    yield found(
        content,
        Level.STOP,
        "screening_outcome_contradicts_triggers",
        "screening_outcome",
        message=f"The outcome is 'not required', but these triggers are hit: {'; '.join(hits)}.",
        remedy="Change the outcome to 'required'. For a shared records management system the "
        "answer is not open.",
        source="F:DPA64, F:NIBI",
    )


def _hits(content: Content) -> list[str]:
    rows = content.rows("ico_triggers")
    hits = [
        _title("ico_triggers", row["trigger"])
        for row in rows
        if row.get("applies") is True and "trigger" in row
    ]
    hits += [_title("always_assess", one) for one in content.chosen("always_assess")]
    criteria = content.chosen("wp248_criteria")
    if len(criteria) >= _TWO:
        hits.append(f"{len(criteria)} of the nine criteria")
    if content.chosen("modules") and not hits:
        hits.append("the processing is a records management system that several forces share")
    return hits


def _title(table: str, row_id: str) -> str:
    return str(catalogue.row(table, row_id)["title"])


def known_triggers_are_hit(content: Content, context: Context) -> Iterator[Finding]:
    """Advice when a trigger that a shared records system is known to hit is answered "no"."""
    for row in content.rows("ico_triggers"):
        if row.get("applies") is not False or "trigger" not in row:
            continue
        trigger = catalogue.row("ico_triggers", row["trigger"])
        if trigger["this_asset"]:
            yield found(
                content,
                Level.ADVICE,
                "screening_trigger_denied",
                "ico_triggers",
                row=str(row["id"]),
                message=f"'{trigger['title']}' is answered 'no'. {trigger['why']}",
                remedy="Answer 'yes', or give reasons that every signer can test.",
                source=str(trigger["source"]),
            )


def every_trigger_is_answered(content: Content, context: Context) -> Iterator[Finding]:
    """Advice for each of the ten triggers that has no row."""
    rows = content.rows("ico_triggers")
    answered = {row.get("trigger") for row in rows}
    for trigger in catalogue.reference("ico_triggers"):
        if rows and trigger["id"] not in answered:
            yield found(
                content,
                Level.ADVICE,
                "screening_trigger_unanswered",
                "ico_triggers",
                message=f"'{trigger['title']}' is not answered.",
                remedy="Add a row that says whether it applies, and why.",
                source=str(trigger["source"]),
            )


def late_assessment_is_declared(content: Content, context: Context) -> Iterator[Finding]:
    """A stop when processing has started, undeclared, and no earlier assessment exists."""
    started = as_date(content.answers.get("processing_started_on"))
    if started is None:
        return
    retrospective = content.answers.get("dpia_retrospective")
    if started <= context.today and retrospective is False:
        if not content.text("earlier_assessment"):
            yield found(
                content,
                Level.STOP,
                "retrospective_not_declared",
                "dpia_retrospective",
                message=f"Processing started on {started:%-d %B %Y}, before this assessment, and "
                "no assessment adopted before that date is named.",
                remedy="Answer 'yes', with the reason and the interim safeguards; or name the "
                "earlier assessment.",
                source="F:DPA64",
            )
    elif started > context.today and retrospective is True:
        yield found(
            content,
            Level.ADVICE,
            "retrospective_before_start",
            "dpia_retrospective",
            message=f"The assessment is called retrospective, but processing starts on "
            f"{started:%-d %B %Y}.",
            remedy="Correct the date, or answer 'no'.",
            source="F:DPA64",
        )


def retrospective_is_shown(content: Content, context: Context) -> Iterator[Finding]:
    """Advice that every signer sees: the assessment came after the processing."""
    if content.answers.get("dpia_retrospective") is not True:
        return
    yield found(
        content,
        Level.ADVICE,
        "assessment_is_retrospective",
        "processing_started_on",
        message="Section 64 asks for the assessment before the processing. This one is "
        "retrospective, and is shown as such wherever it is cited.",
        remedy="See that the reason and the interim safeguards are facts with dates, and that "
        "each controller's decision covers the time between.",
        source="F:DPA64, D",
    )


CHECKS: tuple[Check, ...] = (
    outcome_is_open,
    known_triggers_are_hit,
    every_trigger_is_answered,
    late_assessment_is_declared,
    retrospective_is_shown,
)
