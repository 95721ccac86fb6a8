"""What each column of such a spreadsheet holds, by the names people give them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """Something that is read of an agreement. `needed`: a row without it is not registered."""

    name: str
    title: str
    heads: tuple[str, ...]
    needed: bool = False


FIELDS = (
    Field("reference", "Reference", ("reference", "ref", "isa no", "isa number", "number"), True),
    Field("title", "Title", ("title", "name", "agreement", "agreement title", "subject"), True),
    Field("force", "Force that holds it", ("force", "controller", "held by", "lead force"), True),
    Field("partners", "Partners", ("partners", "partner", "parties", "other parties"), True),
    Field("owner", "Owner", ("owner", "information asset owner", "iao", "contact"), True),
    Field("starts_on", "Start", ("start", "start date", "from", "signed", "effective")),
    Field("ends_on", "End", ("end", "end date", "expiry", "expiry date", "expires", "until")),
    Field("review_on", "Review", ("review", "review date", "next review", "review due")),
    Field("file", "Name of the PDF", ("file", "pdf", "file name", "filename", "document")),
)  # fmt: skip
BY_NAME = {each.name: each for each in FIELDS}


def guessed(heads: Sequence[str]) -> dict[str, str]:
    """Field -> the head that means it, where one plainly does; each head is used once."""
    plain = {_plain(each): each for each in reversed(heads) if each}
    found: dict[str, str] = {}
    for field in FIELDS:
        for name in field.heads:
            if name in plain and plain[name] not in found.values():
                found[field.name] = plain[name]
                break
    return found


def known(columns: Mapping[str, str], heads: Sequence[str]) -> dict[str, str]:
    """What somebody chose, as far as such fields and heads exist."""
    return {name: head for name, head in columns.items() if name in BY_NAME and head in heads}


def _plain(head: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", head.lower()).split())
