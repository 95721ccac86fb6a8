"""Who is in the demonstration. Forces are real; people, partners and the law firm are invented."""

from __future__ import annotations

from dataclasses import dataclass

from workflows import roles


@dataclass(frozen=True)
class Body:
    """An organisation of the demonstration."""

    slug: str
    kind: str
    name: str
    legal_name: str
    sector: str | None = None
    registration: str | None = None


@dataclass(frozen=True)
class Office:
    """A role that a person holds in some organisations; `joint` when it is one declared office for
    all of them.
    """

    role: str
    bodies: tuple[str, ...]
    joint: bool = False


@dataclass(frozen=True)
class Player:
    """A person of the demonstration and the offices they hold."""

    key: str
    name: str
    offices: tuple[Office, ...]


FORCES = (
    "bedfordshire", "cambridgeshire", "essex", "hertfordshire", "kent", "norfolk", "suffolk",
    "warwickshire", "west-mercia",
)  # fmt: skip
BCH = ("bedfordshire", "cambridgeshire", "hertfordshire")
NORFOLK_SUFFOLK = ("norfolk", "suffolk")

_FORCE_NAMES = {
    "bedfordshire": "Bedfordshire Police",
    "cambridgeshire": "Cambridgeshire Constabulary",
    "essex": "Essex Police",
    "hertfordshire": "Hertfordshire Constabulary",
    "kent": "Kent Police",
    "norfolk": "Norfolk Constabulary",
    "suffolk": "Suffolk Constabulary",
    "warwickshire": "Warwickshire Police",
    "west-mercia": "West Mercia Police",
}

OFFICE = "consortium-office"
FIRM = "alder-finch"
PANEL = "scrutiny-panel"
PND = "police-national-database"


def _partner(slug: str, name: str, sector: str, number: int | None, legal: str = "") -> Body:
    registration = f"Z10000{number:02}" if number else None
    return Body(slug, "partner", name, legal or name, sector, registration)


BODIES = (
    *(
        Body(slug, "force", name, f"The Chief Constable of {name}", "police")
        for slug, name in _FORCE_NAMES.items()
    ),
    Body(OFFICE, "office", "Consortium Management Office", "Consortium Management Office"),
    Body(FIRM, "legal", "Alder Finch LLP", "Alder Finch LLP"),
    Body(PANEL, "scrutiny", "Police, Fire and Crime Panel", "Police, Fire and Crime Panel"),
    Body(PND, "service", "Police National Database", "Police National Database", "national"),
    _partner("thornley", "Thornley County Council", "council", 1),
    _partner("eastmarch", "Eastmarch City Council", "council", 2),
    _partner("greyfen", "Greyfen District Council", "council", 3),
    _partner("wensum-vale", "Wensum Vale NHS Foundation Trust", "nhs", 4),
    _partner(
        "mid-anglia-icb",
        "Mid Anglia Integrated Care Board",
        "nhs",
        5,
        "NHS Mid Anglia Integrated Care Board",
    ),
    _partner("three-rivers", "Three Rivers Probation Service", "probation", 6),
    _partner(
        "saxon-shore",
        "Saxon Shore Fire and Rescue",
        "fire",
        7,
        "Saxon Shore Fire and Rescue Authority",
    ),
    _partner(
        "harbour-homes",
        "Harbour Homes",
        "housing",
        8,
        "Harbour Homes Housing Association Limited",
    ),
    _partner("chalkdown", "Chalkdown Housing", "housing", 9, "Chalkdown Housing Trust"),
    _partner("lantern", "Lantern Victim Support", "charity", 10),
    _partner("safe-stair", "Safe Stair", "charity", None, "Safe Stair (registered charity)"),
    _partner("meridian-youth", "Meridian Youth Justice Service", "council", 12),
)

PARTNERS = tuple(body.slug for body in BODIES if body.kind == "partner")
HEADS = (roles.ASSET_OWNER, roles.SECURITY_OFFICER, roles.INFORMATION_MANAGER)


def _head(key: str, name: str, bodies: tuple[str, ...], *more: Office) -> Player:
    joint = len(bodies) > 1
    return Player(key, name, (*(Office(role, bodies, joint) for role in HEADS), *more))


def _one(key: str, name: str, role: str, *bodies: str, joint: bool = False) -> Player:
    return Player(key, name, (Office(role, bodies, joint),))


PLAYERS = (
    _one("dpo-bch", "Miriam Okafor", roles.DPO, *BCH),
    _one("dpo-essex", "Daniel Whitcombe", roles.DPO, "essex"),
    _one("dpo-kent", "Farah Siddiqui", roles.DPO, "kent"),
    _one("dpo-ns", "Helen Thaxter", roles.DPO, *NORFOLK_SUFFOLK),
    _one("dpo-warwickshire", "Owen Pryce", roles.DPO, "warwickshire"),
    _one("dpo-west-mercia", "Ruth Lanyon", roles.DPO, "west-mercia"),
    _one("siro-bedfordshire", "Graham Ellwood", roles.SIRO, "bedfordshire"),
    _one("siro-cambridgeshire", "Anita Rao", roles.SIRO, "cambridgeshire"),
    _one("siro-essex", "Claire Mountford", roles.SIRO, "essex"),
    _one("siro-hertfordshire", "Paul Denham", roles.SIRO, "hertfordshire"),
    _one("siro-kent", "Stephen Marlowe", roles.SIRO, "kent"),
    _one("siro-norfolk", "Judith Cawston", roles.SIRO, "norfolk"),
    _one("siro-suffolk", "Martin Orwell", roles.SIRO, "suffolk"),
    _one("siro-warwickshire", "Priya Nair", roles.SIRO, "warwickshire"),
    _one("siro-west-mercia", "Alan Treharne", roles.SIRO, "west-mercia"),
    _head("head-bch", "Tom Ferris", BCH),
    _head("head-essex", "Leila Haddad", ("essex",)),
    _head("head-kent", "Robert Pell", ("kent",)),
    _one("security-kent", "Moira Teale", roles.SECURITY_OFFICER, "kent"),
    _head("head-ns", "Sophie Brandon", NORFOLK_SUFFOLK),
    _head("head-warwickshire", "James Arden", ("warwickshire",)),
    _head("head-west-mercia", "Nesta Powell", ("west-mercia",)),
    Player("duty-essex", "Karen Stroud", (Office(roles.DUTY_OFFICER, ("essex",)),)),
    Player("duty-kent", "Imran Yusuf", (Office(roles.DUTY_OFFICER, ("kent",)),)),
    Player("reviewer-essex", "Peter Langdon", (Office(roles.REVIEWER, ("essex",)),)),
    Player("deputy-kent", "Marian Leys", (Office(roles.REVIEWER, ("kent",)),)),
    _one("lawyer", "Eleanor Finch", roles.LAWYER, FIRM),
    _one("lawyer-two", "Marcus Alder", roles.LAWYER, FIRM),
    _one("office", "Gillian Shaw", roles.COORDINATOR, OFFICE),
    _one("gold", "Chief Superintendent Neil Barrow", roles.GOLD, OFFICE),
    _one("administrator", "Sam Archer", roles.ADMINISTRATOR, OFFICE),
    _one("operator", "Dee Carver", roles.OPERATOR, OFFICE),
    _one("auditor", "Frances Amory", roles.AUDITOR, PANEL),
    _one("panel", "Councillor Bridget Lowe", roles.PANEL_MEMBER, PANEL),
    _one("thornley-author", "Ben Harcourt", roles.AUTHOR, "thornley"),
    _one("thornley-signs", "Yvonne Clarke", roles.SIGNATORY, "thornley"),
    _one("thornley-caldicott", "Dr Margaret Okello", roles.CALDICOTT_GUARDIAN, "thornley"),
    _one("eastmarch-author", "Lucy Hale", roles.AUTHOR, "eastmarch"),
    _one("eastmarch-signs", "Dominic Frayne", roles.SIGNATORY, "eastmarch"),
    _one("eastmarch-caldicott", "Stella Winter", roles.CALDICOTT_GUARDIAN, "eastmarch"),
    _one("greyfen-author", "Sandra Moy", roles.AUTHOR, "greyfen"),
    _one("greyfen-signs", "Keith Rudd", roles.SIGNATORY, "greyfen"),
    _one("wensum-vale-author", "Amara Nwosu", roles.AUTHOR, "wensum-vale"),
    _one("wensum-vale-signs", "Richard Coke", roles.SIGNATORY, "wensum-vale"),
    _one("wensum-vale-caldicott", "Dr Hannah Beck", roles.CALDICOTT_GUARDIAN, "wensum-vale"),
    _one("mid-anglia-icb-author", "Callum Reid", roles.AUTHOR, "mid-anglia-icb"),
    _one("mid-anglia-icb-signs", "Patricia Vane", roles.SIGNATORY, "mid-anglia-icb"),
    _one("mid-anglia-icb-caldicott", "Dr Samuel Osei", roles.CALDICOTT_GUARDIAN, "mid-anglia-icb"),
    _one("three-rivers-author", "Jo Mercer", roles.AUTHOR, "three-rivers"),
    _one("three-rivers-signs", "David Amis", roles.SIGNATORY, "three-rivers"),
    _one("saxon-shore-author", "Kevin Dray", roles.AUTHOR, "saxon-shore"),
    _one("saxon-shore-signs", "Moira Sandys", roles.SIGNATORY, "saxon-shore"),
    _one("harbour-homes-author", "Tina Ballard", roles.AUTHOR, "harbour-homes"),
    _one("harbour-homes-signs", "Victor Hume", roles.SIGNATORY, "harbour-homes"),
    _one("chalkdown-author", "Ravi Menon", roles.AUTHOR, "chalkdown"),
    _one("chalkdown-signs", "Elspeth Gow", roles.SIGNATORY, "chalkdown"),
    _one("lantern-author", "Chloe Baines", roles.AUTHOR, "lantern"),
    _one("lantern-signs", "Joan Everitt", roles.SIGNATORY, "lantern"),
    _one("lantern-caldicott", "Imogen Hart", roles.CALDICOTT_GUARDIAN, "lantern"),
    Player(
        "safe-stair-author",
        "Nadia Petrov",
        (Office(roles.AUTHOR, ("safe-stair",)), Office(roles.CALDICOTT_GUARDIAN, ("safe-stair",))),
    ),
    _one("safe-stair-signs", "Ruby Ashcroft", roles.SIGNATORY, "safe-stair"),
    _one("meridian-youth-author", "Liam Foster", roles.AUTHOR, "meridian-youth"),
    _one("meridian-youth-signs", "Grace Holt", roles.SIGNATORY, "meridian-youth"),
    _one("administrator-two", "Ingrid Vale", roles.ADMINISTRATOR, OFFICE),
)


def player_for(role: str, body: str) -> Player:
    """Who holds `role` in `body`. LookupError when nobody does."""
    for player in PLAYERS:
        if any(office.role == role and body in office.bodies for office in player.offices):
            return player
    raise LookupError(f"nobody is {role} of {body}")
