"""Single rows of the flow schedule and of the data they carry."""

from __future__ import annotations

import pytest

from documents import catalogue
from tests.documents.sharing_agreement import answers as a


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fallback": None}, "fallback_missing"),
        ({"allowance_hours": 73}, "allowance_out_of_range"),
        ({"safety_critical": False}, "allowance_needs_safety_critical"),
        ({"allowance_reasons": None}, "allowance_reasons_missing"),
        ({"method": "personal_email"}, "prohibited_method"),
        ({"method": "consumer_cloud"}, "prohibited_method"),
        ({"method": "open_fax"}, "prohibited_method"),
        ({"marking": "secret_or_above"}, "marking_out_of_scope"),
        ({"handling_instructions": None}, "handling_instructions_missing"),
        ({"police_law_enforcement": True}, "purpose_regime_unusual"),
        ({"obligations": ["exclude_listed_fields"]}, "owning_force_not_limited"),
    ],
)
def test_a_flow_row_is_safe_to_switch(changes: dict[str, object], code: str) -> None:
    assert code in a.codes(a.with_flow(**changes))
    assert code not in a.codes(a.complete())


def test_a_flow_that_is_not_safety_critical_needs_no_fallback() -> None:
    answers = a.with_flow(safety_critical=False, fallback=None, allowance_hours=None)

    assert "fallback_missing" not in a.codes(answers)


def test_a_short_allowance_needs_no_reasons() -> None:
    answers = a.with_flow(allowance_hours=8, safety_critical=False, allowance_reasons=None)

    found = a.codes(answers)

    assert not {code for code in found if code.startswith("allowance")}


def test_the_same_flow_stands_once() -> None:
    answers = a.complete()
    answers["flows"].append({**a.FLOW, "id": "f2", "ref": "F2"})

    assert "flow_listed_twice" in a.codes(answers)


def test_another_force_makes_another_flow() -> None:
    answers = a.complete()
    answers["flows"].append({**a.FLOW, "id": "f2", "ref": "F2", "forces": ["kent"]})

    assert "flow_listed_twice" not in a.codes(answers)


def test_a_reference_used_twice_is_stopped() -> None:
    answers = a.complete()
    answers["flows"].append({**a.FLOW, "id": "f2", "ref": "f1", "forces": ["kent"]})

    assert "flow_listed_twice" in a.codes(answers)


def test_handling_code_c_needs_the_originators_conditions() -> None:
    bare = a.with_row("data", handling="c")
    conditioned = a.with_row("data", handling="c", originator_conditions="Not to be acted on alone")

    assert "originator_conditions_missing" in a.codes(bare)
    assert "originator_conditions_missing" not in a.codes(conditioned)


def test_graded_intelligence_travels_with_its_grading() -> None:
    answers = a.with_row("data", handling="p")
    bare = a.codes(answers)
    answers["flows"][0]["obligations"].append("attach_handling_conditions")

    assert "grading_not_attached" in bare
    assert "grading_not_attached" not in a.codes(answers)


def test_a_flow_without_data_is_stopped() -> None:
    answers = a.complete()
    answers["data"][0]["flows"] = "F2"

    assert "flow_without_data" in a.codes(answers)


def test_statistics_alone_are_noted_and_still_controlled() -> None:
    answers = a.with_row("data", data_group="statistics", criminal_offence=False)

    assert "statistics_only" in a.codes(answers)


def test_data_from_another_module_than_the_category_is_pointed_out() -> None:
    assert "module_differs_from_category" in a.codes(a.with_row("data", module="custody"))


def test_criminal_and_health_groups_are_marked_as_such() -> None:
    answers = a.with_row("data", data_group="court-result", criminal_offence=False, special=None)
    health = a.with_row("data", special=None)

    assert "criminal_offence_data_unmarked" in a.codes(answers)
    assert "health_data_unmarked" in a.codes(health)


def test_every_item_has_a_retention_period() -> None:
    answers = a.with_row("retention", item="Something else")
    catch_all = a.with_row("retention", item="All items")

    assert "retention_missing" in a.codes(answers)
    assert "retention_missing" not in a.codes(catch_all)


def test_each_category_belongs_to_one_module_and_each_module_has_some() -> None:
    modules = [row["module"] for row in catalogue.reference("categories")]

    assert set(modules) == {"intelligence", "crime", "custody", "case"}
    assert len(modules) == 24


def test_slugs_of_categories_and_purposes_can_be_identifiers() -> None:
    for table in ("categories", "purposes"):
        for row in catalogue.reference(table):
            assert row["id"].replace("-", "").isalnum()
            assert row["id"] == row["id"].lower()
