"""Who is party to a sharing agreement, and who signs it."""

from __future__ import annotations

from documents.facts import facts
from tests.documents.sharing_agreement import answers as a


def second_party(**changes: object) -> a.Answers:
    """The complete agreement with changes to the partner's row."""
    answers = a.complete()
    answers["parties"][1] |= changes
    return answers


def police_database() -> a.Answers:
    """The complete agreement with a national police service in the partner's place."""
    answers = second_party(kind="national_service", capacity="service", competent=False)
    answers["flows"][0]["readiness"] = ["gateway_4"]
    answers["signatories"] = [row for row in answers["signatories"] if row["id"] == "z1"] + [
        {"id": "z4", "organisation": "essex", "role": "dpo", "authority": "Designation"}
    ]
    return answers


def test_a_processor_is_no_party() -> None:
    assert "processor_as_party" in a.codes(second_party(capacity="processor"))


def test_section_58_does_not_join_a_body_that_is_not_competent() -> None:
    joined = second_party(capacity="joint_controller", joint_arrangement="section_58")
    under_26 = second_party(capacity="joint_controller", joint_arrangement="article_26")

    assert "section_58_with_other_controller" in a.codes(joined)
    assert "section_58_with_other_controller" not in a.codes(under_26)


def test_a_national_service_is_no_partner() -> None:
    assert "national_service_as_partner" in a.codes(second_party(kind="national_service"))


def test_a_national_service_known_to_the_installation_is_no_partner() -> None:
    context = a.knowing("southend", "service")

    assert "national_service_as_partner" in a.codes(a.complete(), context)


def test_a_national_service_signs_nothing() -> None:
    answers = police_database()
    answers["signatories"].append(
        {"id": "z9", "organisation": "southend", "role": "signatory", "authority": "None"}
    )

    assert "national_service_signs" in a.codes(answers)


def test_a_national_service_listed_as_such_has_no_chain() -> None:
    answers = police_database()

    party = facts(a.content(answers))["parties"][1]

    assert party == {"slug": "southend", "capacity": "service", "chain": None}
    assert not {one for one in a.codes(answers) if one.startswith("national_service")}


def test_flows_to_a_national_service_wait_for_gateway_4() -> None:
    answers = police_database()
    del answers["flows"][0]["readiness"]

    assert "readiness_check_missing" in a.codes(answers)
    assert "readiness_check_missing" not in a.codes(police_database())


def test_competence_of_a_school_is_doubted() -> None:
    answers = second_party(kind="school", competent=True, competent_because="None known")

    assert "competence_unlikely" in a.codes(answers)


def test_competence_that_differs_from_the_register_is_pointed_out() -> None:
    differs = a.knowing("southend", "partner", child_safeguarding=True)
    agrees = a.knowing("southend", "partner", child_safeguarding=False)

    assert "competence_differs_from_register" in a.codes(a.complete(), differs)
    assert "competence_differs_from_register" not in a.codes(a.complete(), agrees)


def test_a_party_stands_once() -> None:
    answers = a.complete()
    answers["parties"].append({**answers["parties"][0], "id": "p9"})

    assert "party_listed_twice" in a.codes(answers)


def test_a_party_without_registration_number_is_advice() -> None:
    answers = a.complete()
    del answers["parties"][1]["ico_registration"]

    assert "ico_registration_missing" in a.codes(answers)


def test_flows_run_between_parties() -> None:
    assert "flow_names_no_party" in a.codes(a.with_flow(forces=["essex", "kent"]))


def test_every_party_has_a_signatory() -> None:
    answers = a.complete()
    answers["signatories"] = answers["signatories"][:1] + answers["signatories"][2:]

    assert "signatory_missing" in a.codes(answers)


def test_health_data_needs_a_guardian_or_a_note() -> None:
    answers = a.complete()
    answers["signatories"] = answers["signatories"][:2]
    noted = {**answers, "health_note": "The council's Caldicott Guardian decided on 3 May."}

    assert "caldicott_guardian_missing" in a.codes(answers)
    assert "caldicott_guardian_missing" not in a.codes(noted)


def test_a_party_that_nobody_knows_is_stopped() -> None:
    context = a.knowing("essex", "force")

    assert "organisation_unknown" in a.codes(a.complete(), context)


def test_a_force_listed_as_a_partner_is_stopped() -> None:
    context = a.knowing("essex", "force")
    answers = a.complete()
    answers["parties"][0]["kind"] = "district"

    assert "party_kind_differs" in a.codes(answers, context)
    assert "party_kind_differs" not in a.codes(a.complete(), context)


def test_a_partner_on_the_forces_side_of_a_flow_is_stopped() -> None:
    mistaken = a.with_flow(forces=["southend"], partner="essex")

    assert "flow_side_mistaken" in a.codes(mistaken)
    assert "flow_side_mistaken" not in a.codes(a.complete())
