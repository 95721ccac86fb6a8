"""What is agreed in the demonstration: who connects, and the agreements of `plans.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

STARTS_AFTER = 25


@dataclass(frozen=True)
class Link:
    """A partner's connection: profile, lead force, who else accepts it, the day of its first
    certificate, and whether it is renewed or lapses.
    """

    partner: str
    profile: str
    lead: str
    accepts: tuple[str, ...]
    day: int
    fate: str = "renewed"


@dataclass(frozen=True)
class Plan:
    """One agreement, frozen on `day` of the story and in force for `days`; `theme` names its text.

    `fate`: active, draft, review, expired, extended, suspended, terminated, advised (to be
    stopped), gateway (Gateway 4 comes first); or it waits still, for whom `agreements.WAITING`
    says. `dpia` is the lowest version of the impact assessment that covers it.
    """

    title: str
    theme: str
    partner: str
    forces: tuple[str, ...]
    day: int
    days: int = 730
    fate: str = "active"
    dpia: int = 1

    @property
    def first_day(self) -> int:
        """The first day on which it is in force: signatures take up to 25 days."""
        return self.day + STARTS_AFTER

    @property
    def last_day(self) -> int:
        """The last day on which it is in force, unless it is extended."""
        return self.first_day + self.days - 1


LINKS = (
    Link("thornley", "P2", "essex", ("kent", "suffolk"), 120),
    Link("eastmarch", "P1", "essex", ("hertfordshire", "norfolk"), 124),
    Link("greyfen", "P3", "cambridgeshire", ("norfolk",), 128),
    Link(
        "wensum-vale",
        "P2",
        "norfolk",
        ("suffolk", "cambridgeshire", "bedfordshire", "hertfordshire"),
        132,
    ),
    Link("mid-anglia-icb", "P3", "suffolk", ("norfolk",), 136),
    Link("three-rivers", "P1", "hertfordshire", ("bedfordshire", "essex", "kent"), 140),
    Link("saxon-shore", "P3", "kent", ("essex", "suffolk"), 144),
    Link("harbour-homes", "P3", "kent", ("essex",), 148),
    Link("chalkdown", "P3", "bedfordshire", ("hertfordshire",), 152, fate="lapsed"),
    Link("lantern", "P3", "essex", ("kent", "warwickshire", "west-mercia"), 156),
    Link("safe-stair", "P5", "west-mercia", ("warwickshire",), 160),
    Link("meridian-youth", "P1", "warwickshire", ("west-mercia",), 164),
)


def _plans() -> Iterator[Plan]:
    for row in yaml.safe_load((Path(__file__).parent / "plans.yaml").read_text("utf-8")):
        yield Plan(**{**row, "forces": tuple(row["forces"])})


PLANS = tuple(_plans())
