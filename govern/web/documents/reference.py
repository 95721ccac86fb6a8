"""What reference rows say to one who chooses: use, misuse, sources and verified marks in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from documents import catalogue
from documents.definition import Law
from govern.web import filters

Row = Mapping[str, Any]
_MARK = re.compile(r"(?<![\w:])(?:F:([A-Z0-9-]+)|([KDV]))(?!\w)")
_SINGLE = {
    "K": "general knowledge, not checked against a text",
    "D": "a choice made for this service",
    "V": "read in the Act or on the regulator's page",
}


def note(table: str, row: Row) -> str:
    """What to know before choosing this row; "" when there is nothing to add to its title."""
    return _NOTES.get(table, _plain)(row)


def source(written: str) -> str:
    """A source with its marks spelt out, such as "Data Protection Act 2018 section 35"."""

    def spelt(found: re.Match[str]) -> str:
        key, mark = found.groups()
        return _SINGLE[mark] if mark else _title(key)

    return _MARK.sub(spelt, written)


def verified(law: Law) -> str:
    """Whether a named person has read the provision, and when."""
    if law.verified_by and law.verified_on:
        return f"Verified by {law.verified_by}, {filters.day(law.verified_on)}"
    return ""


def _title(key: str) -> str:
    try:
        return str(catalogue.row("sources", key)["title"])
    except LookupError:
        return key


def _plain(row: Row) -> str:
    for key in ("covers", "note", "who", "asks"):
        if row.get(key):
            return str(row[key])
    return str(row.get("citation") or "")


def _power(row: Row) -> str:
    parts = [f"{row['citation']}. {row['allows']}"]
    if row.get("not_for"):
        parts.append(f"Not for: {row['not_for']}")
    if row.get("commencement") == "check":
        parts.append("Check that it has commenced.")
    return " ".join(parts)


def _control(row: Row) -> str:
    wanted = "Mandatory. " if row.get("mandatory") else ""
    evidence = row.get("evidence")
    shown = "; ".join(evidence) if isinstance(evidence, tuple) else str(evidence or "")
    return f"{wanted}Evidence: {shown}" if shown else wanted.strip()


def _method(row: Row) -> str:
    return "Prohibited" if row.get("prohibited") else ""


_NOTES: Mapping[str, Callable[[Row], str]] = {
    "powers": _power,
    "controls": _control,
    "methods": _method,
    "risks": lambda row: str(row.get("harm") or ""),
    "partner_kinds": lambda row: "",
    "data_groups": lambda row: "",
}
