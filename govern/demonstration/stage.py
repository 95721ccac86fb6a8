"""The stage on which the demonstration acts: its clock, who is who, and signing as a person does
it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from govern.clock import LONDON, SettableClock
from govern.commands.documents.freeze import freeze
from govern.commands.documents.printing import begin_printing
from govern.commands.signing.confirm import Authentication, confirm_act
from govern.commands.signing.seal import seal_act
from govern.commands.signing.show import show_statement
from govern.installation import Installation
from govern.store.documents import party_sign_off
from workflows.engine import Actor, Form
from workflows.working_days import is_working_day

SESSION = "0" * 32
_STEP = timedelta(minutes=7)
_FREEZING_HOUR = 11


def at_hour(day: date, hour: int) -> datetime:
    """A full hour of a London day."""
    return datetime.combine(day, time(hour), LONDON).astimezone(UTC)


@dataclass
class Stage:
    """An installation whose clock the story moves, and the actors it has appointed."""

    installation: Installation
    clock: SettableClock
    opened_on: date
    bodies: dict[str, str] = field(default_factory=dict)
    actors: dict[tuple[str, str], Actor] = field(default_factory=dict)
    absent: dict[str, Actor] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    printing: dict[str, datetime] = field(default_factory=dict)

    def keep(self, name: str, value: str) -> None:
        """Remember an id under a name for later scenes."""
        self.kept[name] = value

    def day(self, number: int, hour: int = 9) -> datetime:
        """Move to the first working day from story day `number` on, at `hour` in London; when that
        has passed, on a little. Returns now.
        """
        self.clock.set(max(at_hour(self.working_day(number), hour), self.clock.now() + _STEP))
        return self.clock.now()

    def working_day(self, number: int) -> date:
        """The first working day from story day `number` on."""
        day = self.on(number)
        while not is_working_day(day):
            day += timedelta(days=1)
        return day

    def on(self, number: int) -> date:
        """The London date of story day `number`."""
        return self.opened_on + timedelta(days=number)

    def actor(self, role: str, body: str) -> Actor:
        """The appointment of whoever holds `role` in `body`."""
        return self.actors[role, body]

    def print_ahead(self, version_id: str, number: int) -> None:
        """Start on the PDF of a version that will be frozen on story day `number`."""
        at = at_hour(self.working_day(number), _FREEZING_HOUR)
        self.printing[version_id] = at
        begin_printing(self.installation, version_id, at)

    def freeze(self, by: Actor, version_id: str) -> str:
        """Freeze a version as the lawyer does, at the hour for which it was printed ahead."""
        soon = self.clock.now() + _STEP
        self.clock.set(max(self.printing.pop(version_id, soon), soon))
        return freeze(self.installation, by=by, version_id=version_id)

    def sign(
        self,
        by: Actor,
        version_id: str,
        act: str,
        form: Form | None = None,
        body: str | None = None,
    ) -> str:
        """One signing act, in the two steps of the signing page; returns the record's digest.

        `body` is the organisation whose sign-off it is, when that is not the actor's own.
        """
        self.clock.advance(_STEP)
        with self.installation.reading() as session:
            organisation = self.bodies[body] if body else by.organisation
            sign_off_id = party_sign_off(session, version_id, organisation)
        shown = show_statement(
            self.installation,
            by=by,
            session_id=SESSION,
            sign_off_id=sign_off_id,
            act=act,
            form=form or Form(),
        )
        again = Authentication("demonstration", self.clock.now(), SESSION)
        act_id = confirm_act(self.installation, by=by, token=shown.token, authentication=again)
        return seal_act(self.installation, act_id=act_id)


Planned = tuple[int, Callable[[Stage], None], str]
"""A day of the story, what happens on it, and what it is called."""
