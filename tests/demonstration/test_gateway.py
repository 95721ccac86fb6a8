"""Gateway 4 played for real: passed for Essex, half way for Kent, and what opens by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from govern.clock import text
from govern.demonstration import agreements, foundations, story
from govern.demonstration.plans import PLANS
from govern.store.readiness import items_of, settled
from govern.store.rows.readiness import ReadinessRow
from tests.demonstration.test_story import Played, play

(PLAN,) = (plan for plan in PLANS if plan.fate == "gateway")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Essex and Kent adopt DPIA and code, sign the listing of their flows, and make ready."""
    planned = [*foundations.scenes(("essex", "kent")), *agreements.scenes(1, PLAN)]
    made = play(tmp_path_factory, story.as_scenes(planned))
    yield made
    made.installation.database.close()


def test_the_flows_of_the_force_that_passed_are_open_in_both_directions(played: Played) -> None:
    rows = played.register(story.LAST_DAY).rows

    essex = {key: row for key, row in rows.items() if key.force == "essex"}
    assert len(essex) == 4
    assert all(row.open for row in essex.values())
    assert {key.direction for key in essex} == {"send", "receive"}


def test_the_flows_of_the_other_force_are_closed_for_that_reason_alone(played: Played) -> None:
    rows = played.register(story.LAST_DAY).rows

    kent = [row for key, row in rows.items() if key.force == "kent"]
    assert [row.reasons for row in kent] == [("readiness_incomplete",)] * 4


def test_until_it_is_passed_nothing_of_either_force_is_open(played: Played) -> None:
    before = played.register(PLAN.day + 19).rows

    assert before
    assert not any(row.open for row in before.values())


def test_the_pass_ends_with_its_waiver(played: Played) -> None:
    now = text(played.installation.clock.now())
    with played.installation.reading() as session:
        checks = session.query(ReadinessRow).order_by(ReadinessRow.opened_at).all()
        items = [items_of(session, row.id) for row in checks]

    assert [row.state for row in checks] == ["passed", "in_progress"]
    (waived,) = [item for item in items[0] if item.state == "waived"]
    assert checks[0].valid_until == waived.valid_until
    assert settled(items[0], now).unsettled == ()
    states = [item.state for item in items[1]]
    assert [states.count(one) for one in ("accepted", "submitted", "open")] == [6, 2, 12]
