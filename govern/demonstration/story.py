"""Eighteen months of the consortium, day by day: who drafts, signs, certifies, stops and waits, and
when.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from govern.demonstration import (
    administering,
    agreements,
    cast,
    chains,
    connections,
    consulting,
    foundations,
    measuring,
    moving,
    revising,
    standins,
    wording,
)
from govern.demonstration.plans import LINKS, PLANS
from govern.demonstration.stage import Planned, Stage

LAST_DAY = 548


@dataclass(order=True)
class Scene:
    """Something that happens on a day of the story; scenes of one day keep the order in which they
    were planned.
    """

    day: int
    place: int
    play: Callable[[Stage], None] = field(compare=False)
    title: str = field(compare=False, default="")


def scenes() -> list[Scene]:
    """Every scene in the order in which it is played: time never goes back."""
    return sorted(as_scenes(_all()))


def as_scenes(planned: Iterable[Planned]) -> list[Scene]:
    """Scenes that keep the order in which they were planned within a day."""
    return [Scene(day, place, play, title) for place, (day, play, title) in enumerate(planned)]


def _all() -> Iterator[Planned]:
    yield from foundations.scenes(cast.FORCES)
    yield from foundations.later_scenes()
    yield from consulting.scenes()
    yield from standins.scenes()
    yield from chains.scenes()
    yield from measuring.scenes()
    yield from wording.scenes()
    yield from revising.scenes()
    for link in LINKS:
        yield from connections.scenes(link)
    for number, plan in enumerate(PLANS, start=1):
        yield from agreements.scenes(number, plan)
    yield from moving.scenes()
    yield from administering.scenes()
