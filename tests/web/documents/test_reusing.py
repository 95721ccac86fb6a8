"""Answers entered once: offered, taken by an ordinary save, and out of date when they change."""

from __future__ import annotations

import re
from typing import Any

from govern.store import events
from tests.web.documents.test_saving import section, standing
from tests.web.documents.world import World, strict

RULE = {"id": "one", "records": "Referrals", "kept_for": "Six years", "disposal": "Erased"}


def _assessed(world: World, **rule: str) -> Any:
    """A DPIA with one rule of retention."""
    opened = world.opened("dpia", title="Shared system")
    world.save(opened.version_id, "D10", {"retention_rules": [{**RULE, **rule}]})
    return opened


def _step(page: str) -> str:
    found = re.search(r'value="(reuse:retention:[^"]+)"', page)
    assert found
    return found[1]


def _taken(world: World, agreement: Any) -> None:
    client = world.client("lawyer")
    step = _step(strict(client.get(section(agreement, "S13"))))
    sent = client.post(section(agreement, "S13"), data={"based_on": "0", "step": step})
    assert sent.status_code == 302


def test_an_answer_is_offered_by_name_and_taken_by_one_save(world: World) -> None:
    _assessed(world)
    agreement = world.opened()

    page = strict(world.client("lawyer").get(section(agreement, "S13")))
    assert "Use from DPIA-1, version 1" in page
    _taken(world, agreement)

    (row,) = standing(world, agreement, "S13")["retention"]
    assert {k: v for k, v in row.items() if k != "id"} == {
        "item": "Referrals",
        "period": "Six years",
        "method": "Erased",
    }
    after = strict(world.client("lawyer").get(section(agreement, "S13")))
    assert re.search(r"Taken from <a [^>]+>DPIA-1, version 1</a>", after)
    assert "Out of date" not in after
    assert "Use from DPIA-1" not in after


def test_what_else_was_typed_is_saved_with_it(world: World) -> None:
    _assessed(world)
    agreement = world.opened()
    client = world.client("lawyer")
    step = _step(strict(client.get(section(agreement, "S13"))))

    typed = {"based_on": "0", "step": step, "legal_hold": "Typed just now."}
    client.post(section(agreement, "S13"), data=typed)

    assert standing(world, agreement, "S13")["legal_hold"] == "Typed just now."


def test_a_newer_text_of_the_origin_makes_it_out_of_date_with_the_difference(world: World) -> None:
    assessed = _assessed(world)
    agreement = world.opened()
    _taken(world, agreement)

    world.save(
        assessed.version_id, "D10", {"retention_rules": [{**RULE, "kept_for": "Seven years"}]}
    )
    page = strict(world.client("lawyer").get(section(agreement, "S13")))

    assert "Out of date: DPIA-1, version 1 says otherwise." in page
    assert re.search(r"<del>.{0,80}Six", page)
    assert re.search(r"<ins>.{0,80}Seven", page)
    client = world.client("lawyer")
    client.post(section(agreement, "S13"), data={"based_on": "1", "step": _step(page)})
    assert standing(world, agreement, "S13")["retention"][0]["period"] == "Seven years"
    assert "Out of date" not in strict(client.get(section(agreement, "S13")))


def test_nothing_is_offered_from_a_document_that_one_may_not_read(world: World) -> None:
    ids = world.consortium.organisations
    elsewhere = world.opened("dpia", by="other_lawyer", title="Not theirs", owner_id=ids["essex"])
    world.save(elsewhere.version_id, "D10", {"retention_rules": [RULE]}, by="other_lawyer")
    agreement = world.opened()

    page = strict(world.client("lawyer").get(section(agreement, "S13")))
    forged = f"reuse:retention:dpia.retention_rules.{elsewhere.version_id}"
    world.client("lawyer").post(
        section(agreement, "S13"), data={"based_on": "0", "step": forged, "legal_hold": "Mine"}
    )

    assert "Use from" not in page
    assert standing(world, agreement, "S13") == {"legal_hold": "Mine"}


def test_the_ledger_has_the_origin_and_no_words(world: World) -> None:
    assessed = _assessed(world)
    agreement = world.opened()
    _taken(world, agreement)

    with world.installation.reading() as session:
        (event,) = [
            each
            for each in events.about(session, [agreement.version_id])
            if each.type == "answer_reused"
        ]

    assert event.data["source_id"] == assessed.version_id
    assert (event.data["question"], event.data["source_question"]) == (
        "retention",
        "retention_rules",
    )
    assert "Six years" not in str(event.data)
