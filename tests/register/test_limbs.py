"""Each force's limb stands on its own: whose signature, adoption and stop closes what."""

from __future__ import annotations

import pytest

from tests.register.world import EARLY, END, JUST_NOW, LATER, World, sha


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("sign_off", "isa-v1-by-kent"),
        ("sign_off", "dpia-v1-by-kent"),
        ("sign_off", "code-v1-by-kent"),
        ("party", "party-isa-1-kent"),
        ("basis", "basis-isa-1-kent"),
    ],
)
def test_what_another_force_lacks_closes_only_its_own_flow(table: str, key: str) -> None:
    world = World()

    world.remove(table, key)

    assert world.codes("kent") != ()
    assert world.codes("essex") == ()


def test_the_lead_force_needs_no_acceptance_and_others_do() -> None:
    world = World()

    world.remove("acceptance", "acceptance-essex-council")

    assert world.codes("kent") == ()
    assert world.codes("essex") == ("connection_not_accepted",)


def test_another_forces_acceptance_does_not_serve() -> None:
    world = World()

    world.change("acceptance", "acceptance-essex-council", force_id="org-kent")

    assert world.codes("essex") == ("connection_not_accepted",)


def test_all_or_none_waits_for_everyone() -> None:
    world = World()
    world.change("basis", "basis-isa-1-essex", all_or_none=True)
    assert world.codes("essex") == ()

    world.remove("sign_off", "isa-v1-by-kent")

    assert world.codes("essex") == ("owner_not_signed",)
    assert world.judged("essex").reasons[0].organisation_id == "org-kent"


def test_all_or_none_names_another_partner_as_a_partner() -> None:
    world = World()
    world.change("basis", "basis-isa-1-essex", all_or_none=True)
    world.organisation("charity", "partner")

    world.party("isa", 1, "charity")

    assert world.codes("essex") == ("partner_not_signed",)


def test_a_party_that_signs_nothing_is_not_waited_for() -> None:
    world = World()
    world.change("basis", "basis-isa-1-essex", all_or_none=True)
    world.organisation("pnd", "service")

    world.party("isa", 1, "pnd", chain=None, capacity="service")

    assert world.codes("essex") == ()


def test_a_signature_by_another_chain_than_the_version_asks_does_not_count() -> None:
    world = World()

    world.change("sign_off", "isa-v1-by-essex", chain="dpia_force")

    assert world.codes("essex") == ("owner_not_signed",)


def test_a_signature_by_the_chain_with_steps_that_its_force_added_counts() -> None:
    world = World()

    world.change("sign_off", "isa-v1-by-essex", chain="isa_force+information_assurance.decision.5")
    grown = world.codes("essex")
    world.change("sign_off", "isa-v1-by-essex", chain="dpia_force+information_assurance.decision.5")

    assert (grown, world.codes("essex")) == ((), ("owner_not_signed",))


def test_an_act_on_other_bytes_than_the_versions_is_not_verified() -> None:
    world = World()

    world.change("act", "act-isa-v1-by-essex", frozen_digest=sha("other bytes"))

    assert world.codes("essex") == ("evidence_unverified",)


def test_a_completing_act_counts_only_once_its_record_is_sealed() -> None:
    world = World()

    world.change("act", "act-isa-v1-by-essex", sealed_at=None)

    assert world.codes("essex") == ("owner_not_signed",)


def test_a_carried_over_sign_off_stands_without_an_act_of_its_own() -> None:
    world = World()

    world.remove("act", "act-isa-v1-by-essex")

    assert world.codes("essex") == ()


def test_a_returned_sign_off_does_not_hide_the_one_that_followed_it() -> None:
    world = World()
    key = world.sign("isa", 1, "essex", outcome="returned", completed_at=None, ended_at=EARLY)
    world.tables["sign_off"]["returned"] = {**world.tables["sign_off"][key], "id": "returned"}

    world.sign("isa", 1, "essex")

    assert world.codes("essex") == ()


def test_a_withdrawn_endorsement_closes_nothing_itself() -> None:
    world = World()

    world.change("sign_off", "dpia-v1-by-essex", endorsement_withdrawn_at=JUST_NOW)

    assert world.codes("essex") == ()


def service_world() -> World:
    """The council is a national service here: no signature, no return, a readiness check."""
    world = World()
    for table, key in (
        ("sign_off", "isa-v1-by-council"),
        ("connection", "connection-council"),
    ):
        world.remove(table, key)
    world.party("isa", 1, "council", capacity="service", chain=None)
    world.change("basis", "basis-isa-1-essex", readiness=["gateway-4"])
    world.add(
        "readiness", "check", template="gateway-4", subject_kind="service",
        subject_id="org-council", state="passed", passed_at=LATER, valid_until=END,
    )  # fmt: skip
    return world


def test_a_national_service_signs_nothing_and_is_held_by_its_readiness_check() -> None:
    world = service_world()
    assert world.codes("essex") == ()

    world.change("readiness", "check", state="revoked")

    assert world.codes("essex") == ("readiness_incomplete",)


def test_a_service_without_a_readiness_check_is_treated_as_any_partner() -> None:
    world = service_world()

    world.change("basis", "basis-isa-1-essex", readiness=[])

    assert world.codes("essex") == ("partner_not_signed", "connection_uncertified")


def test_a_partner_with_no_chain_that_is_no_service_is_never_taken_as_signed() -> None:
    world = World()

    world.party("isa", 1, "council", chain=None)

    assert world.codes("essex") == ("partner_not_signed",)


def test_a_forces_stop_closes_only_what_that_force_controls() -> None:
    world = World()

    world.stop("partner", "org-council", force_id="org-kent")

    assert world.codes("kent") == ("partner_suspended",)
    assert world.codes("essex") == ()


@pytest.mark.parametrize(
    ("scope", "scope_id"),
    [
        ("everything", ""),
        ("category", "intelligence"),
        ("partner", "council"),
        ("force", "org-essex"),
        ("force", "essex"),
        ("agreement", "isa-v1"),
        ("nobody-knows-this", "x"),
    ],
)
def test_a_kill_reaches_its_scope_by_id_or_slug(scope: str, scope_id: str) -> None:
    world = World()

    world.stop(scope, scope_id, kind="kill")

    assert world.codes("essex") == ("kill_switch",)


@pytest.mark.parametrize(
    ("scope", "scope_id"),
    [("category", "custody"), ("partner", "org-essex"), ("force", "org-kent"), ("flow", "x")],
)
def test_a_stop_elsewhere_touches_nothing_here(scope: str, scope_id: str) -> None:
    world = World()

    world.stop(scope, scope_id)

    assert world.codes("essex") == ()


def test_a_stop_of_one_agreement_leaves_the_flow_on_its_other_basis() -> None:
    world = World()
    world.agreement("other", "ISA-45", 1)

    world.stop("agreement", "doc-isa")

    verdict = world.judged("essex")
    assert verdict.open and verdict.basis is not None
    assert verdict.basis.case.agreement == "doc-other"


def test_a_stop_of_the_flow_closes_it_on_every_basis() -> None:
    world = World()
    world.agreement("other", "ISA-45", 1)

    world.stop("flow", "flow-essex")

    assert world.codes("essex") == ("flow_suspended",)


def test_a_terminated_agreement_says_so_and_an_unknown_kind_of_stop_is_an_emergency() -> None:
    world = World()
    world.stop("agreement", "doc-isa", kind="termination")
    assert world.codes("essex") == ("agreement_terminated",)

    world.stop("flow", "flow-essex", kind="termination")
    world.stop("flow", "flow-essex", kind="never-heard-of")

    assert world.codes("essex") == ("kill_switch", "flow_suspended", "agreement_terminated")


@pytest.mark.parametrize("body", ["org-essex", "org-council"])
def test_an_agreement_ends_with_either_body(body: str) -> None:
    world = World()

    world.change("organisation", body, ended_at=JUST_NOW)

    assert world.codes("essex") == ("agreement_terminated",)


def test_the_newest_basis_in_force_is_the_one_cited() -> None:
    world = World()

    world.agreement("renewed", "ISA-45", 1, starts_at=LATER)

    verdict = world.judged("essex")
    assert verdict.open
    cited = {evidence.document for evidence in verdict.evidence}
    assert "ISA-45" in cited and "ISA-44" not in cited


def test_a_closed_flow_gives_the_reasons_of_its_latest_basis_and_lists_all() -> None:
    world = World()
    world.change("basis", "basis-isa-1-essex", powers=[])
    world.agreement("renewed", "ISA-45", 1, starts_at=LATER)

    world.remove("sign_off", "renewed-v1-by-essex")

    verdict = world.judged("essex")
    assert verdict.codes == ("owner_not_signed",)
    assert [basis.case.agreement for basis in verdict.bases] == ["doc-renewed", "doc-isa"]
