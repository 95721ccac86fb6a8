"""The power picker: order, reasons against, and what is no power at all."""

from __future__ import annotations

import datetime as dt

import pytest

from documents import catalogue
from documents.agreement import GATEWAYS, Row
from documents.gateways import Gateway, Sought, gateways, no_powers

TODAY = dt.date(2026, 3, 1)


def picked(
    purpose: str = "child-safeguarding",
    way: str = "police_to_partner",
    kind: str = "",
    *,
    personal: bool = True,
) -> dict[str, Gateway]:
    """The gateways by id, in the order in which they are offered."""
    found = gateways(Sought(purpose, way, kind, personal, TODAY))
    return {each.row["id"]: each for each in found}


def test_duties_come_before_powers_and_common_law_last() -> None:
    found = [each.row["type"] for each in picked().values()]

    assert sorted(found, key=GATEWAYS.index) == found
    assert set(found) == set(GATEWAYS)


def test_within_a_kind_what_is_usual_for_the_purpose_comes_first() -> None:
    duties = [each for each in picked().values() if each.row["type"] == "duty"]
    usual = [each.usual for each in duties]

    assert usual == sorted(usual, reverse=True)
    assert duties[0].row["id"] == "G07" and duties[0].usual


def test_a_power_that_runs_one_way_is_refused_for_the_other() -> None:
    back = picked(way="partner_to_police")

    assert back["G07"].why_not == ("It does not run from partner to police.",)
    assert picked()["G07"].why_not == ()
    assert back["G02"].why_not == ()


def test_a_power_that_does_not_reach_the_partner_is_refused_but_any_body_may_disclose() -> None:
    charity = next(
        each["id"]
        for each in catalogue.reference("partner_kinds")
        if each["id"] not in catalogue.row("powers", "G02")["partner_kinds"]
    )

    out, back = picked(kind=charity), picked(kind=charity, way="partner_to_police")

    assert "does not reach this kind of partner" in out["G02"].why_not[0]
    assert back["G02"].why_not == ()


def test_statistics_powers_never_carry_personal_data() -> None:
    assert picked()["G04"].why_not == ("It never covers personal data.",)
    assert picked(personal=False)["G04"].why_not == ()


def test_a_power_that_never_stands_alone_says_so() -> None:
    assert "never stands alone" in picked()["G05"].why_not[0]


def test_limits_and_conditions_are_never_offered() -> None:
    refused = {row["id"] for row in no_powers()}

    assert {"G03", "G18", "G19", "G36", "G41", "N01", "N02", "N03"} <= refused
    assert not refused & set(picked())
    assert all(row["not_for"] for row in no_powers() if row["type"] == "limit")


@pytest.mark.parametrize("row", catalogue.reference("purpose_powers"), ids=lambda row: row["id"])
def test_every_purpose_names_powers_that_carry_something(row: Row) -> None:
    assert row["id"] in {each["id"] for each in catalogue.reference("purposes")}
    assert row["powers"]
    assert {catalogue.row("powers", each)["type"] for each in row["powers"]} <= set(GATEWAYS)


def test_every_purpose_has_a_place_to_begin() -> None:
    named = {each["id"] for each in catalogue.reference("purpose_powers")}

    assert {each["id"] for each in catalogue.reference("purposes")} == named
