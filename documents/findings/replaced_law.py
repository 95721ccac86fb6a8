"""A check on any document: law and codes that are cited although something newer replaced them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from documents import catalogue
from documents.content import Content
from documents.findings.finding import Check, Context, Finding, Level, found
from documents.findings.wording import Passage, passages
from documents.tables import Row


def cited_law_is_current(content: Content, context: Context) -> Iterator[Finding]:
    """Advice for each answer that cites law replaced by today; it names the newer and the day.

    A sentence that says itself that the old is replaced, repealed or revoked is left alone.
    """
    for passage in passages(content):
        for row in catalogue.reference("replaced_law"):
            day = dt.date.fromisoformat(row["replaced_on"])
            if day <= context.today and (cited := _cited(passage.text, row)):
                yield _stale(content, passage, row, cited, day)


def _cited(text: str, row: Row) -> str | None:
    """The words of the first citation that is not spoken of as past."""
    for match in _pattern(row["pattern"]).finditer(text):
        around = text[max(0, match.start() - 60) : match.end() + 60]
        if not _PAST.search(around):
            return match.group()
    return None


def _stale(content: Content, passage: Passage, row: Row, cited: str, day: dt.date) -> Finding:
    note = f" {row['note']}" if row["note"] else ""
    return found(
        content,
        Level.ADVICE,
        f"replaced_{row['id']}",
        passage.question,
        row=passage.row,
        message=f"The text cites “{' '.join(cited.split())}”, which was replaced on "
        f"{day:%-d %B %Y} by {row['newer']}.{note}",
        remedy=f"Cite {row['newer']}, or say that the older is meant as history.",
        source=row["source"],
    )


_PAST = re.compile(
    r"\b(?:replac(?:ed|es|ing)|repeal(?:ed|s)|revok(?:ed|es)|superseded|former(?:ly)?)\b",
    re.IGNORECASE,
)


@cache
def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)


CHECKS: tuple[Check, ...] = (cited_law_is_current,)
