"""The plain values of the larger components: the wall, a flow, a comment thread, a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from govern.web.pieces import Fact, Link, Tag

Tone = Literal["done", "going", "waiting", "late", "refused", "none"]


@dataclass(frozen=True)
class WallCell:
    """One organisation's state on one document: a word, an age, and where to read more."""

    text: str
    age: str = ""
    tone: Tone = "none"
    href: str | None = None
    about: str = ""


@dataclass(frozen=True)
class WallRow:
    """One document across every organisation; `summary` says who holds it up."""

    title: Link
    note: str
    summary: str
    cells: Sequence[WallCell]


@dataclass(frozen=True)
class WallHead:
    """One organisation at the head of a column: its short name, and its full one for hearing."""

    short: str
    full: str


@dataclass(frozen=True)
class Wall:
    """Documents down, organisations across."""

    caption: str
    heads: Sequence[WallHead]
    rows: Sequence[WallRow]
    empty: str = "No document is with the forces for sign-off."


@dataclass(frozen=True)
class FlowHead:
    """A flow at a glance. `why` is one sentence; `until` and `next_change` are sentences too."""

    open: bool
    why: str
    sends: str
    receives: str
    category: str
    purpose: str
    until: str = ""
    next_change: str = ""
    fallback: str = ""
    safety_critical: bool = False


@dataclass(frozen=True)
class Evidence:
    """One link of the chain that a flow stands on, or the missing one that keeps it closed."""

    title: str
    holds: bool
    sentence: str
    record: Link | None = None
    facts: Sequence[Fact] = ()


@dataclass(frozen=True)
class Comment:
    """One comment as shown; `anchor` is the id that links lead to."""

    anchor: str
    by: str
    appointment: str
    at: str
    text: str
    tags: Sequence[Tag] = ()
    recalled: bool = False
    new: bool = False


@dataclass(frozen=True)
class Thread:
    """A comment with its replies, and who can read it: shown before and after posting.

    `quote` are the words it is about, `fate` what became of them, `assigned` who sees to it.
    """

    first: Comment
    replies: Sequence[Comment]
    audience: str
    state: Tag
    reply_to: str | None = None
    resolve_to: str | None = None
    quote: str = ""
    fate: str = ""
    assigned: str = ""


@dataclass(frozen=True)
class Audience:
    """One group that a comment can be written to."""

    value: str
    title: str
    hint: str


@dataclass(frozen=True)
class Paper:
    """A frozen PDF: where it is, its first page as an image, how long it is and its digest."""

    title: str
    pdf: str
    digest: str
    pages: int
    first_page: str | None = None
    size: str = ""
    note: str = ""


@dataclass(frozen=True)
class Confirmation:
    """What a person is told after an act: the reference, the record and what happens next."""

    title: str
    reference_label: str = ""
    reference: str = ""
    next_steps: Sequence[str] = ()
    links: Sequence[Link] = ()
