"""The scene in which a force adds a step to how it signs agreements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from govern.clock import text
from govern.commands.chains.change_chain import ADD_NAME
from govern.commands.second_person.ask import do_or_ask
from govern.commands.second_person.confirm import confirm_second
from govern.demonstration.stage import Planned, Stage
from govern.store import chain_steps
from workflows import roles

FORCE, DAY = "kent", 514


def scenes(day: int = DAY) -> Iterator[Planned]:
    """Kent's SIRO asks for a review of information assurance; its DPO confirms it."""
    yield day, partial(_add_review, FORCE), "Kent adds a review to how it signs agreements"


def _add_review(force: str, stage: Stage) -> None:
    body, house = stage.bodies[force], stage.installation
    given = {
        "organisation_id": body, "chain": "agreement_force", "kind": "information_assurance",
        "before_stage": "decision", "days": 5,
    }  # fmt: skip
    do_or_ask(house, by=stage.actor(roles.SIRO, force), act=ADD_NAME, given=given)
    stage.clock.advance(timedelta(hours=2))
    with house.reading() as session:
        now = text(stage.clock.now())
        (request,) = chain_steps.waiting(session, body, [ADD_NAME], now)
    confirm_second(house, by=stage.actor(roles.DPO, force), request_id=request)
