"""Old stays in force until new is signed; later DPIAs and codes move only whom they list."""

from __future__ import annotations

from tests.register.world import JUST_NOW, LATER, NOW, World, instant_text

NEXT = instant_text(2026, 12, 1)


def second_agreement(**basis: object) -> World:
    """ISA-44 version 2, signed by everyone."""
    world = World()
    world.agreement("isa", "ISA-44", 2, **basis)
    world.change("version", "isa-v2", frozen_at=LATER)
    for body in ("essex", "kent", "council"):
        world.sign("isa", 2, body, at=JUST_NOW)
    return world


def cited(world: World) -> int | None:
    verdict = world.judged("essex")
    return verdict.basis.case.number if verdict.open and verdict.basis else None


def test_freezing_a_new_version_changes_nothing() -> None:
    world = World()

    world.version("isa", 2, frozen_at=LATER, materiality={"class": "material", "listed": []})

    assert world.codes("essex") == ()


def test_the_new_version_serves_once_both_have_signed_it() -> None:
    assert cited(second_agreement()) == 2


def test_until_the_partner_signs_the_new_version_the_old_one_serves() -> None:
    world = second_agreement()

    world.remove("sign_off", "isa-v2-by-council")

    assert cited(world) == 1


def test_until_the_new_version_starts_the_old_one_serves() -> None:
    world = second_agreement(starts_at=NEXT)

    verdict = world.judged("essex")

    assert cited(world) == 1
    assert verdict.valid_until == NEXT
    assert verdict.reason_at_end == "agreement_superseded"


def test_a_replaced_version_is_superseded_even_where_the_new_one_drops_the_flow() -> None:
    world = second_agreement()

    world.remove("basis", "basis-isa-2-essex")

    assert world.codes("essex") == ("agreement_superseded",)


def test_each_force_stays_on_the_version_it_signed() -> None:
    world = second_agreement()

    world.remove("sign_off", "isa-v2-by-kent")

    verdict = world.judged("kent")
    assert verdict.open and verdict.basis is not None
    assert verdict.basis.case.number == 1


def test_a_new_version_withdrawn_before_its_start_leaves_the_old_one_serving() -> None:
    world = second_agreement(starts_at=NEXT)

    world.change("version", "isa-v2", status="withdrawn", withdrawn_at=JUST_NOW)

    verdict = world.judged("essex")
    assert verdict.open and verdict.valid_until != NEXT


def test_a_signature_withdrawn_before_the_new_start_leaves_the_old_one_serving() -> None:
    world = second_agreement(starts_at=NEXT)

    world.change("sign_off", "isa-v2-by-essex", outcome="withdrawn", ended_at=JUST_NOW)

    verdict = world.judged("essex")
    assert verdict.open and verdict.valid_until != NEXT


def test_a_signature_withdrawn_after_the_new_start_does_not_bring_the_old_one_back() -> None:
    world = second_agreement(starts_at=LATER)

    world.change("sign_off", "isa-v2-by-essex", outcome="withdrawn", ended_at=JUST_NOW)

    assert world.codes("essex") == ("sign_off_withdrawn",)


def test_a_withdrawn_version_is_no_basis() -> None:
    world = World()

    world.change("version", "isa-v1", status="withdrawn", withdrawn_at=JUST_NOW)

    assert world.codes("essex") == ("agreement_terminated",)


def later_dpia(number: int, *listed: str, signed: bool = True) -> World:
    world = World()
    note = {"class": "material", "listed": list(listed)}
    world.version("dpia", number, frozen_at=LATER, materiality=note)
    if signed:
        world.sign("dpia", number, "essex", at=JUST_NOW)
    return world


def test_a_later_dpia_that_the_force_has_not_signed_moves_nothing() -> None:
    assert later_dpia(2, "doc-isa", signed=False).codes("essex") == ()


def test_a_later_dpia_that_does_not_list_the_agreement_covers_it() -> None:
    world = later_dpia(2, "doc-other")

    assert world.codes("essex") == ()
    assert ("DPIA-12", 2) in {
        (evidence.document, evidence.version) for evidence in world.judged("essex").evidence
    }


def test_only_the_force_that_completed_the_later_dpia_is_superseded() -> None:
    world = later_dpia(2, "doc-isa")

    assert world.codes("essex") == ("dpia_superseded",)
    assert world.codes("kent") == ()


def test_a_minor_version_after_a_listed_change_does_not_cure_it() -> None:
    world = later_dpia(2, "doc-isa")

    world.version("dpia", 3, frozen_at=JUST_NOW)
    world.sign("dpia", 3, "essex", at=JUST_NOW)

    assert world.codes("essex") == ("dpia_superseded",)


def test_a_listed_version_that_was_withdrawn_unsigned_does_not_count_against_the_next() -> None:
    world = later_dpia(2, "doc-isa", signed=False)
    world.change("version", "dpia-v2", status="withdrawn", withdrawn_at=LATER)

    world.version("dpia", 3, frozen_at=JUST_NOW)
    world.sign("dpia", 3, "essex", at=JUST_NOW)

    assert world.codes("essex") == ()


def test_withdrawing_the_later_dpia_does_not_fall_back_on_the_earlier() -> None:
    world = later_dpia(2)

    world.change("sign_off", "dpia-v2-by-essex", outcome="withdrawn", ended_at=JUST_NOW)

    assert world.codes("essex") == ("dpia_withdrawn",)


def test_a_refused_later_dpia_leaves_the_earlier_adoption_standing() -> None:
    world = later_dpia(2)

    world.change("sign_off", "dpia-v2-by-essex", outcome="refused", completed_at=None)

    assert world.codes("essex") == ()


def test_a_dpia_older_than_the_agreement_asks_for_does_not_serve() -> None:
    world = later_dpia(2, signed=False)

    world.change("basis", "basis-isa-1-essex", dpia_min_version=2)

    assert world.codes("essex") == ("dpia_unsigned",)
    assert world.codes("kent") == ()


def test_a_withdrawn_dpia_document_or_version_is_withdrawn_for_all() -> None:
    world = World()
    world.change("version", "dpia-v1", status="withdrawn", withdrawn_at=JUST_NOW)
    assert world.codes("essex") == world.codes("kent") == ("dpia_withdrawn",)

    world = World()
    world.change("document", "doc-dpia", state="withdrawn")
    assert world.codes("essex") == world.codes("kent") == ("dpia_withdrawn",)


def test_a_withdrawn_adoption_of_the_code_is_a_withdrawn_sign_off() -> None:
    world = World()

    world.change("sign_off", "code-v1-by-essex", outcome="withdrawn", ended_at=JUST_NOW)

    assert world.codes("essex") == ("sign_off_withdrawn",)


def test_an_outcome_of_withdrawn_without_an_instant_is_closed() -> None:
    world = World()

    world.change("sign_off", "isa-v1-by-essex", outcome="withdrawn", ended_at=None)

    assert world.codes("essex") == ("sign_off_withdrawn",)


def test_an_agreement_without_a_dpia_or_code_named_is_closed() -> None:
    world = World()

    world.change("basis", "basis-isa-1-essex", dpia_document_id=None, code_document_id=None)

    assert "dpia_unsigned" in world.codes("essex") and "code_unsigned" in world.codes("essex")


def test_the_start_of_a_version_that_lists_nothing_is_its_stated_day_in_london() -> None:
    world = second_agreement()
    for force in ("essex", "kent"):
        world.remove("basis", f"basis-isa-2-{force}")
    world.change("version", "isa-v2", facts={"starts_on": "2026-11-26"})

    verdict = world.judged("essex")

    assert verdict.valid_until == instant_text(2026, 11, 26)
    assert verdict.reason_at_end == "agreement_superseded"


def test_flows_of_versions_frozen_after_the_instant_are_not_seen() -> None:
    world = World()
    world.change("version", "isa-v1", frozen_at=instant_text(2026, 12, 1))

    verdict = world.judged("essex", NOW)

    assert verdict.codes == ("no_such_flow",)
    assert verdict.next_change == instant_text(2026, 12, 1)
