"""The table "Act as anyone" of the README: who, as what, and what they are promised to see."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_plus

README = Path(__file__).parents[2] / "README.md"
_LINK = re.compile(r"\[([^\]]+)\]\(http://127\.0\.0\.1:8000/sign-in\?find=([^)]+)\)")

PROMISED: dict[str, tuple[str, tuple[str, ...]]] = {
    "Eleanor Finch": (
        "a draft agreement, its findings, the open comments",
        ("Go on writing", "request for changes, then freeze"),
    ),
    "Miriam Okafor": (
        "three forces, three appointments, three signatures; for Hertfordshire also a minor change "
        "to confirm",
        ("Give your advice", "Under your other appointments", " to sign"),
    ),
    "Martin Orwell": ("the second DPIA has waited for his decision for weeks", ()),
    "Ruth Lanyon": ("the same DPIA, still without her advice", ()),
    "Claire Mountford": (
        "a stop that her DPO advises, a measure to accept; one decision is held until the partner "
        "has signed",
        ("Held until others act", "Three Rivers Probation Service, which signs first"),
    ),
    "Leila Haddad": (
        "an agreement to agree to; stop a flow and see what closes",
        ("Agree, or decline, as owner", "Stop sharing"),
    ),
    "Karen Stroud": ("a stop that is advised; stop in an emergency, alone", ("Stop sharing now",)),
    "Chief Superintendent Neil Barrow": (
        "what is stopped and open in all forces; stop for every force",
        ("Stop sharing now", "Stops in force", "flows open"),
    ),
    "Yvonne Clarke": ("what a partner sees", ("Sign, or decline", "flows open")),
    "Dr Hannah Beck": (
        "the step before a health partner signs",
        ("Confirm the Caldicott Principles",),
    ),
    "Ruby Ashcroft": ("the light set of questions", ("Sign, or decline",)),
    "Gillian Shaw": (
        "who holds what up, in all forces; a request that waits for a second person",
        ("Late, and whom to chase", "Confirm or refuse, as the second person"),
    ),
    "Frances Amory": (
        "what is late in the two; reads, and signs nothing",
        ("Late, in what you audit", "You read; nothing is asked of you."),
    ),
    "Sam Archer": (
        "people, appointments, machine callers; he asked for what Ingrid Vale, the second person, "
        "confirms within 72 hours",
        ("You asked for this; it waits for a second person", "Peter Langdon"),
    ),
}
"""Person -> what the README says to look at, word for word, and what My work then shows here."""


@dataclass(frozen=True)
class Row:
    """One row: a person with the words of the link, what they are, and what to look at."""

    name: str
    finds: str
    is_: str
    look_at: str


def rows() -> list[Row]:
    """Every row, in order; another person who is named in a row is none of their own."""
    section = README.read_text("utf-8").partition("## Act as anyone")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| [")]
    return [_row(line) for line in lines]


def linked() -> list[tuple[str, str]]:
    """(name, words that the link finds by) of every person whom the table links to."""
    section = README.read_text("utf-8").partition("## Act as anyone")[2].partition("\n## ")[0]
    return [(name, unquote_plus(words)) for name, words in _LINK.findall(section)]


def _row(line: str) -> Row:
    who, is_, look_at = (cell.strip() for cell in line.strip("|").split("|"))
    (found,) = _LINK.findall(who)
    return Row(found[0], unquote_plus(found[1]), is_, _LINK.sub(r"\1", look_at))
