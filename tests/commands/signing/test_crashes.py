"""A sign-off cut off at any step: its record is whole or absent, and the worker finishes it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from govern.commands.jobs.run import run_due
from govern.commands.signing import seal
from govern.commands.signing.seal import seal_act
from govern.records.archive import Archive
from govern.records.verify import verify
from govern.store import events
from govern.store.rows.sign_offs import ActRow
from tests.adopting import Adopting


class PowerCut(BaseException):
    """No handler of the house catches it."""


class Steps:
    """Cuts the power before the step of one number."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cut_before, self.taken = -1, 0
        for place, name in (
            (seal, "record_facts"),
            (seal, "seal"),
            (Archive, "put"),
            (os, "mkdir"),
            (os, "fsync"),
            (os, "rename"),
            (seal, "complete"),
            (seal, "follow_up"),
        ):
            monkeypatch.setattr(place, name, self._counted(getattr(place, name)))

    def _counted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            self.taken += 1
            if self.taken - 1 == self.cut_before:
                raise PowerCut
            return real(*given, **named)

        return step


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[Steps]:
    """The steps of sealing, cut nowhere yet."""
    yield Steps(monkeypatch)


def cut_everywhere(adopting: Adopting, act_id: str, steps: Steps) -> Iterator[int]:
    """Seal again and again, cut one step later each time, until it goes through."""
    for step in range(60):
        steps.cut_before, steps.taken = step, 0
        try:
            seal_act(adopting.installation, act_id=act_id)
        except PowerCut:
            yield step
        else:
            return
    pytest.fail("sealing never ended")


def test_a_cut_at_any_step_leaves_no_half_act_and_sealing_again_finishes(
    adopting: Adopting, steps: Steps
) -> None:
    act_id = adopting.confirm("essex_dpo", adopting.show("essex_dpo", "endorse"))
    installation = adopting.installation
    cuts = 0

    for _ in cut_everywhere(adopting, act_id, steps):
        cuts += 1
        assert adopting.sign_off("essex").stage == "advice"
        assert all(installation.archive.get(each) for each in installation.archive.digests())

    assert cuts >= 7
    assert adopting.sign_off("essex").stage == "decision"
    with installation.reading() as session:
        act = session.get_one(ActRow, act_id)
        sealed = [each for each in events.events(session) if each.type == "record_sealed"]
    assert len(sealed) == 1
    content = installation.archive.get(act.record_sha256 or "")
    assert verify(content, root=installation.keyring.root).whole


def test_after_a_restart_the_worker_finishes_what_was_cut_off(
    adopting: Adopting, steps: Steps
) -> None:
    act_id = adopting.confirm("essex_dpo", adopting.show("essex_dpo", "endorse"))
    steps.cut_before = 5
    with pytest.raises(PowerCut):
        seal_act(adopting.installation, act_id=act_id)
    steps.cut_before = -1

    adopting.people.later(seconds=31)
    ran = run_due(adopting.installation)

    assert (ran.done, ran.failed) == (1, 0)
    with adopting.installation.reading() as session:
        acts = session.scalars(select(ActRow)).all()
    assert [each.sealed_at is not None for each in acts] == [True]
    assert adopting.sign_off("essex").stage == "decision"
