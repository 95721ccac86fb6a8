"""The scenes of Gateway 4: one force hands in, waives one item and passes; another is half way."""

from __future__ import annotations

from datetime import timedelta

from govern.clock import london
from govern.commands.readiness.decide_check import pass_check
from govern.commands.readiness.open_check import open_check
from govern.commands.readiness.settle_item import (
    Evidence,
    judge_item,
    submit_evidence,
    waive_item,
)
from govern.demonstration.plans import Plan
from govern.demonstration.stage import Stage
from govern.demonstration.texts.filling import read
from govern.store.readiness import items_of
from workflows import roles

HALF_WAY = ("GW-01", "GW-02", "GW-03", "GW-04", "GW-06", "GW-11", "GW-12", "GW-15", "GW-18")
WAITING = ("GW-12", "GW-15")
WAIVED, SENT_BACK = "GW-16", "GW-11"
_WAIVED_FOR = timedelta(days=60)
_PAUSE = timedelta(minutes=4)


def open_first(number: int, plan: Plan, stage: Stage) -> None:
    """The first force opens its check."""
    _open(plan.forces[0], stage)


def open_second(number: int, plan: Plan, stage: Stage) -> None:
    """The other force opens its own."""
    _open(plan.forces[1], stage)


def hand_in_all(number: int, plan: Plan, stage: Stage) -> None:
    """A reviewer of the first force hands in what there is: all but two items."""
    _hand_in(plan.forces[0], tuple(code for code in read("gateway") if code[:2] == "GW"), stage)


def judge_all(number: int, plan: Plan, stage: Stage) -> None:
    """Each office of the first force accepts what is its own."""
    _judge(plan.forces[0], (), stage)


def waive_and_pass(number: int, plan: Plan, stage: Stage) -> None:
    """Its SIRO does without one item for a time, and passes the check."""
    force = plan.forces[0]
    siro, until = stage.actor(roles.SIRO, force), london(stage.clock.now()).date() + _WAIVED_FOR
    item_id = _items(force, stage)[WAIVED]
    reasons = read("gateway")["waiver"]
    waive_item(stage.installation, by=siro, item_id=item_id, reasons=reasons, until=until)
    stage.clock.advance(_PAUSE)
    pass_check(stage.installation, by=siro, check_id=stage.kept[f"gateway:{force}"])


def half_way(number: int, plan: Plan, stage: Stage) -> None:
    """The other force has handed in nine items: six are accepted, one was sent back, two wait."""
    force = plan.forces[1]
    _hand_in(force, HALF_WAY, stage)
    _judge(force, (*WAITING, SENT_BACK), stage)
    officer = stage.actor(roles.SECURITY_OFFICER, force)
    judge_item(
        stage.installation,
        by=officer,
        item_id=_items(force, stage)[SENT_BACK],
        act="return_item",
        words=read("gateway")["returned"],
    )


def _open(force: str, stage: Stage) -> None:
    manager = stage.actor(roles.INFORMATION_MANAGER, force)
    check_id = open_check(
        stage.installation, by=manager, template="gateway_4", subject_id=stage.bodies[force]
    )
    stage.keep(f"gateway:{force}", check_id)


def _hand_in(force: str, codes: tuple[str, ...], stage: Stage) -> None:
    said, items = read("gateway"), _items(force, stage)
    by = stage.actor(roles.REVIEWER, force)
    for code in codes:
        evidence = Evidence(said[code], london(stage.clock.now()).date())
        submit_evidence(stage.installation, by=by, item_id=items[code], evidence=evidence)
        stage.clock.advance(_PAUSE)


def _judge(force: str, left: tuple[str, ...], stage: Stage) -> None:
    with stage.installation.reading() as session:
        rows = items_of(session, stage.kept[f"gateway:{force}"])
    for row in rows:
        if row.state == "submitted" and row.item not in left:
            by = stage.actor(row.approver, force)
            judge_item(stage.installation, by=by, item_id=row.id, act="accept")
            stage.clock.advance(_PAUSE)


def _items(force: str, stage: Stage) -> dict[str, str]:
    with stage.installation.reading() as session:
        return {row.item: row.id for row in items_of(session, stage.kept[f"gateway:{force}"])}
