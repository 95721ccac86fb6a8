"""The plain values that the macros in templates/macros show, one frozen dataclass per component."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Colour = Literal["grey", "blue", "light-blue", "green", "yellow", "orange", "red", "purple"]


@dataclass(frozen=True)
class Link:
    """Words and where they lead; `about` completes the words for someone who hears them alone."""

    text: str
    href: str
    about: str = ""
    current: bool = False


@dataclass(frozen=True)
class Tag:
    """A state in a word or two; the colour only repeats what the words say."""

    text: str
    colour: Colour = "grey"


@dataclass(frozen=True)
class Fact:
    """One row of a summary list. `value` keeps its line breaks; `lines` adds further ones."""

    key: str
    value: str | Tag | Link = ""
    lines: Sequence[str | Tag | Link] = ()
    actions: Sequence[Link] = ()


@dataclass(frozen=True)
class Task:
    """One row of a task list; without `href` it cannot be started and is no link."""

    title: str
    status: str
    href: str | None = None
    colour: Colour | None = None
    hint: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell of a table: a main value and, below it, quieter notes."""

    value: str | Tag | Link
    notes: Sequence[str | Tag | Link] = ()


@dataclass(frozen=True)
class Column:
    """A table column; `sort` links to the same page in that order, `order` is the order now."""

    title: str
    numeric: bool = False
    sort: str | None = None
    order: Literal["ascending", "descending"] | None = None
    hidden_title: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first cell of each row is its header when `row_headers`.

    A cell is a text, Tag, Link or Cell. `empty` is the sentence shown instead of no rows, and
    says what to do.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | Tag | Link | Cell]]
    empty: str = "There is nothing to show."
    row_headers: bool = True
    caption_hidden: bool = False


@dataclass(frozen=True)
class Pages:
    """Where one stands in a long list; `href` holds `{page}` where the number goes."""

    page: int
    of: int
    href: str
    total: int
    per_page: int
    noun: str = "results"

    def link(self, page: int) -> str:
        """The address of one page of the list."""
        return self.href.replace("{page}", str(page))

    def shown(self) -> list[int | None]:
        """Page numbers to offer, None for a gap: first, last and the neighbours of this one."""
        near = {1, self.of, *range(max(1, self.page - 1), min(self.of, self.page + 1) + 1)}
        numbers: list[int | None] = []
        for number in sorted(near):
            if numbers and numbers[-1] is not None and number - numbers[-1] > 1:
                numbers.append(None)
            numbers.append(number)
        return numbers

    def first(self) -> int:
        """Position in the whole list of the first row shown; 0 when there is none."""
        return 0 if self.total == 0 else (self.page - 1) * self.per_page + 1

    def last(self) -> int:
        """Position in the whole list of the last row shown."""
        return min(self.page * self.per_page, self.total)


@dataclass(frozen=True)
class Choice:
    """One option of a filter."""

    value: str
    text: str
    chosen: bool = False


@dataclass(frozen=True)
class Filter:
    """One field of a filter form: words to search for, or options to choose from."""

    name: str
    label: str
    value: str = ""
    choices: Sequence[Choice] = ()
    many: bool = False

    @property
    def narrows(self) -> str:
        """What is chosen or typed, in words; empty while this field lets everything through."""
        chosen = [choice.text for choice in self.choices if choice.chosen and choice.value]
        return ", ".join(chosen) or self.value


@dataclass(frozen=True)
class Happening:
    """One entry of a history: what, when (an instant), by whom, as what, for whom."""

    title: str
    at: str
    by: str = ""
    appointment: str = ""
    on_behalf_of: str = ""
    text: str = ""
    links: Sequence[Link] = ()
    tag: Tag | None = None


@dataclass(frozen=True)
class Count:
    """One number worth a glance, with its words, a note and where to see the things counted."""

    number: str
    text: str
    href: str | None = None
    note: str = ""
    tone: Literal["plain", "good", "warn", "bad"] = "plain"


@dataclass(frozen=True)
class Bar:
    """One bar of a chart."""

    label: str
    value: float
    text: str = ""
    href: str | None = None


@dataclass(frozen=True)
class Layer:
    """One series of a stacked chart: its name and a number for each bar, in the bars' order."""

    name: str
    numbers: Sequence[float]
    tone: Literal["done", "going", "waiting", "late", "none"] = "going"
