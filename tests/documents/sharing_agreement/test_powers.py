"""Each direction of each flow rests on a power that reaches that far."""

from __future__ import annotations

import pytest

from documents import catalogue
from documents.agreement import in_order
from tests.documents.sharing_agreement import answers as a


def relying_on(*powers: str, direction: str = "police_to_partner", **flow: object) -> a.Answers:
    """The complete agreement with these powers, set out and cited by its one flow."""
    answers = a.with_flow(powers=list(powers), direction=direction, **flow)
    answers["powers"] = [
        {"id": f"w{n}", "power": one, "direction": direction, "application": "As stated."}
        for n, one in enumerate(powers)
    ]
    return answers


def partner_of_kind(answers: a.Answers, kind: str) -> a.Answers:
    """The same agreement with a partner of another kind."""
    answers["parties"][1]["kind"] = kind
    return answers


def test_a_complete_agreement_raises_nothing() -> None:
    assert a.found(a.complete()) == []


def test_a_duty_carries_a_direction() -> None:
    assert "direction_without_power" not in a.codes(relying_on("G07"))


def test_a_condition_alone_never_carries_a_direction() -> None:
    found = a.codes(relying_on("G36"))

    assert {"direction_without_power", "condition_cited_as_power"} <= found


@pytest.mark.parametrize("power", ["G03", "G18", "G19", "G21c", "G42a", "N01", "N02", "N03"])
def test_a_limit_is_no_power(power: str) -> None:
    found = a.codes(relying_on(power, "G01"))

    assert "limit_cited_as_power" in found
    assert "direction_without_power" not in found


def test_a_two_way_flow_with_a_one_way_power_is_stopped() -> None:
    found = a.codes(relying_on("G07", direction="two_way"))

    assert {"two_way_flow_one_way_power", "power_runs_one_way"} <= found


def test_a_two_way_flow_with_a_power_for_each_way_stands() -> None:
    found = a.codes(relying_on("G01", "G08", direction="two_way"))

    assert "two_way_flow_one_way_power" not in found


def test_safeguarding_adults_board_requests_do_not_bring_information_back() -> None:
    found = a.codes(relying_on("G12", direction="two_way"))

    assert "two_way_flow_one_way_power" in found


def test_common_law_is_not_the_partners_power() -> None:
    found = a.codes(relying_on("G01", direction="partner_to_police"))

    assert "direction_without_power" in found


def test_the_safeguarding_regard_duty_needs_another_power_beside_it() -> None:
    alone, beside = a.codes(relying_on("G09")), a.codes(relying_on("G09", "G01"))

    assert {"direction_without_power", "power_needs_another"} <= alone
    assert "direction_without_power" not in beside


def test_crime_and_disorder_disclosure_does_not_reach_a_charity() -> None:
    found = a.codes(partner_of_kind(relying_on("G02"), "charity"))

    assert {"direction_without_power", "power_not_for_this_partner"} <= found


def test_a_charity_may_disclose_to_the_police_as_a_relevant_authority() -> None:
    answers = partner_of_kind(relying_on("G02", direction="partner_to_police"), "charity")

    assert "direction_without_power" not in a.codes(answers)


def test_a_power_cited_by_a_flow_is_set_out() -> None:
    answers = a.with_flow(powers=["G07", "G10"])

    assert "power_not_set_out" in a.codes(answers)


def test_a_power_set_out_for_the_way_it_does_not_run_is_stopped() -> None:
    answers = a.with_row("powers", direction="partner_to_police")

    assert "power_runs_one_way" in a.codes(answers)


def test_unchecked_prohibitions_stop_the_agreement() -> None:
    answers = a.complete() | {"prohibitions_checked": False}

    assert "prohibitions_not_checked" in a.codes(answers)


def test_serious_violence_power_excludes_patient_information() -> None:
    answers = relying_on("G16")
    answers["data"][0]["patient_information"] = True

    assert "power_excludes_patient_information" in a.codes(answers)


def test_serious_violence_power_without_patient_information_stands() -> None:
    found = a.codes(relying_on("G16"))

    assert not {"power_excludes_patient_information", "power_excludes_health_discloser"} & found


def test_serious_violence_power_excludes_a_hospital_that_discloses() -> None:
    answers = partner_of_kind(relying_on("G16", direction="two_way"), "nhs_trust")

    assert "power_excludes_health_discloser" in a.codes(answers)


def test_serious_violence_power_reaches_a_hospital_that_receives() -> None:
    answers = partner_of_kind(relying_on("G16"), "nhs_trust")

    assert "power_excludes_health_discloser" not in a.codes(answers)


def test_depersonalised_power_never_carries_personal_data() -> None:
    assert "depersonalised_power_for_personal_data" in a.codes(relying_on("G04"))


def test_depersonalised_power_carries_statistics() -> None:
    answers = relying_on("G04")
    answers["data"][0] |= {"data_group": "statistics", "criminal_offence": False}

    assert "depersonalised_power_for_personal_data" not in a.codes(answers)


@pytest.mark.parametrize(
    ("power", "code"),
    [
        ("G11", "commencement_not_checked"),
        ("G14", "power_is_case_by_case"),
        ("G31", "never_depends_on_an_agreement"),
        ("G05", "power_needs_another"),
    ],
)
def test_a_power_that_needs_care_brings_advice(power: str, code: str) -> None:
    assert code in a.codes(relying_on(power, "G01"))


def test_the_table_has_its_forty_five_rows_and_splits_mixed_types() -> None:
    rows = catalogue.reference("powers")
    wanted = {f"G{n:02}" for n in range(1, 43)} | {"N01", "N02", "N03"}

    assert {row["row"] for row in rows} == wanted
    assert {"G13a", "G13b", "G22a", "G22b", "G30a", "G30b"} <= {row["id"] for row in rows}


def test_only_powers_have_a_direction() -> None:
    for row in catalogue.reference("powers"):
        assert bool(row["directions"]) == (row["type"] in ("duty", "power", "common_law"))


def test_nobody_is_said_to_have_verified_what_nobody_verified() -> None:
    assert {row["verified_by"] for row in catalogue.reference("powers")} == {None}


def test_powers_are_prompted_duty_first_and_common_law_last() -> None:
    assert in_order(("G01", "G02", "G07", "G36")) == ("G07", "G02", "G01", "G36")
