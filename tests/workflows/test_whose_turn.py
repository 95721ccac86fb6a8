"""Who is asked at each stage, as against who may also step in."""

from __future__ import annotations

import pytest

from workflows.catalogue import workflow


@pytest.mark.parametrize(
    ("name", "stage", "asked"),
    [
        ("dpia", "advice", ("dpo",)),
        ("dpia", "decision", ("siro", "chief_constable")),
        ("dpia", "complete", ()),
        ("dpia", "reconsider", ("siro", "chief_constable")),
        ("agreement_force", "owner", ("asset_owner",)),
        ("agreement_partner_health", "caldicott", ("caldicott_guardian",)),
        ("connection", "assessment", ("security_officer",)),
        ("connection", "complete", ()),
    ],
)
def test_the_turn_belongs_to_those_who_are_waited_for(
    name: str, stage: str, asked: tuple[str, ...]
) -> None:
    assert workflow(name).whose_turn(stage) == asked
