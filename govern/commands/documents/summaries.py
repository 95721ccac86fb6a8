"""The one page in front: what this document is, its main facts and what to notice, per kind of document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from documents import catalogue
from documents.content import Content
from govern.records.blocks import Pair, Summary, Table

Facts = Mapping[str, Any]
Names = Mapping[str, str]


def summary(kind: str, content: Content, facts: Facts, names: Names) -> Summary:
    """The summary page of a document of `kind`."""
    return _KINDS[kind](content, facts, names)


def day(written: str | None) -> str:
    """A date as people write it, or "Not set"."""
    return f"{date.fromisoformat(written):%-d %B %Y}" if written else "Not set"


def _dpia(content: Content, facts: Facts, names: Names) -> Summary:
    notices = []
    if facts.get("retrospective"):
        notices.append(
            f"This assessment is retrospective: processing started on "
            f"{day(facts.get('processing_started_on'))}."
        )
    if facts.get("ico_needed"):
        notices.append("Prior consultation with the Information Commissioner is recorded as needed.")
    return Summary(
        lead=(
            "What the processing is for, what it may do to people, and what is done about it. "
            "Each force's DPO advises and its SIRO decides, for that force alone."
        ),
        facts=(
            Pair("Highest risk before measures", _level(facts.get("highest_inherent"))),
            Pair("Highest risk after measures", _level(facts.get("highest_residual"))),
            Pair("Review due", day(facts.get("review_due_on"))),
            Pair("Modules", ", ".join(each.title() for each in facts.get("modules", ()))),
        ),
        notices=tuple(notices),
        tables=_top_risks(content),
    )


def _addendum(content: Content, facts: Facts, names: Names) -> Summary:
    return Summary(
        lead="One force's local variations, interfaces and risks. It may add safeguards to the core, never weaken it.",
        facts=(Pair("Review due", day(facts.get("review_due_on"))),),
    )


def _code(content: Content, facts: Facts, names: Names) -> Summary:
    profiles = catalogue.reference("profiles")
    asked: Mapping[str, Any] = facts.get("profiles", {})
    rows = tuple(
        (str(row["id"]), str(row.get("title", "")), str(len(asked.get(row["id"], ()))))
        for row in profiles
    )
    return Summary(
        lead=(
            "What a body must show before it connects, how that is assessed, and when a certificate ends. "
            "It binds the nine forces and every partner that connects."
        ),
        facts=(
            Pair("Controls", str(len(facts.get("controls", ())))),
            Pair("Review due", day(facts.get("review_due_on"))),
        ),
        tables=(Table("Controls asked of each profile", ("Profile", "What it is", "Controls"), rows, (1, 4, 1)),),
    )


def _return(content: Content, facts: Facts, names: Names) -> Summary:
    answers: Mapping[str, str] = facts.get("answers", {})
    counted = tuple(
        (label, str(sum(state == value for state in answers.values())))
        for value, label in (
            ("compliant", "Compliant"),
            ("partially_compliant", "Partially compliant"),
            ("non_compliant", "Not compliant"),
            ("not_applicable", "Not applicable"),
        )
    )
    blocking = facts.get("blocking", ())
    notices = (
        f"Mandatory controls not met: {', '.join(blocking)}. They block a certificate.",
    ) if blocking else ()
    return Summary(
        lead="How one body meets the code of connection: declared by the body, assessed and certified by the lead force.",
        facts=(
            Pair("Organisation", names.get(facts["partner"], facts["partner"])),
            Pair("Profile", str(facts["profile"])),
        ),
        notices=notices,
        tables=(Table("Answers to the controls", ("Answer", "Controls"), counted, (4, 1)),),
    )


def _agreement(content: Content, facts: Facts, names: Names) -> Summary:
    flows = facts["flows"]
    critical = sum(bool(flow["safety_critical"]) for flow in flows)
    notices = [
        "Each party signs for itself. A flow opens only when the force that owns the records and the partner have "
        "both signed, and every document the agreement rests on is in force."
    ]
    if critical:
        notices.append(f"{critical} of these flows are safety-critical and name a fallback channel.")
    return Summary(
        lead=_lead(content),
        facts=(
            Pair("In force from", day(facts["starts_on"])),
            Pair("Until the end of", day(facts["ends_on"])),
            Pair("Review due", day(facts["review_due_on"])),
            Pair("All parties or none", "Yes" if facts["all_or_none"] else "No"),
        ),
        notices=tuple(notices),
        tables=(_flows(flows, names),),
    )


def _flows(flows: list[dict[str, Any]], names: Names) -> Table:
    titles = {row["id"]: row for table in ("categories", "purposes") for row in catalogue.reference(table)}
    rows = tuple(
        (
            names.get(flow["force"], flow["force"]),
            "sends to" if flow["direction"] == "send" else "receives from",
            names.get(flow["partner"], flow["partner"]),
            _title(titles, flow["category"]),
            _title(titles, flow["purpose"]),
        )
        for flow in flows
    )
    columns = ("Force", "Direction", "Partner", "Data", "Purpose")
    return Table("Flows that this agreement opens", columns, rows, (3, 2, 3, 4, 4))


def _top_risks(content: Content) -> tuple[Table, ...]:
    rows = tuple(
        (str(row.get("risk") or row["id"]), str(row.get("harm") or row.get("event") or ""), _level(row.get("residual_level")))
        for row in content.rows("risks")
    )[:5] if "risks" in content.definition.places else ()
    columns = ("Risk", "Harm to people", "After measures")
    return (Table("First risks of the register", columns, rows, (1, 4, 1)),) if rows else ()


def _lead(content: Content) -> str:
    for question in ("purpose", "purposes", "purpose_text", "aim"):
        if question in content.definition.places and content.text(question):
            return content.text(question).split("\n\n")[0]
    return "What is shared, by whom, for what purpose, under which powers, and with what safeguards."


def _title(titles: Mapping[str, Any], slug: str) -> str:
    row = titles.get(slug)
    return str(row["title"]) if row else slug


def _level(level: object) -> str:
    return str(level).replace("_", " ").capitalize() if level else "Not scored"


_KINDS: Mapping[str, Callable[[Content, Facts, Names], Summary]] = {
    "dpia": _dpia,
    "local_addendum": _addendum,
    "code_of_connection": _code,
    "connection_return": _return,
    "sharing_agreement": _agreement,
}
