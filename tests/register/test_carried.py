"""A carried sign-off is judged by its notice and by the older sign-off that it carries over."""

from __future__ import annotations

from typing import Any

import pytest

from tests.register.world import JUST_NOW, LATER, NOW, PARTNER, World, sha

NOTICE = sha("notice")


def carried_over(name: str = "dpia", **columns: Any) -> World:
    """Essex adopted version 1; a notice carries that over to a minor version 2."""
    world = World()
    world.version(name, 2, frozen_at=LATER)
    given = {
        "version_id": f"{name}-v2", "document_id": f"doc-{name}", "organisation_id": "org-essex",
        "chain": f"{name}_force", "outcome": "carried", "completed_at": JUST_NOW, "ended_at": None,
        "record_sha256": NOTICE, "carried_from_id": f"{name}-v1-by-essex",
    }  # fmt: skip
    world.add("sign_off", f"{name}-v2-by-essex", **{**given, **columns})
    return world


def test_a_carried_sign_off_opens_and_evidence_cites_the_notice_and_the_record() -> None:
    world = carried_over()

    verdict = world.judged("essex")

    assert verdict.open, verdict.codes
    cited = {(each.document, each.version, each.record_sha256) for each in verdict.evidence}
    assert ("DPIA-12", 2, NOTICE) in cited
    assert ("DPIA-12", 1, sha("record of dpia-v1-by-essex")) in cited


@pytest.mark.parametrize(
    "columns",
    [
        {"carried_from_id": "nowhere"},
        {"carried_from_id": "dpia-v1-by-kent"},
        {"carried_from_id": "code-v1-by-essex"},
        {"carried_from_id": "dpia-v2-by-essex"},
    ],
    ids=["of none", "of another force", "of another document", "of itself"],
)
def test_a_notice_that_shows_no_older_sign_off_of_the_same_force_opens_nothing(
    columns: dict[str, str],
) -> None:
    doubted = carried_over("dpia", **columns)
    doubted.remove("sign_off", "dpia-v1-by-essex")

    assert not doubted.judged("essex").open


def test_it_falls_with_the_sign_off_that_it_carries_over() -> None:
    world = carried_over()

    world.change("sign_off", "dpia-v1-by-essex", outcome="withdrawn", ended_at=JUST_NOW)

    assert world.codes("essex") == ("dpia_withdrawn",)


def test_it_can_be_withdrawn_by_itself() -> None:
    world = carried_over(outcome="withdrawn", ended_at=JUST_NOW)

    assert world.codes("essex") == ("dpia_withdrawn",)


def test_conditions_come_with_it() -> None:
    world = carried_over()

    world.condition("dpia-v1-by-essex")

    assert world.codes("essex") == ("condition_unmet",)


@pytest.mark.parametrize("record", [NOTICE, sha("record of dpia-v1-by-essex")])
def test_it_stands_on_both_files_whole(record: str) -> None:
    world = carried_over()

    world.add(
        "evidence_failure", "failure", table_name="archive", row_key="x", record_sha256=record,
        found_at=JUST_NOW, cleared_at=None,
    )  # fmt: skip

    assert world.codes("essex", NOW) == ("evidence_unverified",)


def test_a_notice_not_yet_sealed_leaves_the_older_version_in_force() -> None:
    world = carried_over(record_sha256=None, completed_at=None, outcome=None)

    assert world.judged("essex").open


def test_an_agreement_carried_over_replaces_the_older_version_for_both() -> None:
    world = World()
    world.agreement("isa", "ISA-44", 2)
    for body in ("essex", PARTNER):
        key = f"isa-v2-by-{body}"
        if key in world.tables["sign_off"]:
            world.change("sign_off", key, outcome="carried", carried_from_id=f"isa-v1-by-{body}")

    assert world.judged("essex").open
