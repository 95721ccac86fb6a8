"""A specimen print model that uses every kind of block, as a lawyer might have written it."""

from __future__ import annotations

from govern.records.blocks import (
    Accepted,
    Answers,
    Card,
    Cards,
    Citation,
    Cover,
    Matrix,
    Pair,
    Placed,
    Points,
    PrintModel,
    Prose,
    Section,
    SignatureField,
    Summary,
    Table,
    Unanswered,
)

FORCES = (
    "Bedfordshire Police",
    "Cambridgeshire Constabulary",
    "Essex Police",
    "Hertfordshire Constabulary",
    "Kent Police",
)
PROSE = """The records system holds **intelligence, crime, custody and case** records of nine
forces in one place. Officers search across force boundaries, so that a person known to one force
is recognised by another.

Three things follow:

1. records are seen by more people than before;
2. records meet that never met before;
3. an error in one place spreads to nine.

> Each force remains the controller of the records it owns.

The system is hosted in the United Kingdom; see [the supplier's statement](https://example.org/statement)."""

MATRIX = Matrix(
    caption="Risks to people",
    likelihoods=("Remote", "Possible", "Probable"),
    severities=("Minimal", "Significant", "Severe"),
    levels=((0, 0, 1), (0, 1, 2), (0, 2, 2)),
    level_names=("Low", "Medium", "High"),
    risks=(
        Placed("R1", "A partner's user sees records beyond the power relied on", (1, 1), (0, 1)),
        Placed("R2", "Records are visible to another force without lawful need", (1, 2), (0, 2)),
        Placed("R3", "Unproven intelligence is read as fact", (2, 1), (1, 1)),
        Placed("R4", "The address of a person at risk is disclosed", (1, 2), (0, 2)),
        Placed("R5", "Records outlive their retention period", (2, 0), (1, 0)),
    ),
)


def flow_rows(count: int) -> tuple[tuple[str, ...], ...]:
    """Rows of a flow schedule."""
    return tuple(
        (
            f"F{number}",
            ("Missing children referrals", "Custody notifications", "Offender management plans")[
                number % 3
            ],
            "Essex Police, Kent Police",
            "Thurrock Council",
            ("Custody", "Intelligence", "Case")[number % 3],
            "Safeguarding children",
            ("To partner", "From partner")[number % 2],
            "Secure e-mail, within one hour",
            ("Yes: telephone the duty desk", "No")[number % 2],
        )
        for number in range(1, count + 1)
    )


def model(sections: int = 9, rows: int = 24) -> PrintModel:
    """The specimen document; more sections or rows make it longer."""
    return PrintModel(
        cover=Cover(
            kind="Data protection impact assessment",
            title="Shared records management system: intelligence, crime, custody and case",
            reference="DPIA-1",
            version=3,
            organisations=FORCES,
            marking="Official-Sensitive",
            status_address="https://govern.example/v/3f9c0a7be2d14c5f8a6b7c8d9e0f1a2b",
            content_digest="sha256:" + "3f9c0a7be2d14c5f" * 4,
            facts=(
                Pair("Prepared by", "Aldous and Finch LLP"),
                Pair("Frozen on", "12 March 2027"),
                Pair("Review due", "11 March 2028"),
            ),
            demonstration=True,
        ),
        summary=Summary(
            lead="Nine forces keep their records in one system. This assessment finds two **high** "
            "risks to people before measures and none after.",
            facts=(
                Pair("Regime", "Part 3, Data Protection Act 2018"),
                Pair("Highest risk before measures", "High"),
                Pair("Highest risk after measures", "Medium"),
                Pair("Prior consultation", "Not needed: no high risk remains"),
                Pair("Review due", "11 March 2028"),
            ),
            notices=(
                "This assessment is retrospective: the processing started on 4 May 2026.",
                "Two pieces of advice were accepted with reasons; see the last pages.",
            ),
        ),
        sections=(
            *tuple(_section(number) for number in range(1, sections + 1)),
            Section("Risks to people", (MATRIX, _register())),
            Section(
                "Flow schedule",
                (Table("Flows", _FLOW_COLUMNS, flow_rows(rows), wide=True), _cards()),
            ),
        ),
        statement="By signing, each officer states what was decided on **these pages**, for one "
        "organisation alone.",
        signatures=(
            SignatureField(
                "dpo",
                "Data Protection Officer",
                "Advises one force: endorses, with or without conditions, or does not.",
            ),
            SignatureField(
                "siro",
                "Senior Information Risk Owner",
                "Decides for one force, with the advice in view.",
            ),
        ),
        accepted=(
            Accepted(
                "Section 3, question 2",
                "It names 'improved efficiency' as a purpose; that is not law enforcement.",
                "The sentence describes a benefit. The purposes are listed above it.",
                "Hannah Aldous, 2 March 2027",
            ),
        ),
    )


_FLOW_COLUMNS = (
    "Flow",
    "Name",
    "Forces",
    "Partner",
    "Category",
    "Purpose",
    "Direction",
    "Method",
    "Safety-critical",
)


def _section(number: int) -> Section:
    return Section(
        f"{('Scope and context', 'Purpose and lawfulness', 'Necessity')[number % 3]}",
        (
            Answers(
                "Short answers",
                (
                    Pair("Regime", "Part 3 of the Data Protection Act 2018"),
                    Pair("Processing started on", "4 May 2026"),
                    Pair("Retrospective", "Yes"),
                ),
            ),
            Prose("What the processing is", PROSE),
            Points("Modules covered", ("Intelligence", "Crime", "Custody", "Case")),
            Prose("Why it is strictly necessary", PROSE),
            Unanswered(("Further context", "Links to earlier assessments")),
        ),
        (
            Citation(
                "DPA 2018 s.35(8)",
                "Sensitive processing must be strictly necessary for the law enforcement purpose.",
                "Verified by Hannah Aldous on 3 May 2026",
            ),
            Citation(
                "DPA 2018 s.64(3)",
                "An assessment describes the processing, its risks and the measures.",
                None,
            ),
        ),
    )


def _register() -> Table:
    row = "A role wider than the agreement, or a search that returns more than the purpose needs"
    return Table(
        "Risk register",
        ("Risk", "Source and event", "Harm to people", "Measures", "Owner"),
        tuple(
            (
                f"R{n}",
                row,
                "Distress; loss of trust; refusal to report again",
                "Role matrix; result filtering; quarterly dip sample",
                "SIRO",
            )
            for n in range(1, 15)
        ),
    )


def _cards() -> Cards:
    pairs = (
        Pair("Trigger", "A child is reported missing"),
        Pair("Obligations", "Delete within 90 days; no onward sharing"),
        Pair("Allowance without contact", "24 hours"),
    )
    return Cards(
        "Each flow in detail",
        tuple(Card(f"F{n}. Missing children referrals", pairs) for n in range(1, 9)),
    )
