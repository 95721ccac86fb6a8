"""Names that stay on a place of a Word file while people write round it: bookmarks and tags.

Word keeps at most forty characters of a bookmark's name, of letters, digits and underscores. So a
name is a digest of what it names, the same in every file, and is looked up by making it again.
"""

from __future__ import annotations

import hashlib
import re

EXPORT = re.compile(r"gx_([0-9a-f]{32})\Z")


def section(section_id: str) -> str:
    """The heading of a section."""
    return _name("gs", section_id)


def question(question_id: str) -> str:
    """The label of a question; its answer follows."""
    return _name("gq", question_id)


def row(question_id: str, row_id: str) -> str:
    """A row of a table."""
    return _name("gr", question_id, row_id)


def moved_row(question_id: str, row_id: str) -> str:
    """The same row where it was moved to: no name stands twice in a file."""
    return _name("gm", question_id, row_id)


def column(question_id: str, column_id: str) -> str:
    """The head of a column, or of a line in a card."""
    return _name("gc", question_id, column_id)


REDLINE = "0" * 32
"""In place of a download's id: a redline, which is for reading."""


def export(export_id: str) -> str:
    """The file as a whole: which download it was."""
    return f"gx_{export_id}"


def _name(kind: str, *of: str) -> str:
    return f"{kind}_{hashlib.sha256('/'.join(of).encode()).hexdigest()[:20]}"
