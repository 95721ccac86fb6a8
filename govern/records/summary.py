"""The one-page summary in front of a document: what it is, its main facts, and what a signer should
notice.
"""

from __future__ import annotations

from dataclasses import dataclass

from documents import risk
from documents.content import Content
from govern.records import connecting, risks
from govern.records.blocks import Pair, Summary, Table
from govern.records.wording import Names, words

LONGEST_LEAD = 700
MOST_FLOWS = 8
MOST_RISKS = 5
"""Characters of the opening text and rows of the tables that fit on the summary's one page with
everything else.
"""


@dataclass(frozen=True)
class Outline:
    """Which answers the summary of a kind of document is made of: the first of `lead` that is given
    opens it.
    """

    lead: tuple[str, ...]
    facts: tuple[str, ...]


OUTLINES = {
    "dpia": Outline(
        ("residual_summary", "nature", "decision_sought"),
        (
            "controllers_covered",
            "asset_name",
            "regimes",
            "processing_started_on",
            "screening_outcome",
            "ico_decision",
            "review_due_on",
        ),
    ),
    "local_addendum": Outline(
        ("decision_sought",),
        ("force", "core_reference", "core_version", "has_variations", "has_risks", "review_due_on"),
    ),
    "code_of_connection": Outline(
        ("summary", "purpose"),
        ("owner", "starts_on", "review_due_on", "validity_months", "incident_hours"),
    ),
    "connection_return": Outline(
        ("scope",),
        (
            "organisation",
            "kind",
            "profile",
            "code_reference",
            "code_version",
            "returned_on",
            "users",
        ),
    ),
    "sharing_agreement": Outline(
        ("summary", "purpose"),
        (
            "owner_force",
            "partner_lead",
            "tier",
            "starts_on",
            "ends_on",
            "review_on",
            "dpia_reference",
            "code_reference",
            "all_or_none",
            "signing_order",
        ),
    ),
}


def summary(content: Content, names: Names, accepted: int = 0) -> Summary:
    """The summary of a version; `accepted` counts the advice accepted with reasons."""
    outline = OUTLINES[content.definition.name]
    leads = (content.text(each) for each in outline.lead if each in content.definition.places)
    return Summary(
        lead=_opening(next((each for each in leads if each), "")),
        facts=(*_facts(outline, content, names), *_levels(content), *connecting.facts(content)),
        notices=tuple(_notices(content, accepted)),
        tables=(*_top_risks(content), *_flows(content, names), *connecting.tables(content)),
    )


def _opening(text: str) -> str:
    """The first paragraphs that leave room for the facts on one page; the whole text stands in its
    section.
    """
    paragraphs = text.split("\n\n")
    taken = [paragraphs[0]]
    for each in paragraphs[1:]:
        if len("".join(taken)) + len(each) > LONGEST_LEAD:
            break
        taken.append(each)
    first = taken[0]
    if len(taken) == 1 and len(first) > LONGEST_LEAD:
        return _whole_sentences(first[:LONGEST_LEAD])
    return "\n\n".join(taken)


def _whole_sentences(text: str) -> str:
    """As many whole sentences as there are, and a mark that more follow; of one long sentence as
    many words.
    """
    ends = text.rfind(". ") + 1
    return (text[:ends] if ends else text.rsplit(" ", 1)[0]) + " \u2026"


def _facts(outline: Outline, content: Content, names: Names) -> list[Pair]:
    pairs = []
    for each in outline.facts:
        if each in content.definition.places and (answer := content.answers.get(each)) is not None:
            question = content.definition.question(each)
            pairs.append(Pair(question.label.rstrip("?"), words(question, answer, names)))
    return pairs


def _levels(content: Content) -> list[Pair]:
    if risk.RISKS not in content.definition.places:
        return []
    before, after = risk.highest(content, "inherent"), risk.highest(content, "residual")
    found = (("Highest risk before measures", before), ("Highest risk after measures", after))
    return [Pair(label, level.title) for label, level in found if level is not None]


def _notices(content: Content, accepted: int) -> list[str]:
    notices = []
    if content.answers.get("dpia_retrospective"):
        notices.append("This assessment is retrospective: the processing began before it was made.")
    after = risk.highest(content, "residual") if risk.RISKS in content.definition.places else None
    if after is not None and after.consult:
        notices.append(f"A {after.title.lower()} risk to people remains after measures.")
    if content.answers.get("all_or_none"):
        notices.append("No flow opens until every party has signed.")
    critical = [each for each in content.rows("flows") if each.get("safety_critical")]
    if critical:
        notices.append(
            f"{_count(len(critical), 'flow is', 'flows are')} safety-critical; "
            "the channel to use when closed stands with each."
        )
    if accepted:
        notices.append(
            f"{_count(accepted, 'piece of advice was', 'pieces of advice were')} accepted with "
            "reasons, printed after the sections."
        )
    return notices


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _top_risks(content: Content) -> tuple[Table, ...]:
    """The highest risks to people, highest first, as the risk section numbers them."""
    drawn = risks.matrix(content)
    if drawn is None:
        return ()
    highest = sorted(drawn.risks, key=lambda each: -risks.level_at(drawn, each.before))[:MOST_RISKS]
    cells = tuple(
        (
            each.reference,
            each.title,
            *(risks.level_name(drawn, at) for at in (each.before, each.after)),
        )
        for each in highest
    )
    more = (
        f" (the highest {MOST_RISKS} of {len(drawn.risks)})"
        if len(drawn.risks) > MOST_RISKS
        else ""
    )
    columns = ("Risk", "What could happen", "Before measures", "After measures")
    return (Table(f"Risks to people{more}", columns, cells, shares=(10, 50, 20, 20)),)


def _flows(content: Content, names: Names) -> tuple[Table, ...]:
    """What an agreement would move, in five columns; only where it has flows, and only the first of
    them on this page.
    """
    rows = content.rows("flows")
    if not rows or content.definition.name != "sharing_agreement":
        return ()
    question = content.definition.question("flows")
    columns = [question.column(each) for each in ("ref", "name", "forces", "partner", "direction")]
    cells = tuple(
        tuple(words(column, row.get(column.id), names) for column in columns)
        for row in rows[:MOST_FLOWS]
    )
    more = f" (the first {MOST_FLOWS} of {len(rows)})" if len(rows) > MOST_FLOWS else ""
    return (Table(f"What would move{more}", tuple(each.label for each in columns), cells),)
