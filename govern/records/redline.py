"""Prints a redline: what changed between two versions, marked on every page as signed by nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from govern.records.glyphs import described, unshown
from govern.records.printing import template
from govern.records.render import RenderError, render

MARKING = "REDLINE · NOT SIGNED"


@dataclass(frozen=True)
class PrintedRun:
    """Words that are same, added, removed, moved_here or moved_away, with the move's number."""

    kind: str
    words: str
    move: int = 0


@dataclass(frozen=True)
class PrintedChange:
    """One difference: where, how, and its words."""

    label: str
    how: str
    runs: Sequence[PrintedRun]


@dataclass(frozen=True)
class PrintedSection:
    """The differences of one section."""

    title: str
    changes: Sequence[PrintedChange]


@dataclass(frozen=True)
class RedlineModel:
    """Everything on the pages, as plain values."""

    reference: str
    title: str
    earlier: int
    later: int
    summary: str
    printed_on: str
    demonstration: bool
    sections: Sequence[PrintedSection]


def redline_pdf(model: RedlineModel, *, identifier: bytes, at: datetime) -> bytes:
    """The redline as a PDF without any field to sign, laid out in the confined child. It is kept
    nowhere. Raises RenderError.
    """
    made = template("redline.html").render(model=model, marking=MARKING)
    if lacking := unshown(made):
        raise RenderError(
            f"These characters cannot be printed: {', '.join(map(described, lacking[:5]))}."
        )
    return render(made, identifier=identifier, at=at)
