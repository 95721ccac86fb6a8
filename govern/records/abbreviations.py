"""The abbreviations that a document uses, each with the words it stands for, for the reader who
meets one first.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from documents import catalogue
from govern.records.blocks import Pair


@cache
def _known() -> Mapping[str, str]:
    """What each stands for, from the reference table."""
    return {row["short"]: row["title"] for row in catalogue.reference("abbreviations")}


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_known(), key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?=s?(?:[^A-Za-z-]|$))"
    )


def used(*parts: Any) -> tuple[Pair, ...]:
    """Those that stand anywhere in parts of a print model, in order of the alphabet."""
    found = {each for text in _texts(parts) for each in _pattern().findall(text)}
    return tuple(Pair(each, _known()[each]) for each in sorted(found))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
