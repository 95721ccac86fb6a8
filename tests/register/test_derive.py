"""The register is a function: rows of every flow, kept up to date change by change."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govern.clock import instant
from govern.register.affected import affected
from govern.register.derive import derive, rederive
from govern.register.facts import Facts, Index, facts
from govern.register.row import FlowKey
from tests.register.changes import Change, apply, busy_world, changes
from tests.register.test_properties import MOMENTS
from tests.register.world import END, JUST_NOW, NOW, World, instant_text

ESSEX = FlowKey("essex", "council", "intelligence", "safeguarding", "send")
KENT = FlowKey("kent", "council", "intelligence", "safeguarding", "send")
NEXT = instant_text(2026, 12, 1)


def found(world: World) -> Facts:
    return facts(world.tables)


def test_a_register_holds_every_flow_open_or_closed() -> None:
    world = World()
    world.stop("flow", "flow-kent")

    register = derive(found(world), NOW)

    assert set(register.rows) == {ESSEX, KENT}
    assert [row.key for row in register.open_rows()] == [ESSEX]
    assert register.lookup(*KENT) is register.rows[KENT]
    assert register.lookup("essex", "nobody", "x", "y", "send") is None


def test_a_closed_row_carries_its_reasons_in_order_and_a_sentence() -> None:
    world = World()
    world.remove("sign_off", "isa-v1-by-council")
    world.change("basis", "basis-isa-1-essex", powers=[], safety_critical=True, fallback="phone")

    row = derive(found(world), NOW).rows[ESSEX]

    assert row.reasons == ("partner_not_signed", "power_missing")
    assert row.reason_user == "Sharing is off: Council has not signed ISA-44."
    assert (row.fallback, row.safety_critical) == ("phone", True)
    assert row.evidence == () and row.valid_until is None


def test_an_open_row_carries_evidence_obligations_and_its_end() -> None:
    world = World()
    obligation = {"id": "delete_after", "days": 30}
    world.change("basis", "basis-isa-1-essex", obligations=["log_disclosure", obligation])

    row = derive(found(world), NOW).rows[ESSEX]

    assert row.open and row.reason_user is None
    assert row.obligations == ({"id": "log_disclosure"}, obligation)
    assert [cited["document"] for cited in row.evidence] == [
        "ISA-44", "ISA-44", "DPIA-12", "COC-9", "CR-3", "CR-3",
    ]  # fmt: skip
    assert all(cited["record"].startswith("sha256:") for cited in row.evidence)
    assert row.reason_at_end == "connection_expired"


def test_a_flow_whose_body_is_unknown_has_no_row() -> None:
    world = World()
    world.remove("organisation", "org-essex")

    assert set(derive(found(world), NOW).rows) == {KENT}


def test_the_same_five_parts_under_two_ids_are_trusted_under_neither() -> None:
    world = World()
    twin = {**world.tables["flow"]["flow-essex"]}

    world.add("flow", "twin", **{**twin, "id": "twin"})

    assert world.codes("essex") == ("evidence_unverified",)
    assert not derive(found(world), NOW).rows[ESSEX].open


def test_a_signed_basis_that_starts_later_is_known_to_take_over() -> None:
    world = World()
    world.change("basis", "basis-isa-1-essex", starts_at=NEXT)

    row = derive(found(world), NOW).rows[ESSEX]

    assert row.reasons == ("not_yet_valid",)
    assert row.then is not None and row.then.open
    assert row.then.valid_from == NEXT


def test_a_renewal_signed_in_advance_takes_over_when_the_old_basis_ends() -> None:
    world = World()
    world.agreement("renewal", "ISA-45", 1, starts_at=NEXT)
    world.change("basis", "basis-isa-1-essex", ends_at=NEXT)

    row = derive(found(world), NOW).rows[ESSEX]

    assert row.open and row.valid_until == NEXT
    assert row.then is not None and row.then.basis == "basis-renewal-1-essex"


def test_nothing_takes_over_when_the_later_basis_is_not_signed() -> None:
    world = World()
    world.agreement("renewal", "ISA-45", 1, starts_at=NEXT)
    world.remove("sign_off", "renewal-v1-by-essex")
    world.change("basis", "basis-isa-1-essex", ends_at=NEXT)

    assert derive(found(world), NOW).rows[ESSEX].then is None


def test_the_next_change_of_a_register_is_the_earliest_of_its_rows() -> None:
    world = World()
    world.change("basis", "basis-isa-1-kent", ends_at=NEXT)

    assert derive(found(world), NOW).next_change == NEXT


@given(st.lists(changes(), min_size=1, max_size=4), st.lists(st.sampled_from(MOMENTS), min_size=5))
def test_keeping_up_change_by_change_equals_deriving_anew(
    histories: list[list[Change]], moments: list[str]
) -> None:
    world = busy_world()
    index = Index(world.tables)
    times = sorted(moments)
    register = derive(index.facts, instant(times[0]))

    for made, at in zip(histories, times[1:], strict=False):
        possible = [one for one in made if one.key in world.tables.get(one.table, {})]
        touched = index.apply(_once_removed(possible))
        apply(world, made)
        register = rederive(register, index.facts, affected(index.facts, touched), instant(at))

        assert register.rows == derive(found(world), instant(at)).rows


def _once_removed(made: list[Change]) -> list[Change]:
    """Without the changes to a row already taken away, which `apply` of the world skips too."""
    gone: set[tuple[str, str]] = set()
    kept = []
    for one in made:
        if (one.table, one.key) not in gone:
            kept.append(one)
        if one.values is None:
            gone.add((one.table, one.key))
    return kept


def test_an_index_takes_in_new_rows_and_leaves_the_tables_it_was_given_alone() -> None:
    world = World()
    index = Index(world.tables)
    stop = {"kind": "kill", "scope_kind": "everything", "at": JUST_NOW}

    touched = index.apply([Change("stop", "new", stop), Change("client", "unread", {})])

    assert affected(index.facts, touched) == {"flow-essex", "flow-kent"}
    assert derive(index.facts, NOW).rows[ESSEX].reasons == ("kill_switch",)
    assert "stop" not in world.tables


def test_a_row_that_moves_leaves_the_place_it_was_found_under() -> None:
    index = Index(World().tables)

    index.apply([Change("basis", "basis-isa-1-essex", {"flow_id": "flow-kent", "ends_at": END})])

    assert index.facts.find("bases", "flow-essex") == ()
    assert len(index.facts.find("bases", "flow-kent")) == 2


def test_a_change_touches_no_more_flows_than_it_must() -> None:
    index = Index(World().tables)
    signed = index.apply([Change("sign_off", "dpia-v1-by-kent", {"ended_at": JUST_NOW})])
    checked = index.apply(
        [Change("readiness", "check", {"subject_kind": "flow", "subject_id": "flow-essex"})]
    )

    assert affected(index.facts, signed) == {"flow-kent"}
    assert affected(index.facts, checked) == {"flow-essex"}
