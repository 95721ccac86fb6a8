"""Explanations for a person: every basis, limb by limb, and what is wanting."""

from __future__ import annotations

from govern.register.explain import Explanation, LimbExplained, explain
from govern.register.facts import facts
from govern.register.limbs import LIMBS
from tests.register.test_limbs import service_world
from tests.register.world import LATER, NOW, World


def explained(world: World, flow: str = "flow-essex") -> Explanation:
    return explain(facts(world.tables), flow, NOW)


def limb(explanation: Explanation, name: str) -> LimbExplained:
    return next(one for one in explanation.bases[0].limbs if one.name == name)


def test_an_open_flow_says_until_when_and_what_then() -> None:
    explanation = explained(World())

    assert explanation.open
    assert explanation.sentence.startswith(
        "Sharing is on until the end of 31 January 2027, London time"
    )
    assert explanation.key is not None and explanation.key.force == "essex"


def test_every_limb_is_listed_met_with_its_records() -> None:
    explanation = explained(World())

    names = [one.name for one in explanation.bases[0].limbs]
    assert names == [*(name for name, *_ in LIMBS), "conditions"]
    assert all(one.met and one.title and one.sentence for one in explanation.bases[0].limbs)
    assert [evidence.document for evidence in limb(explanation, "dpia").evidence] == ["DPIA-12"]
    assert limb(explanation, "connection").until == explanation.valid_until


def test_what_is_wanting_is_said_with_names_and_who_can_clear_it() -> None:
    world = World()
    world.remove("sign_off", "isa-v1-by-council")

    explanation = explained(world)

    assert explanation.sentence == "Sharing is off: Council has not signed ISA-44."
    (unmet,) = limb(explanation, "partner").unmet
    assert unmet.code == "partner_not_signed"
    assert unmet.sentence == "Council has not signed ISA-44."
    assert "signatory" in unmet.cleared_by
    assert limb(explanation, "owner").met


def test_stops_and_every_basis_are_shown_and_the_cited_one_is_marked() -> None:
    world = World()
    world.agreement("other", "ISA-45", 1, starts_at=LATER)
    world.stop("partner", "org-council")

    explanation = explained(world)

    assert [one.code for one in explanation.stops] == ["partner_suspended"]
    assert "Council" in explanation.stops[0].sentence
    assert [(one.document, one.cited) for one in explanation.bases] == [
        ("ISA-45", True),
        ("ISA-44", False),
    ]


def test_a_flow_nobody_knows_is_explained_as_that() -> None:
    explanation = explained(World(), "nothing")

    assert explanation.codes == ("no_such_flow",)
    assert explanation.key is None and explanation.bases == ()


def test_of_a_national_service_it_is_said_that_it_signs_nothing() -> None:
    explanation = explained(service_world())

    assert limb(explanation, "partner").sentence == (
        "It is a national service, which signs no agreement."
    )
    assert "readiness check instead" in limb(explanation, "connection").sentence


def test_what_is_not_asked_for_is_said_as_that_and_what_is_there_as_there() -> None:
    plain, whole = World(), World()
    whole.change("basis", "basis-isa-1-essex", all_or_none=True)

    assert limb(explained(plain), "partner").sentence == "The partner has signed."
    assert "does not depend" in limb(explained(plain), "everyone").sentence
    assert limb(explained(plain), "readiness").sentence == "No check is asked for."
    assert limb(explained(whole), "everyone").sentence == "Every other party that signs has signed."
