"""Levels of risk, and dates that the law counts."""

from __future__ import annotations

import datetime as dt

import pytest

from documents import catalogue
from documents.dates import (
    article_36_reply_due,
    section_65_extension_told_by,
    section_65_reply_due,
)
from documents.risk import level, levels

MATRICES = [row["id"] for row in catalogue.reference("risk_matrices")]


def test_severe_and_possible_is_high_on_the_regulators_matrix() -> None:
    found = level("ico_3x3", "possible", "severe")

    assert found is not None
    assert (found.id, found.consult, found.needs_measure) == ("high", True, True)


def test_the_worst_harm_that_is_possible_is_at_least_high_on_every_matrix() -> None:
    worst = {"ico_3x3": "severe", "force_5x5": "catastrophic"}
    high = next(one for one in levels() if one.id == "high")

    for matrix, severity in worst.items():
        found = level(matrix, "possible", severity)
        assert found is not None
        assert found >= high


@pytest.mark.parametrize("matrix", MATRICES)
def test_a_matrix_has_every_cell_and_never_falls_as_either_side_rises(matrix: str) -> None:
    row = catalogue.row("risk_matrices", matrix)
    cells = [
        [level(matrix, likelihood, severity) for severity in row["severities"]]
        for likelihood in row["likelihoods"]
    ]

    ranks = [[one.rank for one in line if one is not None] for line in cells]

    assert [len(line) for line in ranks] == [len(row["severities"])] * len(row["likelihoods"])
    assert all(line == sorted(line) for line in ranks)
    assert all(list(column) == sorted(column) for column in zip(*ranks, strict=True))


@pytest.mark.parametrize(
    ("likelihood", "severity", "wanted"),
    [
        ("rare", "major", "low"),
        ("rare", "catastrophic", "medium"),
        ("possible", "moderate", "medium"),
        ("unlikely", "catastrophic", "high"),
        ("possible", "major", "high"),
        ("possible", "catastrophic", "very_high"),
    ],
)
def test_the_corporate_matrix_bands_the_product_of_the_scores(
    likelihood: str, severity: str, wanted: str
) -> None:
    found = level("force_5x5", likelihood, severity)

    assert found is not None
    assert found.id == wanted


def test_a_score_of_another_matrix_has_no_level() -> None:
    assert level("ico_3x3", "likely", "severe") is None
    assert level("nothing", "possible", "severe") is None


def test_every_likelihood_and_severity_names_the_matrices_that_have_it() -> None:
    for side, table in (("likelihoods", "likelihoods"), ("severities", "severities")):
        for row in catalogue.reference(table):
            has = {
                one["id"] for one in catalogue.reference("risk_matrices") if row["id"] in one[side]
            }
            assert has == set(row["matrices"]), row["id"]


def test_the_library_has_twenty_five_risks_with_harm_and_levels() -> None:
    rows = catalogue.reference("risks")

    assert [row["id"] for row in rows] == [f"R{number:02}" for number in range(1, 26)]
    for row in rows:
        before = level("ico_3x3", row["inherent_likelihood"], row["inherent_severity"])
        after = level("ico_3x3", row["residual_likelihood"], row["residual_severity"])
        assert before is not None
        assert after is not None
        assert after <= before
        assert row["harm"]
        assert row["measures"]


def test_six_weeks_beginning_with_receipt_are_given_with_both_readings() -> None:
    assert section_65_reply_due(dt.date(2026, 3, 2)) == (
        dt.date(2026, 4, 12),
        dt.date(2026, 4, 13),
    )


def test_an_extension_adds_one_month() -> None:
    assert section_65_reply_due(dt.date(2025, 12, 21), extended=True) == (
        dt.date(2026, 2, 28),
        dt.date(2026, 3, 1),
    )


def test_an_extension_is_told_within_a_month_beginning_with_receipt() -> None:
    assert section_65_extension_told_by(dt.date(2026, 3, 2)) == dt.date(2026, 4, 1)


def test_article_36_counts_eight_weeks_and_fourteen_when_extended() -> None:
    received = dt.date(2026, 3, 2)

    assert article_36_reply_due(received) == dt.date(2026, 4, 27)
    assert article_36_reply_due(received, extended=True) == dt.date(2026, 6, 8)
