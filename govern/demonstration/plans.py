"""What is agreed in the demonstration: thirty agreements of twelve partners, and what becomes of
each.
"""

from __future__ import annotations

from dataclasses import dataclass

ALL = (
    "bedfordshire", "cambridgeshire", "essex", "hertfordshire", "kent", "norfolk", "suffolk",
    "warwickshire", "west-mercia",
)  # fmt: skip


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
    """One agreement. Days count from the first day of the story; `theme` names its subject matter.

    `fate`: active, draft, review, awaiting_force, awaiting_partner, expired, extended, suspended,
    terminated, renewed.
    """

    title: str
    theme: str
    partner: str
    forces: tuple[str, ...]
    day: int
    days: int = 730
    fate: str = "active"


LINKS = (
    Link("thornley", "P2", "essex", ("kent", "suffolk"), 120),
    Link("eastmarch", "P1", "essex", ("hertfordshire", "norfolk"), 124),
    Link("greyfen", "P3", "cambridgeshire", ("norfolk",), 128),
    Link("wensum-vale", "P2", "norfolk", ("suffolk", "cambridgeshire"), 132),
    Link("mid-anglia-icb", "P3", "suffolk", ("norfolk",), 136),
    Link("three-rivers", "P1", "hertfordshire", ("bedfordshire", "essex", "kent"), 140),
    Link("saxon-shore", "P3", "kent", ("essex",), 144),
    Link("harbour-homes", "P3", "kent", ("essex",), 148),
    Link("chalkdown", "P3", "bedfordshire", ("hertfordshire",), 152, fate="lapsed"),
    Link("lantern", "P3", "essex", ("kent", "warwickshire", "west-mercia"), 156),
    Link("safe-stair", "P5", "west-mercia", ("warwickshire",), 160),
    Link("meridian-youth", "P1", "warwickshire", ("west-mercia",), 164),
)

PLANS = (
    Plan("MASH referrals and research, Thornley", "mash", "thornley", ("essex",), 190),
    Plan("MASH referrals and research, Eastmarch", "mash", "eastmarch", ("essex", "hertfordshire"), 196),
    Plan("Adult safeguarding, Thornley", "adult", "thornley", ("essex", "suffolk"), 202),
    Plan("Adult safeguarding, Wensum Vale", "adult", "wensum-vale", ("norfolk",), 208),
    Plan("Custody liaison and diversion, Wensum Vale", "custody", "wensum-vale", ("norfolk", "suffolk"), 214),
    Plan("Domestic abuse case conferences, Lantern", "marac", "lantern", ("essex", "kent"), 220),
    Plan("Domestic abuse case conferences, Safe Stair", "marac", "safe-stair", ("west-mercia",), 226),
    Plan("Victim referral, Lantern", "victims", "lantern", ("essex", "warwickshire"), 232),
    Plan("Offender management, Three Rivers", "probation", "three-rivers", ("hertfordshire", "bedfordshire"), 238),
    Plan("Offender management, Three Rivers with Essex", "probation", "three-rivers", ("essex",), 244),
    Plan("Public protection arrangements, Three Rivers", "mappa", "three-rivers", ("hertfordshire", "kent"), 250),
    Plan("Anti-social behaviour, Greyfen", "asb", "greyfen", ("cambridgeshire",), 256),
    Plan("Anti-social behaviour, Eastmarch", "asb", "eastmarch", ("norfolk",), 262),
    Plan("Tenancy and anti-social behaviour, Harbour Homes", "housing", "harbour-homes", ("kent",), 268),
    Plan("Tenancy and anti-social behaviour, Chalkdown", "housing", "chalkdown", ("bedfordshire",), 270),
    Plan("Fire risk and vulnerable people, Saxon Shore", "fire", "saxon-shore", ("kent", "essex"), 276),
    Plan("Youth justice, Meridian", "youth", "meridian-youth", ("warwickshire", "west-mercia"), 282),
    Plan("Serious violence duty, Thornley", "violence", "thornley", ("essex", "kent"), 288),
    Plan("Missing people, Thornley", "missing", "thornley", ("suffolk",), 294),
    Plan("Missing people, Mid Anglia", "missing-health", "mid-anglia-icb", ("suffolk", "norfolk"), 300),
    Plan("Community safety statistics, Greyfen", "statistics", "greyfen", ("cambridgeshire", "norfolk"), 306),
    Plan("Licensing visits pilot, Eastmarch", "asb", "eastmarch", ("hertfordshire",), 200, 180, "expired"),
    Plan("Winter pressures pilot, Wensum Vale", "adult", "wensum-vale", ("cambridgeshire",), 210, 200, "expired"),
    Plan("Troubled families pilot, Thornley", "mash", "thornley", ("kent",), 216, 310, "extended"),
    Plan("Hate crime referrals, Lantern", "victims", "lantern", ("kent",), 312, 730, "suspended"),
    Plan("Housing intelligence, Harbour Homes", "housing", "harbour-homes", ("essex",), 318, 730, "terminated"),
    Plan("Victim referral, West Mercia", "victims", "lantern", ("west-mercia",), 500, 730, "awaiting_force"),
    Plan("Fire risk and vulnerable people, second area", "fire", "saxon-shore", ("essex",), 505, 730, "awaiting_partner"),
    Plan("Missing people, Kent", "missing", "thornley", ("kent",), 510, 730, "awaiting_force"),
    Plan("Youth justice, extension of scope", "youth", "meridian-youth", ("west-mercia",), 520, 730, "review"),
    Plan("Serious violence, Eastmarch", "violence", "eastmarch", ("norfolk",), 530, 730, "draft"),
    Plan("Safeguarding hub, joint Thornley desk", "mash-second", "thornley", ("essex",), 330),
)  # fmt: skip
