"""Words as the search compares them: without case, accents or endings, alike on both databases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 60
"""Characters of a word that count; a digest is longer, and its beginning finds it."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_VOWEL = re.compile(r"[aeiouy]")
_KEEP_DOUBLE = frozenset("lsz")


@dataclass(frozen=True)
class Word:
    """One word of a text: where it stands, as written without case and accents, and its stem."""

    start: int
    end: int
    plain: str
    stem: str


def words(text: str) -> Iterator[Word]:
    """The words of a text in their order."""
    for found in _WORD.finditer(text):
        plain = folded(found[0])
        if plain:
            yield Word(found.start(), found.end(), plain, stem(plain))


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word without case, accents, possessive and apostrophes, at most LONGEST characters."""
    word = re.sub(r"['’]s$", "", word, flags=re.IGNORECASE)
    if word.isascii():
        bare = word.lower()
    else:
        apart = unicodedata.normalize("NFKD", word).casefold()
        bare = unicodedata.normalize("NFKD", apart)
    return "".join(each for each in bare if each.isalnum())[:LONGEST]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What the forms of a word share: plurals, -ed and -ing go. Light on purpose: it joins few
    words that differ.
    """
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    return _without_e(_without_ending(_without_plural(word)))


def _without_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest == word or len(rest) < 3 or not _VOWEL.search(rest) or word.endswith("eed"):
            continue
        if rest[-1] == rest[-2] and rest[-1] not in _KEEP_DOUBLE:
            return rest[:-1]
        return rest[:-1] + "y" if rest.endswith("i") else rest
    return word


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("e") else word
