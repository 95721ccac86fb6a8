"""Finding one of the demonstration's people by words of a name, a role or an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from govern.store.sign_ins import Post

_WORD = re.compile(r"\w+")
MOST_LETTERS = 100
"""Longer than any name, role and organisation together."""


@dataclass(frozen=True)
class DemonstrationPerson:
    """One person to sign in as, with what they are appointed to and what waits for them."""

    person_id: str
    name: str
    posts: Sequence[Post]
    waiting: str = ""


def found(everyone: Iterable[DemonstrationPerson], wanted: str) -> list[DemonstrationPerson]:
    """Those of whom every word of `wanted` begins a word, each with the posts it fits, by name."""
    words = _words(wanted[:MOST_LETTERS])
    fitting = [
        replace(person, posts=posts)
        for person in everyone
        if (posts := [post for post in person.posts if _fits(words, person, post)])
    ]
    return sorted(fitting, key=lambda person: person.name)


def _fits(words: Sequence[str], person: DemonstrationPerson, post: Post) -> bool:
    said = _words(f"{person.name} {post.title} {post.role} {post.organisation_kind}")
    return all(any(one.startswith(word) for one in said) for word in words)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("_", " "))
