"""An appointment in force, and a delegation inside its instrument, come before every act."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.workflows.people import AT, ESSEX, KENT, YEAR, actor, appointed, done, facts, granted
from workflows import roles
from workflows.dpia import DPIA
from workflows.engine import Facts, move, refusals

SIRO = actor(roles.SIRO)
DEPUTY = replace(actor(roles.SIRO, "a deputy"), delegated_from="the siro/siro", delegation="d1")
ENDORSED = (done("endorse", roles.DPO),)
GIVEN = granted(SIRO, starts_at=AT - YEAR)


def delegated(**changes: Any) -> Facts:
    instrument = replace(GIVEN, **changes)
    return facts(DEPUTY, delegation=instrument, acts=ENDORSED)


def codes(given: Facts) -> list[str]:
    return [r.code for r in refusals(DPIA, "decision", "approve", DEPUTY, given)]


def test_a_delegate_decides_inside_the_instrument() -> None:
    assert move(DPIA, "decision", "approve", DEPUTY, delegated()).completes


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": "another"}, "delegation_unknown"),
        ({"ends_at": AT}, "delegation_not_in_force"),
        ({"starts_at": AT + timedelta(seconds=1)}, "delegation_not_in_force"),
        ({"revoked_at": AT}, "delegation_revoked"),
        ({"document_kinds": frozenset({"sharing_agreement"})}, "delegation_out_of_scope"),
        ({"organisation": KENT}, "delegation_out_of_scope"),
        ({"role": roles.CHIEF_CONSTABLE}, "delegation_out_of_scope"),
        ({"receiver": "somebody else"}, "delegation_out_of_scope"),
    ],
)
def test_a_delegate_outside_the_instrument_is_refused(changes: dict[str, Any], code: str) -> None:
    assert codes(delegated(**changes)) == [code]


def test_a_delegation_that_is_not_on_record_is_refused() -> None:
    assert codes(replace(delegated(), delegation=None)) == ["delegation_unknown"]


def test_the_dpo_never_decides_as_a_delegate() -> None:
    held = frozenset({(ESSEX, roles.DPO), (ESSEX, roles.SIRO)})

    assert codes(replace(delegated(), roles_held=held)) == ["delegated_to_dpo"]


def test_a_delegate_whose_offices_are_unknown_is_refused() -> None:
    assert codes(replace(delegated(), roles_held=None)) == ["facts_missing"]


def test_acting_for_somebody_without_naming_the_delegation_is_refused() -> None:
    who = replace(SIRO, delegated_from="the chief/chief_constable")

    refused = refusals(DPIA, "decision", "approve", who, facts(who, acts=ENDORSED))

    assert [r.code for r in refused] == ["delegation_unknown"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": "another"}, "appointment_unknown"),
        ({"person": "somebody else"}, "appointment_not_yours"),
        ({"role": roles.DPO}, "appointment_not_yours"),
        ({"organisation": KENT}, "appointment_not_yours"),
        ({"delegation": "d9"}, "appointment_not_yours"),
        ({"ends_at": AT}, "appointment_not_in_force"),
        ({"starts_at": AT + timedelta(seconds=1)}, "appointment_not_in_force"),
    ],
)
def test_an_appointment_must_be_ones_own_and_in_force(changes: dict[str, Any], code: str) -> None:
    held = replace(appointed(SIRO), **changes)

    refused = refusals(
        DPIA, "decision", "approve", SIRO, facts(SIRO, appointment=held, acts=ENDORSED)
    )

    assert [r.code for r in refused] == [code]


def test_an_appointment_without_an_end_is_in_force() -> None:
    held = replace(appointed(SIRO), ends_at=None)

    assert move(
        DPIA, "decision", "approve", SIRO, facts(SIRO, appointment=held, acts=ENDORSED)
    ).completes


def test_a_missing_appointment_is_refused() -> None:
    refused = refusals(DPIA, "decision", "approve", SIRO, facts(SIRO, appointment=None))

    assert [r.code for r in refused] == ["appointment_unknown"]
