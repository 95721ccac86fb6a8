"""Each side of each flow records the regime that its purpose calls for."""

from __future__ import annotations

from tests.documents.sharing_agreement import answers as a

PART_3 = {"id": "s1", "flows": "F1", "regime": "part_3", "section_35_2": "task"}


def law_enforcement(*, partner_too: bool) -> a.Answers:
    """The complete agreement with a law enforcement purpose of the police, and of the partner."""
    answers = a.with_flow(
        purpose="crime-prevention",
        police_law_enforcement=True,
        partner_law_enforcement=partner_too,
    )
    answers["parties"][1]["competent"] = partner_too
    answers["parties"][1]["competent_because"] = "Prosecutes trading standards offences"
    return answers


def both_regimes() -> a.Answers:
    """A sender's basis under both regimes, complete for sensitive data."""
    return {
        **a.SENDER,
        "regime": "both",
        "section_35_2": "task",
        "strictly_necessary": "Risk cannot be assessed without it.",
        "schedule_8": ["S8-1"],
    }


def partner_sends(answers: a.Answers) -> a.Answers:
    """The same flow from the partner to the police, with bases on both sides."""
    answers["flows"][0] |= {"direction": "partner_to_police", "powers": ["G08"]}
    answers["powers"] = [
        {"id": "w1", "power": "G08", "direction": "two_way", "application": "Co-operation."}
    ]
    answers["sender_bases"] = [{**a.RECIPIENT, "direction": "partner_to_police"}]
    answers["recipient_bases"] = [{**a.SENDER, "id": "r1", "direction": "partner_to_police"}]
    return answers


def test_part_3_alone_is_wrong_where_police_share_for_another_purpose() -> None:
    answers = a.with_row("sender_bases", regime="part_3", section_35_2="task")

    assert "police_uk_gdpr_basis_missing" in a.codes(answers)


def test_uk_gdpr_is_right_where_police_share_for_another_purpose() -> None:
    assert "police_uk_gdpr_basis_missing" not in a.codes(a.complete())


def test_a_flow_with_both_kinds_of_purpose_records_both_regimes() -> None:
    answers = law_enforcement(partner_too=False)
    alone = a.codes(answers)
    answers["sender_bases"] = [both_regimes()]

    assert "police_part_3_basis_missing" in alone
    assert not {"police_part_3_basis_missing", "police_uk_gdpr_basis_missing"} & a.codes(answers)


def test_part_3_alone_is_right_between_competent_authorities() -> None:
    answers = law_enforcement(partner_too=True)
    row = {**both_regimes(), "regime": "part_3"}
    answers["sender_bases"] = [row]
    answers["recipient_bases"] = [{**row, "id": "r1"}]

    stops = {one.code for one in a.found(answers) if one.level == "stop"}

    assert stops == set()


def test_another_purpose_needs_section_36_4_authority() -> None:
    answers = a.with_row("sender_bases", section_36_4=None)

    assert "section_36_4_authority_missing" in a.codes(answers)


def test_a_law_enforcement_purpose_on_both_sides_needs_no_section_36_4_authority() -> None:
    answers = law_enforcement(partner_too=True)
    answers["sender_bases"] = [{**both_regimes(), "section_36_4": ""}]

    assert "section_36_4_authority_missing" not in a.codes(answers)


def test_a_council_that_is_not_competent_stays_out_of_part_3() -> None:
    answers = a.with_row("recipient_bases", regime="part_3", section_35_2="task")

    assert "partner_is_not_competent" in a.codes(answers)


def test_a_partner_that_claims_law_enforcement_is_competent_for_it() -> None:
    answers = a.with_flow(partner_law_enforcement=True)

    assert "law_enforcement_without_competence" in a.codes(answers)


def test_police_who_receive_for_law_enforcement_record_part_3() -> None:
    answers = partner_sends(law_enforcement(partner_too=False))

    assert "police_part_3_basis_missing" in a.codes(answers)


def test_police_who_receive_for_another_purpose_record_the_uk_gdpr() -> None:
    answers = partner_sends(a.complete())

    found = a.codes(answers)

    assert not {"police_part_3_basis_missing", "police_uk_gdpr_basis_missing"} & found
    assert "section_36_4_authority_missing" not in found


def test_each_side_of_each_flow_needs_a_basis() -> None:
    answers = a.complete()
    answers["flows"].append(
        {**a.FLOW, "id": "f2", "ref": "F2", "category": "missing-person-record"}
    )
    answers["data"][0]["flows"] = "F1, F2"

    found = [one for one in a.found(answers) if one.code.endswith("_basis_missing")]

    assert {one.code for one in found} == {"sender_basis_missing", "recipient_basis_missing"}
    assert all("F2" in one.message for one in found)


def test_a_row_may_name_several_flows() -> None:
    answers = a.complete()
    answers["flows"].append(
        {**a.FLOW, "id": "f2", "ref": "F2", "category": "missing-person-record"}
    )
    for table in ("data", "sender_bases", "recipient_bases"):
        answers[table][0]["flows"] = "F1 and F2"

    assert not {code for code in a.codes(answers) if code.endswith("_basis_missing")}


def test_statistics_need_no_lawful_basis() -> None:
    answers = a.complete()
    answers["data"][0] |= {"data_group": "statistics", "criminal_offence": False, "special": None}
    answers["recipient_bases"][0]["direction"] = "partner_to_police"

    assert "recipient_basis_missing" not in a.codes(answers)


def test_one_row_for_unlike_purposes_is_stopped() -> None:
    answers = a.complete()
    other = {"id": "f2", "ref": "F2", "purpose": "investigation", "police_law_enforcement": True}
    answers["flows"].append({**a.FLOW, **other})
    answers["sender_bases"][0]["flows"] = "F1, F2"

    assert "one_basis_for_unlike_purposes" in a.codes(answers)


def test_a_row_that_names_no_flow_of_the_schedule_is_stopped() -> None:
    assert "unknown_flow_reference" in a.codes(a.with_row("data", flows="F1, F9"))
