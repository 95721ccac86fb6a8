"""Build the demonstration: play the story on its own clock into an empty, migrated installation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from govern.clock import LONDON, SettableClock
from govern.commands.mail.chase import chase
from govern.demonstration.gathering import gather
from govern.demonstration.stage import Stage
from govern.demonstration.story import LAST_DAY, scenes
from govern.installation import Installation, begin
from govern.settings import Settings
from govern.store.identifiers import repeatable

NAME = "Athena consortium (demonstration)"
Progress = Callable[[int, int, str], None]


def build(settings: Settings, *, today: date, progress: Progress) -> Installation:
    """Play eighteen months that end on `today` (London); `progress` hears (scene, of how many,
    title).
    """
    opened_on = today - timedelta(days=LAST_DAY)
    begins = datetime.combine(opened_on, time(8), LONDON).astimezone(UTC)
    clock = SettableClock(begins)
    planned = scenes()
    with repeatable("demonstration"):
        installation = begin(settings, name=NAME, clock=clock)
        stage = Stage(installation, clock, opened_on)
        progress(0, len(planned), "Organisations and people")
        gather(stage)
        for number, scene in enumerate(planned, start=1):
            progress(number, len(planned), scene.title)
            stage.day(scene.day)
            scene.play(stage)
        stage.day(LAST_DAY, hour=6)
        chase(installation)
    return installation
