"""Which characters the bundled fonts can show: no page carries an empty box."""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types

FONTS = Path(__file__).parent / "fonts"
_INVISIBLE = {"\n", "\r", "\t", "\u00ad", "\u200b"}
"""Characters that take no glyph: line ends, and places where a word may break."""


def unshown(text: str) -> list[str]:
    """The characters of a text that some face of the text family lacks, each once, in order."""
    lacking = set(text) - _shown() - _INVISIBLE
    return sorted(lacking)


def described(character: str) -> str:
    """A character for the person who has to write it in another way: itself, its name, its code."""
    name = unicodedata.name(character, "unnamed").lower()
    return f"{character} ({name}, U+{ord(character):04X})"


def replaced(text: str) -> str:
    """The text with a question mark for each character that cannot be shown.

    For a signed field alone, which must not fail once an act is confirmed; the facts of the record
    carry the text as it is.
    """
    lacking = set(unshown(text))
    return "".join("?" if each in lacking else each for each in text)


@functools.cache
def _shown() -> frozenset[str]:
    faces = [TTFont(each, lazy=True) for each in sorted(FONTS.glob("SourceSans3_*.ttf"))]
    covered = [set(face.getBestCmap()) for face in faces]
    for face in faces:
        face.close()
    return frozenset(chr(each) for each in set.intersection(*covered))
