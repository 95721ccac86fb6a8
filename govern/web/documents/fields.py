"""The plain values of a section's page: each question, with what was answered or typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from govern.web.fields import LongTextField
from govern.web.pieces import Tag

Look = Literal["text", "number", "long", "radios", "checkboxes", "select", "date"]


@dataclass(frozen=True)
class Option:
    """One thing to choose, with a note on what it is for and what it is not for."""

    value: str
    label: str
    note: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Remark:
    """A finding beside its question: what is wrong, what to do, and where the rule comes from."""

    tag: Tag
    message: str
    remedy: str
    source: str
    reasons: str = ""


@dataclass(frozen=True)
class Field:
    """One question, or one cell of a row. `name` is its name in the form and its id on the page.

    `options` are offered first; `others` stand behind a summary that can be opened. `about` says
    which of several like questions it is to someone who hears the label alone. `plain` is a long
    field whose marks are not told when it is read, such as a short answer shown at length.
    """

    name: str
    look: Look
    label: str
    hint: str = ""
    needed: str = ""
    value: str = ""
    parts: tuple[str, str, str] = ("", "", "")
    options: Sequence[Option] = ()
    others: Sequence[Option] = ()
    note: str = ""
    fault: str = ""
    max_length: int = 0
    remarks: Sequence[Remark] = ()
    small: bool = False
    about: str = ""
    plain: bool = False

    @property
    def anchor(self) -> str:
        """The id of the input that a link to this question should focus."""
        return f"{self.name}-day" if self.look == "date" else self.name

    @property
    def prose(self) -> bool:
        """Whether its marks are told when it is read; a table's cells, `table.row.cell`, not."""
        return self.look == "long" and "." not in self.name and not self.plain

    @property
    def lines(self) -> int:
        """How many lines a text area shows: enough for what is in it, within reason."""
        wanted = sum(1 + len(line) // 75 for line in self.value.split("\n")) + 1
        return max(3 if self.small else 5, min(wanted, 24))


def of_form(bound: LongTextField, *, plain: bool = False) -> Field:
    """A long field of a form, asked as a section asks its long answers."""
    return Field(
        name=bound.name,
        look="long",
        label=bound.label.text,
        hint=bound.description,
        value=bound.data or "",
        fault=str(bound.errors[0]) if bound.errors else "",
        plain=plain,
    )


@dataclass(frozen=True)
class RowCard:
    """One row of a table: asked in place when it has `fields`, else as one line to open."""

    id: str
    number: int
    title: str
    fields: Sequence[Field] = ()
    lines: Sequence[str] = ()
    remarks: Sequence[Remark] = ()
    fresh: bool = False
    first: bool = False
    last: bool = False


@dataclass(frozen=True)
class Guide:
    """What each choice of a list is for and not for, to read before choosing."""

    label: str
    options: Sequence[Option]


@dataclass(frozen=True)
class TableField:
    """A table: its rows are asked in place, or, when `broad`, each on a page of its own."""

    name: str
    label: str
    hint: str = ""
    needed: str = ""
    broad: bool = False
    rows: Sequence[RowCard] = ()
    fault: str = ""
    remarks: Sequence[Remark] = ()
    guides: Sequence[Guide] = ()
    about: str = ""
    library: Sequence[Option] = ()

    @property
    def anchor(self) -> str:
        """The id that a link to this table leads to."""
        return self.name


@dataclass(frozen=True)
class Group:
    """Questions that belong to one control: the answer first, what supports it after."""

    label: str
    parts: Sequence[Field | TableField]
