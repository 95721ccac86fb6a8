"""Words of the glossary that a search names: the same for everybody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from govern.search.passages import Piece, marked, meets
from govern.search.query import Query

SOURCE = Path(__file__).resolve().parents[3] / "docs" / "glossary.md"
MOST = 3
_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_HEADS = frozenset({"word", "term"})


@dataclass(frozen=True)
class Word:
    """A word and what it means here."""

    word: Sequence[Piece]
    means: Sequence[Piece]


def words(query: Query) -> list[Word]:
    """The first few whose name meets every part of the query, else whose meaning does."""
    known = _known()
    named = [each for each in known if meets(each[0], query)]
    found = named or [each for each in known if meets(" ".join(each), query)]
    return [Word(marked(word, query), marked(means, query)) for word, means in found[:MOST]]


@cache
def _known() -> Sequence[tuple[str, str]]:
    """Every word with its meaning, as plain text."""
    rows = _ROW.findall(SOURCE.read_text(encoding="utf-8"))
    return [(_plain(word), _plain(means)) for word, means in rows if word not in _HEADS]


def _plain(markdown: str) -> str:
    return re.sub(r"[*`]", "", _LINK.sub(r"\1", markdown)).strip()
