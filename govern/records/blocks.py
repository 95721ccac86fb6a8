"""What a printed document is made of: plain frozen values, so that printing knows no database and
no definition file.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """One short answer: what was asked and what was answered, both plain text; with `markdown` the
    answer is an author's text with marks.
    """

    label: str
    value: str
    markdown: bool = False


@dataclass(frozen=True)
class Answers:
    """A run of short answers, printed as a two-column table whose first column heads its rows."""

    caption: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Prose:
    """One long answer under its own heading; `markdown` is the author's text, made safe when
    printed.
    """

    label: str
    markdown: str


@dataclass(frozen=True)
class Points:
    """One answer that is a list of chosen things."""

    label: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with a header for each column; the first column heads its rows.

    `shares` are the columns' relative widths. A `wide` table gets landscape pages of its own. A
    `note` above it says what its heads stand for.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()
    wide: bool = False
    note: str = ""


@dataclass(frozen=True)
class Card:
    """One row of a table too broad for paper, as a titled run of short answers.

    `note` is a word or two that a reader looks for first; it stands beside the title.
    """

    title: str
    pairs: tuple[Pair, ...]
    note: str = ""


@dataclass(frozen=True)
class Cards:
    """The rows of a broad table, one card each."""

    caption: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Placed:
    """A risk on the matrix before and after its measures: places are indexes into likelihoods and
    severities.
    """

    reference: str
    title: str
    before: tuple[int, int]
    after: tuple[int, int] | None


@dataclass(frozen=True)
class Matrix:
    """A risk matrix as two pictures, before and after measures, with a table beside that says the
    same.

    `levels[likelihood][severity]` is the index of the level's name in `level_names`, lowest first.
    """

    caption: str
    likelihoods: tuple[str, ...]
    severities: tuple[str, ...]
    levels: tuple[tuple[int, ...], ...]
    level_names: tuple[str, ...]
    risks: tuple[Placed, ...]


@dataclass(frozen=True)
class Unanswered:
    """The optional questions of a section that were left open, by their labels."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class NotAsked:
    """A section of which nothing is asked in this case, such as of this way of connecting."""


Block = Answers | Prose | Points | Table | Cards | Matrix | Unanswered | NotAsked


@dataclass(frozen=True)
class Citation:
    """A statement of law a section rests on. `verified` is `Verified by NAME on DATE`, or None when
    nobody has.
    """

    citation: str
    says: str
    verified: str | None


@dataclass(frozen=True)
class Section:
    """One numbered section; numbers are given in order when printed."""

    title: str
    blocks: tuple[Block, ...]
    law: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Cover:
    """The first page. `status_address` becomes the QR code; `facts` are a few lines such as dates
    and owner; `between` says that the organisations agree with each other.
    """

    kind: str
    title: str
    reference: str
    version: int
    organisations: tuple[str, ...]
    marking: str
    status_address: str
    content_digest: str
    facts: tuple[Pair, ...] = ()
    demonstration: bool = False
    between: bool = False


@dataclass(frozen=True)
class Summary:
    """The one page for a reader with fifteen minutes: what this is, the main facts, and what to
    notice.
    """

    lead: str
    facts: tuple[Pair, ...] = ()
    notices: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Accepted:
    """Advice that the lawyer did not follow, with reasons; every signer sees it (decision 33)."""

    place: str
    finding: str
    reasons: str
    by: str


@dataclass(frozen=True)
class SignatureField:
    """An empty field on the signature page: its permanent name, whose it is, and what that person's
    act does. A `spare` one is used in few records, and stands apart.
    """

    name: str
    role: str
    purpose: str
    spare: bool = False


@dataclass(frozen=True)
class PrintModel:
    """A whole document, ready to print."""

    cover: Cover
    summary: Summary
    sections: tuple[Section, ...]
    statement: str
    signatures: tuple[SignatureField, ...]
    accepted: tuple[Accepted, ...] = ()
    abbreviations: tuple[Pair, ...] = ()
