"""Build the demonstration: play the story on its own clock into an empty, migrated installation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from govern.clock import SettableClock
from govern.commands.jobs.kinds import KINDS
from govern.commands.jobs.run import run_due
from govern.commands.ledger.checkpoints import make_checkpoint
from govern.commands.mail.chase import chase
from govern.demonstration import story
from govern.demonstration.gathering import gather
from govern.demonstration.stage import Stage, at_hour
from govern.demonstration.story import LAST_DAY, Scene
from govern.installation import Installation, begin
from govern.settings import Settings
from govern.store.identifiers import repeatable

NAME = "Athena consortium (demonstration)"
Progress = Callable[[int, int, str], None]
_WEEK = timedelta(days=7)
_MAIL = tuple(kind for kind in KINDS if kind.name == "mail")
_SEALING = tuple(kind for kind in KINDS if kind.name != "mail")


def build(
    settings: Settings,
    *,
    today: date,
    progress: Progress,
    scenes: Sequence[Scene] | None = None,
) -> Installation:
    """Play eighteen months that end on `today` (London), or some `scenes` of them alone.

    `progress` hears (scene, of how many, title). The same day gives the same ids and references.
    """
    planned = story.scenes() if scenes is None else sorted(scenes)
    opened_on = today - timedelta(days=LAST_DAY)
    clock = SettableClock(at_hour(opened_on, 8))
    with repeatable("demonstration"):
        installation = begin(settings, name=NAME, clock=clock)
        stage = Stage(installation, clock, opened_on)
        progress(0, len(planned), "Organisations and people")
        gather(stage)
        chased = clock.now()
        for number, scene in enumerate(planned, start=1):
            progress(number, len(planned), scene.title)
            stage.day(scene.day)
            if clock.now() - chased >= _WEEK:
                chase(installation)
                chased = clock.now()
            scene.play(stage)
            _work(installation)
        clock.set(max(at_hour(today, 6), clock.now()))
        chase(installation)
        _work(installation)
        _keep_mail(installation)
        make_checkpoint(installation)
    return installation


def _keep_mail(installation: Installation) -> None:
    """The story's mail into its folder, never to a server: its people are invented."""
    unsent = replace(installation, settings=replace(installation.settings, smtp_host=""))
    while run_due(unsent, kinds=_MAIL).done:
        pass


def _work(installation: Installation) -> None:
    """What the worker does after each act; mail is written to its folder at the end."""
    while (ran := run_due(installation, kinds=_SEALING)).done:
        pass
    if ran.failed:
        raise RuntimeError("a record of the demonstration could not be sealed")
