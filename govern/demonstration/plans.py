"""What is agreed in the demonstration: thirty agreements of twelve partners, and what becomes of
each.
"""

from __future__ import annotations

from dataclasses import dataclass

ALL = (
    "bedfordshire", "cambridgeshire", "essex", "hertfordshire", "kent", "norfolk", "suffolk",
    "warwickshire", "west-mercia",
)  # fmt: skip

STARTS_AFTER = 25


@dataclass(frozen=True)
class Link:
    """A partner's connection: profile, lead force, who else accepts it, when it is certified, and
    its fate.
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

    `fate`: active, draft, review, awaiting_force, awaiting_partner, expired, extended, suspended,
    terminated. `dpia` is the lowest version of the impact assessment that covers it.
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
    Link("wensum-vale", "P2", "norfolk", ("suffolk", "cambridgeshire"), 132),
    Link("mid-anglia-icb", "P3", "suffolk", ("norfolk",), 136),
    Link("three-rivers", "P1", "hertfordshire", ("bedfordshire", "essex", "kent"), 140),
    Link("saxon-shore", "P3", "kent", ("essex", "suffolk"), 144),
    Link("harbour-homes", "P3", "kent", ("essex",), 148),
    Link("chalkdown", "P3", "bedfordshire", ("hertfordshire",), 152, fate="lapsed"),
    Link("lantern", "P3", "essex", ("kent", "warwickshire", "west-mercia"), 156),
    Link("safe-stair", "P5", "west-mercia", ("warwickshire",), 160),
    Link("meridian-youth", "P1", "warwickshire", ("west-mercia",), 164),
)

PLANS = (
    Plan("MASH referrals and research, Thornley", "mash", "thornley", ("essex",), 190),
    Plan("MASH referrals and research, Eastmarch", "mash", "eastmarch", ("essex", "hertfordshire"), 196),
    Plan("Licensing visits pilot, Eastmarch", "licensing", "eastmarch", ("hertfordshire",), 200, 180, "expired"),
    Plan("Adult safeguarding, Thornley", "adult", "thornley", ("essex", "suffolk"), 202),
    Plan("Adult safeguarding, Wensum Vale", "adult", "wensum-vale", ("norfolk",), 208),
    Plan("Winter pressures pilot, Wensum Vale", "winter", "wensum-vale", ("cambridgeshire",), 210, 200, "expired"),
    Plan("Custody liaison and diversion, Wensum Vale", "custody", "wensum-vale", ("norfolk", "suffolk"), 214),
    Plan("Families pilot, Thornley", "families", "thornley", ("kent",), 216, 300, "extended"),
    Plan("Domestic abuse case conferences, Lantern", "marac", "lantern", ("essex", "kent"), 220),
    Plan("Domestic abuse case conferences, Safe Stair", "marac", "safe-stair", ("west-mercia",), 226),
    Plan("Victim referral, Lantern", "victims", "lantern", ("essex", "warwickshire"), 232),
    Plan("Offender management, Three Rivers", "probation", "three-rivers", ("hertfordshire", "bedfordshire"), 238),
    Plan("Offender management, Three Rivers with Essex", "probation", "three-rivers", ("essex",), 244),
    Plan("Public protection arrangements, Three Rivers", "mappa", "three-rivers", ("hertfordshire", "kent"), 250),
    Plan("Anti-social behaviour, Greyfen", "asb", "greyfen", ("cambridgeshire",), 256),
    Plan("Anti-social behaviour, Eastmarch", "asb", "eastmarch", ("norfolk",), 262),
    Plan("Tenancy and anti-social behaviour, Harbour Homes", "housing", "harbour-homes", ("kent",), 268, fate="resumed"),
    Plan("Tenancy and anti-social behaviour, Chalkdown", "housing", "chalkdown", ("bedfordshire",), 270),
    Plan("Fire risk and threatened homes, Saxon Shore", "fire", "saxon-shore", ("essex", "kent"), 276),
    Plan("Youth justice, Meridian", "youth", "meridian-youth", ("warwickshire", "west-mercia"), 282, fate="overdue"),
    Plan("Serious violence duty, Thornley", "violence", "thornley", ("essex", "kent"), 288, fate="doubted"),
    Plan("Missing children, Thornley", "missing", "thornley", ("suffolk",), 294),
    Plan("Missing patients, Mid Anglia", "missing-health", "mid-anglia-icb", ("suffolk", "norfolk"), 300),
    Plan("Community safety statistics, Greyfen", "statistics", "greyfen", ("cambridgeshire", "norfolk"), 306),
    Plan("Hate crime referrals, Lantern", "hate", "lantern", ("kent",), 312, 730, "suspended"),
    Plan("Homes taken over, Harbour Homes", "housing-intelligence", "harbour-homes", ("essex",), 318, 730, "terminated"),
    Plan("Joint desk for missing children, Thornley", "mash-second", "thornley", ("essex",), 331),
    Plan("Victim referral, West Mercia", "victims", "lantern", ("west-mercia",), 500, 730, "awaiting_force", dpia=2),
    Plan("Fire risk and threatened homes, Suffolk", "fire", "saxon-shore", ("suffolk",), 505, 730, "awaiting_partner"),
    Plan("Missing children, Kent", "missing", "thornley", ("kent",), 510, 730, "awaiting_force", dpia=2),
    Plan("Youth justice, custody at night", "youth", "meridian-youth", ("west-mercia",), 520, 730, "review", dpia=2),
    Plan("Serious violence, Eastmarch", "violence", "eastmarch", ("norfolk",), 530, 730, "draft", dpia=2),
)  # fmt: skip
